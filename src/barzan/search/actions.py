"""Keeps the index true: entries are written in the transaction of the change, or by the job it left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from django.db import transaction

from barzan.persian.text import ZWNJ, joined_key
from barzan.search import facets, registry
from barzan.search.models import Entry, Posting, Text, Word
from barzan.search.words import Indexed
from barzan.trail import bulk

BATCH = 2000


def refresh(kind: str, keys: Sequence[str]) -> None:
    """Indexes the entries of ``kind`` with ``keys`` anew, and removes those no longer given."""
    entries = list(registry.provider(kind).entries(keys))
    with transaction.atomic():
        given = [entry.key for entry in entries]
        Entry.objects.filter(kind=kind, key__in=keys).exclude(key__in=given).delete()
        _write(kind, entries)


def rebuild(progress: Callable[[int, int, str], None] = lambda done, total, note: None) -> int:
    """Builds the whole index anew in one transaction; returns how many entries it holds.

    Entries are read as they are written. How many there will be is not known before: ``progress`` is told as
    many as there were, or more.
    """
    before, done = Entry.objects.count(), 0
    with transaction.atomic():
        for table in (Posting, Text, Entry, Word):
            table.objects.all()._raw_delete(using=table.objects.db)
        for each in registry.providers():
            entries = iter(each.entries(None))
            while batch := list(islice(entries, BATCH)):
                progress(done, max(before, done + len(batch)), "")
                _write(each.kind, batch)
                done += len(batch)
    progress(done, done, "")
    return done


def _write(kind: str, entries: Sequence[registry.Entry]) -> None:
    rows = Entry.objects.bulk_create(
        [_row(kind, entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=[field.name for field in Entry._meta.fields if field.name not in ("id", "kind", "key")],
    )
    texts = [_text(row, entry) for row, entry in zip(rows, entries, strict=True)]
    for table in (Posting, Text):
        table.objects.filter(entry__in=rows).delete()
    bulk.insert(
        Text,
        ("entry", "body", "names", "facts"),
        ((text.entry_id, text.body, text.names, text.facts) for text in texts),
    )
    _write_postings(rows, [row.words() for row in rows])


def _row(kind: str, entry: registry.Entry) -> Entry:
    return Entry(
        kind=kind,
        key=entry.key,
        title=entry.title,
        title_en=entry.title_en,
        title_key=joined_key(entry.title),
        facets=facets.write(entry.facets),
        url_name=entry.url_name,
        url_args=list(entry.url_args),
        unit_path=entry.unit_path,
        place_path=entry.place_path,
        weight=entry.weight,
    )


def _text(row: Entry, entry: registry.Entry) -> Text:
    facts = [[fact.text, fact.text_en] for fact in entry.facts if fact.text]
    return Text(entry=row, body=entry.body, names="\n".join(filter(None, entry.names)), facts=facts)


def _write_postings(rows: Sequence[Entry], indexed: Sequence[Mapping[str, Indexed]]) -> None:
    """By word, as they are asked for: what PostgreSQL reads together lies together."""
    ids = _vocabulary(indexed)
    postings = sorted(
        (ids[text], entry, word.weight)
        for entry, found in zip([row.pk for row in rows], indexed, strict=True)
        for text, word in found.items()
    )
    bulk.insert(Posting, ("word", "entry", "weight"), postings)


def _vocabulary(indexed: Iterable[Mapping[str, Indexed]]) -> dict[str, int]:
    """The keys of all words of ``indexed``; the missing are added, those of which it tells more are changed.

    Words are written in one order everywhere, so that two transactions with the same ones cannot lock each
    other.
    """
    needed: dict[str, Indexed] = {}
    for found in indexed:
        for text, word in found.items():
            told = needed.setdefault(text, word)
            if word.written != told.written and _telling(word) < _telling(told):
                needed[text] = word
    known = Word.objects.in_bulk(needed, field_name="text")
    news = Word.objects.bulk_create(
        [
            Word(text=text, head=text[:2], written=word.written[:80], paired=word.paired)
            for text, word in sorted(needed.items())
            if text not in known or _telling(word) < _telling(known[text])
        ],
        update_conflicts=True,
        unique_fields=["text"],
        update_fields=["written", "paired"],
    )
    return {word.text: word.pk for word in (*known.values(), *news)}


def _telling(word: Indexed | Word) -> tuple[bool, bool]:
    """The less the better: words before pairs, a spelling that shows its parts before one that hides them."""
    return word.paired, ZWNJ not in word.written
