"""An ordered file is made: whole, on the shelf under its key, or not at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings

from barzan.access import Actor, Scope
from barzan.answers import engine, queries, segments
from barzan.answers.core.filters import parsed
from barzan.answers.errors import NotReady
from barzan.answers.exporting.options import ENDINGS, Options
from barzan.answers.exporting.outputs import codebook, outputs
from barzan.answers.exporting.streams import batches, select
from barzan.answers.exporting.writers import WRITERS
from barzan.answers.models import Export
from barzan.submissions.models import Fresh

KEPT_DAYS = 7
SECONDS = 3_600.0
MEMORY, THREADS = "100MB", 1  # each thread holds a row group of all columns
MOST_FRESH = 20_000
Progress = Callable[[int, int], None]


def make(actor: Actor, order: Export, progress: Progress = lambda done, total: None) -> Path:
    """Writes the file of an order, complete. Raises ``TooWide``, ``NotReady``, ``AnalysisMissing``."""
    options = Options(**order.options)
    folder = root() / order.key
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / ".half"
    while Fresh.objects.filter(form=order.form_id).count() > MOST_FRESH:
        segments.take_in(order.form)
    with engine.source(
        order.form, seconds=SECONDS, memory=MEMORY, threads=THREADS, most_fresh=MOST_FRESH
    ) as source:
        if source.preparing:
            raise NotReady
        look = queries.Look(actor, source, scope_of(order))
        try:
            _write(look, options, half, progress)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
    done = folder / f"{order.form.key}-{options.kind}.{ENDINGS[options.kind]}"
    half.rename(done)
    return done


def scope_of(order: Export) -> Scope:
    """What the orderer could read when they ordered."""
    if order.areas is None:
        return Scope(everything=True)
    return Scope(areas=frozenset((unit, place) for unit, place in order.areas))


def _write(look: queries.Look, options: Options, file: Path, progress: Progress) -> None:
    main = look.table("")
    if main is None:
        return
    filters, _ = parsed(options.filters, main)
    selected = select(look.rows(main, filters, options.text))
    tables = [found for path in look.layout.by_path if (found := look.table(path))]
    planned = [(table, outputs(table, options), selected.count(table)) for table in tables]
    writer = WRITERS[options.kind](file, options)
    writer.begin(planned)
    total, done = sum(count for _, _, count in planned), 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)

    for number, (table, _, _) in enumerate(planned):
        writer.table(number, partial(batches, selected, table), told)
    writer.end(codebook(look.layout, {table.path: columns for table, columns, _ in planned}))


def root() -> Path:
    """Where files lie until they are taken; no backup carries them, they can be written again."""
    return Path(settings.HOME) / "answers-files"


def find(order: Export) -> Path | None:
    """The file of an order; None where it is not written yet or was cleared away."""
    return next(iter((root() / order.key).glob("[!.]*")), None)


def tidy() -> int:
    """Clears away what has lain for over a week; how many files that were."""
    oldest = time.time() - KEPT_DAYS * 86_400
    old = [each for each in root().glob("*") if each.stat().st_mtime < oldest]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
