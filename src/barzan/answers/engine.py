"""DuckDB over the segments of a form and what is fresh in the database: each question in a memory of its own.

No file is shared between processes; nothing outside the folder of the segments can be read, no extension is
loaded, threads, memory and time are bounded.
"""

# Names in SQL are quoted by ``filters.quoted``, values are parameters.
# ruff: noqa: S608

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from barzan.access.values import system_actor
from barzan.answers.columnar import tables_of
from barzan.answers.core.columns import Layout
from barzan.answers.core.filters import Condition, literal, quoted
from barzan.answers.errors import AnalysisMissing, TooSlow
from barzan.answers.layouts import layout_of
from barzan.answers.models import Segment
from barzan.forms.models import Form
from barzan.submissions.models import Fresh, Submission
from barzan.submissions.queries import Row
from barzan.submissions.reading import with_contents

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, Any]

SYSTEM = system_actor("answers")
NEEDED = ("duckdb", "numpy", "pyarrow")
THREADS = 2
MEMORY = "384MB"
SECONDS = 10.0
MOST_FRESH = 2_000
MASKS = "masks.parquet"


def require() -> None:
    """Raises ``AnalysisMissing`` where the libraries of the extra are not installed."""
    if any(find_spec(name) is None for name in NEEDED):
        raise AnalysisMissing


def root() -> Path:
    """The folder of all segments; no backup carries it, it is made anew from the database."""
    return Path(settings.HOME) / "answers"


def folder_of(segment: Segment) -> Path:
    """Where the files of a segment lie."""
    return root() / str(segment.form_id) / segment.folder


@contextmanager
def connection(seconds: float = SECONDS, memory: str = MEMORY, threads: int = THREADS) -> Iterator[Any]:
    """An empty DuckDB in memory that reads the segments and nothing else. Raises ``TooSlow``."""
    require()
    import duckdb

    config = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "true",
    }
    opened = duckdb.connect(":memory:", config=config)
    watch = threading.Timer(seconds, opened.interrupt)
    watch.daemon = True
    try:
        opened.execute(f"SET allowed_directories=[{literal(f'{root()}/')}]")
        opened.execute("SET enable_external_access=false; SET lock_configuration=true")
        watch.start()
        yield opened
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        raise TooSlow from None
    finally:
        watch.cancel()
        opened.close()


@dataclass
class Source:
    """The tables of a form as they stand now; while ``preparing``, older submissions are still missing."""

    form: Form
    layout: Layout
    opened: Any
    segments: list[Segment]
    fresh: dict[str, pa.Table] = field(default_factory=dict)
    versions: Mapping[int, int] = field(default_factory=dict)
    arrived: Mapping[int, Row] = field(default_factory=dict)
    preparing: bool = False
    held: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def relation(self, path: str, names: Sequence[str]) -> str:
        """SQL of the live rows of a table with some of its columns."""
        parts = [part for part in (self._stored(path, names), self._fresh(path, names)) if part]
        return f"({' UNION ALL '.join(parts)})" if parts else self._nothing(names)

    def parts(self, path: str, names: Sequence[str]) -> Iterator[tuple[Segment | None, str]]:
        """SQL of the live rows of a table, apart for each segment and for what is fresh (None)."""
        for segment in self.segments:
            for stored in stored_parts([segment], self.segments, path, names, self._replaced()):
                yield segment, stored
        if fresh := self._fresh(path, names):
            yield None, fresh

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        found: list[tuple[Any, ...]] = self.opened.execute(sql, list(parameters)).fetchall()
        return found

    def one(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
        """The one row of a question."""
        return self.rows(sql, parameters)[0]

    def ask(self, sql: str, condition: Condition, more: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a question with the parameters of its condition."""
        return self.rows(sql, (*condition.parameters, *more))

    def _stored(self, path: str, names: Sequence[str]) -> str:
        parts = stored_parts(self.segments, self.segments, path, names, self._replaced())
        return " UNION ALL ".join(parts)

    def _replaced(self) -> list[str]:
        """What fresh rows replace in every segment; new ones above all stored numbers replace nothing."""
        last = max((each.last for each in self.segments), default=0)
        if not any(number <= last for number in self.arrived):
            return []
        listed = ",".join(f"({number})" for number in self.arrived)
        return [f"(VALUES {listed}) AS f(sid)"]

    def _fresh(self, path: str, names: Sequence[str]) -> str:
        table = self.fresh.get(path)
        if table is None or not table.num_rows:
            return ""
        wanted = tuple(dict.fromkeys(names))
        if (path, wanted) not in self.held:
            self.held[path, wanted] = f"fresh {len(self.held)}"
            hold(self.opened, self.held[path, wanted], table.select(wanted))
        return f"SELECT {columns_of(names, names)} FROM {quoted(self.held[path, wanted])}"

    def _nothing(self, names: Sequence[str]) -> str:
        return f"(SELECT {columns_of(names, ())} WHERE FALSE)"


def hold(opened: Any, name: str, table: pa.Table) -> None:
    """Puts a table into the engine: over one outside, DuckDB 1.5 cannot join many rows (it hands the scan a
    Bloom filter that PyArrow does not know).
    """
    opened.register("handed", table)
    opened.execute(f"CREATE TEMP TABLE {quoted(name)} AS SELECT * FROM handed")
    opened.unregister("handed")


def columns_of(names: Iterable[str], there: Iterable[str]) -> str:
    """The columns as they are selected; what is not there is empty."""
    known = set(there)
    kinds = {".sid": "BIGINT", ".at": "BIGINT"}
    return ", ".join(
        quoted(name) if name in known else f"NULL::{kinds.get(name, 'VARCHAR')} AS {quoted(name)}"
        for name in dict.fromkeys(names)
    )


def stored_parts(
    read: Sequence[Segment],
    held: Sequence[Segment],
    path: str,
    names: Sequence[str],
    replaced: Sequence[str] = (),
) -> list[str]:
    """SQL of the live rows of a table in some of the segments held; alike ones are read together."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for segment in read:
        if table := segment.tables.get(path):
            above = (each for each in held if each.number > segment.number and each.masks)
            masks = tuple(literal(str(folder_of(each) / MASKS)) for each in above)
            file = literal(str(folder_of(segment) / table["file"]))
            groups.setdefault((tuple(table["columns"]), masks), []).append(file)
    return [
        f"SELECT {columns_of(names, there)} FROM read_parquet([{', '.join(files)}]) AS s"
        f"{_alive(masks, replaced)}"
        for (there, masks), files in groups.items()
    ]


def sids(opened: Any, relation: str, where: str = "TRUE", parameters: Sequence[object] = ()) -> Numbers:
    """The submissions among some rows, ascending."""
    asked = opened.execute(f'SELECT ".sid" FROM ({relation}) AS r WHERE {where} ORDER BY 1', list(parameters))
    found: Numbers = asked.fetchnumpy()[".sid"]
    return found


def batches(
    segment: Segment, path: str, names: Sequence[str], size: int, wanted: Numbers
) -> Iterator[pa.RecordBatch]:
    """The rows of some submissions in a segment, so many at once, with those of the columns that are there.

    PyArrow reads them: DuckDB works on 2,048 rows at once, of which it holds several copies, and of a table
    with hundreds of columns these take twice the memory.
    """
    import pyarrow.parquet as pq

    table = segment.tables.get(path)
    if table is None or not len(wanted):
        return
    there = [name for name in names if name in table["columns"]]
    # What is buffered before it is asked for stays until the file is closed: all of it.
    with pq.ParquetFile(folder_of(segment) / table["file"], pre_buffer=False) as file:
        for batch in file.iter_batches(size, columns=there, use_threads=False):
            yield from only(batch, wanted)


def only(batch: pa.RecordBatch, wanted: Numbers) -> Iterator[pa.RecordBatch]:
    """The rows of some submissions, where there are any."""
    import numpy as np
    import pyarrow as pa

    held = batch.column(".sid").to_numpy()
    here = wanted[np.searchsorted(wanted, held).clip(max=len(wanted) - 1)] == held
    if here.any():
        yield batch if here.all() else batch.filter(pa.array(here))


def _alive(masks: Sequence[str], replaced: Sequence[str]) -> str:
    """The condition that no later segment and nothing fresh replaces a row."""
    gone = [f"SELECT sid FROM read_parquet([{', '.join(masks)}])"] if masks else []
    gone += [f"SELECT sid FROM {each}" for each in replaced]
    if not gone:
        return ""
    return f' WHERE NOT EXISTS (SELECT 1 FROM ({" UNION ALL ".join(gone)}) AS g WHERE g.sid = s.".sid")'


@contextmanager
def source(
    form: Form,
    *,
    seconds: float = SECONDS,
    memory: str = MEMORY,
    threads: int = THREADS,
    most_fresh: int = MOST_FRESH,
) -> Iterator[Source]:
    """The live tables of a form. Raises ``AnalysisMissing``, ``TooSlow``.

    What is fresh is read before the list of segments: what is taken in between is found twice, and replaced.
    """
    with connection(seconds, memory, threads) as opened:
        layout, versions = layout_of(form)
        arrived = _newest(form, versions, most_fresh, marked=True)
        segments = list(Segment.objects.filter(form=form))
        if not segments or not all(folder_of(each).is_dir() for each in segments):
            segments, arrived = [], _newest(form, versions, most_fresh, marked=False)
        taken = {row.submission.pk: row for row in reversed(arrived[:most_fresh])}
        tables = tables_of(layout, taken.values()) if taken else {}
        yield Source(form, layout, opened, segments, tables, versions, taken, len(arrived) > most_fresh)


def _newest(form: Form, versions: Mapping[int, int], most: int, *, marked: bool) -> list[Row]:
    """The newest submissions and one more, of all or of those that no segment has taken in yet."""
    rows = Submission.objects.filter(form=form)
    if marked:
        rows = rows.filter(pk__in=Fresh.objects.filter(form=form.pk).values("submission"))
    return rows_with(list(rows.order_by("-pk")[: most + 1]), versions)


def rows_with(found: list[Submission], versions: Mapping[int, int]) -> list[Row]:
    """Submissions with the answers that count, in one question; ``versions`` are their numbers by id."""
    if not found:
        return []
    return [Row(each, each.content.answers, versions[each.version_id]) for each in with_contents(found)]
