"""The immutable files: written from what is new or changed, merged when they are many, cleared when unused.

Whoever reads takes what is fresh first and the list of segments second: a submission that is taken in
between is then found twice, and the fresh one counts.
"""

# Names in SQL are quoted by ``filters.quoted``, values are parameters.
# ruff: noqa: S608

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from barzan.answers.columnar import Batch, names_of
from barzan.answers.core.columns import Layout
from barzan.answers.core.filters import literal
from barzan.answers.engine import (
    MASKS,
    SYSTEM,
    batches,
    connection,
    folder_of,
    hold,
    root,
    sids,
    stored_parts,
)
from barzan.answers.layouts import layout_of
from barzan.answers.models import Segment
from barzan.forms.models import Form
from barzan.submissions import queries as submissions
from barzan.submissions.actions import keeping
from barzan.submissions.models import Fresh
from barzan.submissions.queries import Row

if TYPE_CHECKING:
    import pyarrow as pa

MOST_ROWS = 100_000
AT_ONCE, ANSWERS_AT_ONCE = 1_000, 120_000  # submissions, and answers in them, as objects
MOST_HELD = 2_000_000  # cells on their way into files
MERGED_AT_ONCE = 500_000  # cells
LONG = 900.0  # seconds that a job may work on one question
SMALL = 100_000
MOST_SEGMENTS = 8
UNUSED = timedelta(hours=6)
Progress = Callable[[int, int], None]


def waiting() -> list[int]:
    """The forms that have something to take in."""
    return list(Fresh.objects.order_by("form").values_list("form", flat=True).distinct())


def take_in(form: Form, progress: Progress = lambda done, total: None) -> int:
    """Writes what is new or changed since the last segment into one more; how many submissions that are."""
    marks = submissions.fresh(form, MOST_ROWS)
    held = _held(form)
    folder = root() / str(form.pk) / uuid4().hex
    writer = _Writer(folder, layout_of(form)[0])
    try:
        with writer:
            for rows in _arriving(
                form, held, sorted({number for _, number in marks}), _at_once(writer.layout)
            ):
                writer.add(rows)
                progress(len(writer.seen), max(len(marks), len(writer.seen)))
        if writer.seen:
            masks = _write_masks(held, writer.seen, folder / MASKS)
            _swap(form, writer, masks, [mark for mark, _ in marks])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if not writer.seen:
        shutil.rmtree(folder, ignore_errors=True)
    return len(writer.seen)


def _held(form: Form) -> list[Segment]:
    """The segments of a form; where a folder is gone, all are given up, to be written anew."""
    held = list(Segment.objects.filter(form=form))
    if all(folder_of(each).is_dir() for each in held):
        return held
    Segment.objects.filter(form=form).delete()
    return []


def _at_once(layout: Layout) -> int:
    """How many submissions are read at once: of a form with hundreds of questions fewer."""
    questions = sum(len(table.columns) for table in layout.tables)
    return min(AT_ONCE, max(100, ANSWERS_AT_ONCE // max(1, questions)))


def _arriving(form: Form, held: list[Segment], numbers: list[int], at_once: int) -> Iterator[list[Row]]:
    """What is marked; all submissions where nothing is held yet."""
    if not held:
        yield from submissions.stream(SYSTEM, form, batch=at_once)
        return
    for start in range(0, len(numbers), at_once):
        yield submissions.rows_of(SYSTEM, numbers[start : start + at_once])


def _swap(form: Form, writer: _Writer, masks: int, marks: list[int]) -> None:
    """Names the new segment in the transaction that takes the marks of its submissions away."""
    highest = Segment.objects.filter(form=form).aggregate(Max("number"))["number__max"] or 0
    with transaction.atomic():
        _name(form, highest + 1, writer, max(writer.seen), masks)
        keeping.taken(SYSTEM, marks)


def _name(form: Form, number: int, writer: _Writer, last: int, masks: int) -> None:
    Segment.objects.create(
        form=form,
        number=number,
        folder=writer.folder.name,
        rows=writer.tables[""]["rows"],
        last=last,
        masks=masks,
        tables=writer.tables,
        made_at=timezone.now(),
    )


def _write_masks(held: list[Segment], numbers: Iterable[int], file: Path) -> int:
    """Writes which submissions of the segments held new ones replace; how many."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = stored_parts(held, (), "", [".sid"])
    if not parts:
        return 0
    with connection(LONG) as opened:
        hold(opened, "arriving", pa.table({"sid": pa.array(sorted(numbers), pa.int64())}))
        stored = " UNION ALL ".join(parts)
        masked = opened.execute(
            f'SELECT sid FROM arriving WHERE sid IN (SELECT ".sid" FROM ({stored})) ORDER BY sid'
        ).to_arrow_table()
    if masked.num_rows:
        pq.write_table(masked, file)
    count: int = masked.num_rows
    return count


class _Writer:
    """Files of one segment, written row group by row group, so that memory stays bounded."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        folder.mkdir(parents=True)
        self.folder, self.layout = folder, layout
        self.seen: set[int] = set()
        self.tables: dict[str, dict[str, Any]] = {}
        self._files: dict[str, Any] = {}
        self._held: dict[str, list[pa.Table]] = {}
        self._cells: dict[str, int] = {}

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        for path in list(self._held):
            self._flush(path)
        for file in self._files.values():
            file.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Takes submissions with their rows in all tables."""
        batch = Batch(self.layout)
        for row in rows:
            batch.add(row)
        self.seen |= batch.seen
        for path, table in batch.arrow().items():
            self.hold(path, table)

    def hold(self, path: str, table: pa.Table) -> None:
        """Takes rows of one table."""
        if table.num_rows:
            self._held.setdefault(path, []).append(table)
            self._cells[path] = self._cells.get(path, 0) + table.num_rows * table.num_columns
            while sum(self._cells.values()) > MOST_HELD:
                self._flush(max(self._cells, key=self._cells.__getitem__))

    def _flush(self, path: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.concat_tables(self._held.pop(path))
        del self._cells[path]
        if path not in self._files:
            name = file_name(path)
            self._files[path] = pq.ParquetWriter(self.folder / name, table.schema, compression="zstd")
            self.tables[path] = {"file": name, "columns": names_of(self.layout.by_path[path]), "rows": 0}
        self._files[path].write_table(table, row_group_size=table.num_rows)
        self.tables[path]["rows"] += table.num_rows


def file_name(path: str) -> str:
    """The file of a table: a path can be long, and in any letters."""
    return f"r-{sha256(path.encode()).hexdigest()[:16]}.parquet" if path else "main.parquet"


def merge(form: Form) -> bool:
    """Makes one segment of the small ones where they are many; whether it did."""
    held = list(Segment.objects.filter(form=form))
    small = [each for each in held if each.rows < SMALL]
    if len(small) < MOST_SEGMENTS:
        return False
    writer = _Writer(root() / str(form.pk) / uuid4().hex, layout_of(form)[0])
    try:
        with writer, connection(LONG) as opened:
            for segment in small:
                _hold_live(opened, writer, segment, held)
            masks = _merge_masks(opened, small, held, writer.folder / MASKS)
        with transaction.atomic():
            Segment.objects.filter(pk__in=[each.pk for each in small]).delete()
            _name(form, small[-1].number, writer, max(each.last for each in small), masks)
    except BaseException:
        shutil.rmtree(writer.folder, ignore_errors=True)
        raise
    return True


def _hold_live(opened: Any, writer: _Writer, segment: Segment, held: list[Segment]) -> None:
    """Takes the rows of a segment that no later one replaces; columns that it has not are empty."""
    import pyarrow as pa

    (relation,) = stored_parts([segment], held, "", [".sid"])
    wanted = sids(opened, relation)
    for path, table in writer.layout.by_path.items():
        names = names_of(table)
        for batch in batches(segment, path, names, max(200, MERGED_AT_ONCE // len(names)), wanted):
            there = dict(zip(batch.schema.names, batch.columns, strict=True))
            empty = pa.nulls(batch.num_rows, pa.string())
            writer.hold(path, pa.table({name: there.get(name, empty) for name in names}))


def _merge_masks(opened: Any, small: list[Segment], held: list[Segment], file: Path) -> int:
    """The masks of merged segments still hold for what was not merged; how many they are."""
    import pyarrow.parquet as pq

    files = [literal(str(folder_of(each) / MASKS)) for each in small if each.masks]
    if not files or len(small) == len(held):
        return 0
    masked = opened.execute(
        f"SELECT DISTINCT sid FROM read_parquet([{', '.join(files)}]) ORDER BY sid"
    ).to_arrow_table()
    pq.write_table(masked, file)
    count: int = masked.num_rows
    return count


def tidy() -> int:
    """Removes folders that no segment names, once nobody can be reading them any more; how many."""
    named = set(Segment.objects.values_list("folder", flat=True))
    oldest = time.time() - UNUSED.total_seconds()
    old = [
        each
        for each in root().glob("*/*")
        if each.is_dir() and each.name not in named and each.stat().st_mtime < oldest
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
