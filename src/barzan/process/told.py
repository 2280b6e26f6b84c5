"""A published version as people read it: the process in words and its picture, made once and kept in
memory.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString

from barzan.bpmn.model import Process, Text
from barzan.bpmn.reading import read
from barzan.bpmn.words import Names, Told, tell
from barzan.decisions.models import Decision
from barzan.instruments.models import Instrument
from barzan.process.models import Definition, Version
from barzan.process.page import picture

KEPT = 600  # versions in memory: more than a booklet has processes


@lru_cache(maxsize=KEPT)
def told(version: int, source_hash: str) -> Told:
    """The process of a version (its id and hash) in words, with the titles of the laws, tables and processes
    that it names. Asks nothing when it was told before.
    """
    row = Version.objects.get(pk=version, source_hash=source_hash)
    return in_words(read(bytes(row.xml)).process(row.process))


def in_words(process: Process) -> Told:
    """A process at hand in words, also one that is not published."""
    titles = _titles(process)
    return tell(process, Names(title=lambda kind, key: titles.get((kind, key), Text(key, key))))


@lru_cache(maxsize=KEPT)
def drawn(version: int, source_hash: str, language: str) -> SafeString:
    """The picture of the process of a version; "" where it cannot be drawn. Asks nothing a second time."""
    return picture(Version.objects.get(pk=version, source_hash=source_hash), language, ())


def _titles(process: Process) -> dict[tuple[str, str], Text]:
    """What the keys that a process names are called; a kind that it does not name asks nothing."""
    laws = {node.deadline.basis for node in process.nodes if node.deadline and node.deadline.basis}
    tables = {node.decision for node in process.nodes if node.decision}
    called = {node.called for node in process.nodes if node.called}
    found: dict[tuple[str, str], Text] = {}
    if laws:
        for code, title in Instrument.objects.filter(code__in=laws).values_list("code", "title"):
            found["instrument", code] = Text(title, title)
    for kind, model, keys in (("decision", Decision, tables), ("process", Definition, called)):
        if keys:
            rows = model.objects.filter(key__in=keys).values_list("key", "title", "title_en")
            found |= {(kind, key): Text(title, title_en) for key, title, title_en in rows}
    return found
