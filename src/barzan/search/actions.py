"""Keeps the index true: entries are written in the transaction of the change, or by the job it left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction

from barzan.persian.text import ZWNJ, joined_key
from barzan.search import registry, words
from barzan.search.models import Entry, Facet, Posting, Word

BATCH = 500


def refresh(kind: str, keys: Sequence[str]) -> None:
    """Indexes the entries of ``kind`` with ``keys`` anew, and removes those no longer given."""
    entries = list(registry.provider(kind).entries(keys))
    with transaction.atomic():
        given = [entry.key for entry in entries]
        Entry.objects.filter(kind=kind, key__in=keys).exclude(key__in=given).delete()
        _write(kind, entries)


def rebuild(progress: Callable[[int, int, str], None] = lambda done, total, note: None) -> int:
    """Builds the whole index anew in one transaction; returns how many entries it holds."""
    everything = [(each.kind, entry) for each in registry.providers() for entry in each.entries(None)]
    with transaction.atomic():
        for table in (Posting, Facet, Entry, Word):
            table.objects.all()._raw_delete(using=table.objects.db)
        for start in range(0, len(everything), BATCH):
            progress(start, len(everything), "")
            batch = everything[start : start + BATCH]
            for kind in dict.fromkeys(kind for kind, _ in batch):
                _write(kind, [entry for each, entry in batch if each == kind])
    progress(len(everything), len(everything), "")
    return len(everything)


def _write(kind: str, entries: Sequence[registry.Entry]) -> None:
    rows = Entry.objects.bulk_create(
        [_row(kind, entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=[field.name for field in Entry._meta.fields if field.name not in ("id", "kind", "key")],
    )
    Posting.objects.filter(entry__in=rows).delete()
    Facet.objects.filter(entry__in=rows).delete()
    indexed = [words.index(entry.key, entry.title, entry.title_en, entry.body) for entry in entries]
    ids = _vocabulary(indexed)
    Posting.objects.bulk_create(
        Posting(word_id=ids[text], entry=row, weight=word.weight)
        for row, found in zip(rows, indexed, strict=True)
        for text, word in found.items()
    )
    Facet.objects.bulk_create(
        Facet(entry=row, name=name, value=value)
        for row, entry in zip(rows, entries, strict=True)
        for name, value in entry.facet_values()
    )


def _row(kind: str, entry: registry.Entry) -> Entry:
    return Entry(
        kind=kind,
        key=entry.key,
        title=entry.title,
        title_en=entry.title_en,
        title_key=joined_key(entry.title),
        body=entry.body,
        url_name=entry.url_name,
        url_args=list(entry.url_args),
        unit_path=entry.unit_path,
        place_path=entry.place_path,
        weight=entry.weight,
    )


def _vocabulary(indexed: Iterable[dict[str, words.Indexed]]) -> dict[str, int]:
    """The keys of all words of ``indexed``, the missing ones added.

    Words are added in one order everywhere, so that two transactions that add the same ones cannot lock each
    other.
    """
    needed: dict[str, words.Indexed] = {}
    for found in indexed:
        for text, word in found.items():
            if text not in needed or _tells_more(word, needed[text]):
                needed[text] = word
    known = _known(needed)
    missing = sorted(needed.keys() - known.keys())
    Word.objects.bulk_create([_word(text, needed[text]) for text in missing], ignore_conflicts=True)
    known |= _known(missing)
    _learn({known[text]: word for text, word in needed.items()})
    return known


def _tells_more(new: words.Indexed, old: words.Indexed) -> bool:
    """Whether ``new`` is a word where ``old`` is a pair, or shows the parts that ``old`` hides."""
    return (new.paired, ZWNJ not in new.written) < (old.paired, ZWNJ not in old.written)


def _word(text: str, word: words.Indexed) -> Word:
    return Word(text=text, written=word.written[:80], paired=word.paired)


def _learn(seen: dict[int, words.Indexed]) -> None:
    """Pairs that stand as one word are words from now on; a ZWNJ shows the parts of a word."""
    alone = [pk for pk, word in seen.items() if not word.paired]
    shown = [pk for pk, word in seen.items() if ZWNJ in word.written and not word.paired]
    for start in range(0, len(alone), BATCH):
        Word.objects.filter(pk__in=alone[start : start + BATCH], paired=True).update(paired=False)
    for start in range(0, len(shown), BATCH):
        hidden = Word.objects.filter(pk__in=shown[start : start + BATCH]).exclude(written__contains=ZWNJ)
        for word in hidden:
            word.written = seen[word.pk].written[:80]
            word.save(update_fields=["written"])


def _known(texts: Iterable[str]) -> dict[str, int]:
    texts = list(texts)
    found: dict[str, int] = {}
    for start in range(0, len(texts), BATCH):
        found.update(Word.objects.filter(text__in=texts[start : start + BATCH]).values_list("text", "pk"))
    return found
