"""What can be found, and by whom: bounded by the actor's scopes in SQL, so that counts do not leak either."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.persian.text import joined_key
from barzan.search import rank, registry, words
from barzan.search.models import Entry, Facet, Posting, Word
from barzan.search.rank import Candidate, Slot
from barzan.search.words import Asked

MAX_LIMIT = 100
FACET_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Results:
    """A page of entries, best first, of ``total``.

    corrected: the question as it was probably meant, where a word of it is not in the index.
    partly:    no entry holds all the words; these hold as many as any does.
    found:     the keys of the words to mark in the texts.
    kinds:     how many entries of each kind answer, whatever ``kind`` was asked for.
    matched:   the keys of all entries, for ``facet_counts``.
    """

    hits: tuple[Entry, ...] = ()
    total: int = 0
    corrected: str = ""
    partly: bool = False
    found: frozenset[str] = frozenset()
    kinds: Mapping[str, int] = field(default_factory=dict)
    matched: tuple[int, ...] = ()
    took_ms: float = 0.0


@dataclass(slots=True)
class _Question:
    """A question on its way: its words, the words of the index that answer each, and their keys."""

    asked: list[Asked]
    slots: list[Slot]
    ids: dict[str, int]
    partly: bool = False
    whole: dict[str, int] = field(default_factory=dict)

    def vocabulary(self) -> dict[str, int]:
        """All words of the index that are spellings of their own, read once."""
        self.whole = self.whole or dict(Word.objects.filter(paired=False).values_list("text", "pk"))
        return self.whole


def find(
    actor: Actor,
    text: str,
    *,
    kind: str | None = None,
    facets: Mapping[str, str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """The entries that answer ``text``, of one kind and with the values of ``facets`` where given."""
    began = time.perf_counter()
    question = _read(text)
    if question is None:
        return Results()
    visible = _having(_visible(actor), facets or {})
    matches = _matching(visible, question) or _matching_partly(visible, _widened(question))
    candidates = [match for match in matches if kind is None or match.kind == kind]
    matched = rank.order(candidates, joined_key(text))
    page = matched[offset : offset + min(limit, MAX_LIMIT)]
    entries = Entry.objects.in_bulk([*matched[:1], *page])
    best = entries.get(matched[0]) if matched else None
    return Results(
        hits=tuple(entries[pk] for pk in page if pk in entries),
        total=len(matched),
        corrected=_corrected(question, best) if best else "",
        partly=question.partly,
        found=frozenset(word for slot in question.slots for word in slot.qualities),
        kinds=Counter(match.kind for match in matches),
        matched=tuple(matched),
        took_ms=1000 * (time.perf_counter() - began),
    )


def suggest(actor: Actor, text: str, limit: int = 8) -> tuple[Entry, ...]:
    """The best entries for a question that is still being typed; its last word may be a beginning."""
    return find(actor, text, limit=limit).hits


def facet_counts(matched: Sequence[int]) -> dict[str, list[tuple[str, int]]]:
    """How many of ``Results.matched`` have each value of each facet, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(matched), FACET_BATCH):
        rows = Facet.objects.filter(entry__in=matched[start : start + FACET_BATCH])
        counted = rows.values_list("name", "value").annotate(count=Count("pk"))
        counts.update({(name, value): count for name, value, count in counted})
    ordered: dict[str, list[tuple[str, int]]] = {}
    for (name, value), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        ordered.setdefault(name, []).append((value, count))
    return ordered


def _visible(actor: Actor) -> QuerySet[Entry]:
    """The entries of each kind that its rule covers for the actor."""
    covered = Q(pk__in=[])
    for provider in registry.providers():
        if provider.rule.admits(actor):
            scope = provider.rule.scope(actor)
            covered |= Q(kind=provider.kind) & within(scope, unit="unit_path", place="place_path")
    return Entry.objects.filter(covered)


def _having(entries: QuerySet[Entry], facets: Mapping[str, str]) -> QuerySet[Entry]:
    for name, value in facets.items():
        entries = entries.filter(pk__in=Facet.objects.filter(name=name, value=value).values("entry"))
    return entries


def _read(text: str) -> _Question | None:
    """The words of the index that answer; asked words that none answers are parted or guessed."""
    asked = list(words.read(text))
    if not asked:
        return None
    ids, written = _answering(asked)
    parted = [part for each in asked for part in words.parted(each, written.get(each.word, ""))]
    if parted != asked:
        ids |= _answering(parted)[0]
    question = _Question(parted, [rank.slot(each, ids) for each in parted], ids)
    return question if all(slot.qualities for slot in question.slots) else _mended(question)


def _answering(asked: Sequence[Asked]) -> tuple[dict[str, int], dict[str, str]]:
    """The words that are, join or begin with those asked: their keys, and how they are written."""
    exact = {spelling for each in asked for spelling in (each.word, *each.joins)}
    wanted = Q(text__in=exact)
    for start in filter(None, map(rank.beginning, asked)):
        wanted |= Q(paired=False, text__startswith=start)
    rows = list(Word.objects.filter(wanted).values_list("text", "pk", "written"))
    return {text: pk for text, pk, _ in rows}, {text: written for text, _, written in rows}


def _mended(question: _Question) -> _Question:
    """Gives the words that nothing answers the known words they are made of, or those nearly like them."""
    vocabulary = question.vocabulary()
    mended = _Question([], [], question.ids | vocabulary, whole=vocabulary)
    known = frozenset(vocabulary)
    for asked, slot in zip(question.asked, question.slots, strict=True):
        parts = () if slot.qualities else words.split(asked.word, known)
        for part in parts:
            mended.asked.append(Asked(part, part))
            mended.slots.append(Slot({part: rank.JOINED}))
        if not parts:
            mended.asked.append(asked)
            mended.slots.append(slot if slot.qualities else rank.nearly(asked.word, vocabulary))
    return mended


def _widened(question: _Question) -> _Question:
    """Lets every word be nearly what was typed: a slip may have made another word of the index."""
    vocabulary = question.vocabulary()
    question.ids |= vocabulary
    question.slots = [
        Slot(rank.nearly(asked.word, vocabulary).qualities | slot.qualities, nearly=True)
        for asked, slot in zip(question.asked, question.slots, strict=True)
    ]
    return question


def _matching(visible: QuerySet[Entry], question: _Question) -> list[Candidate]:
    """The visible entries that answer every word."""
    if not all(slot.qualities for slot in question.slots):
        return []
    return _matches(visible, question, {f"slot{n}__gt": 0 for n in range(len(question.slots))})


def _matching_partly(visible: QuerySet[Entry], question: _Question) -> list[Candidate]:
    """The visible entries that answer as many words as any does."""
    matches = _matches(visible, question, {})
    answered = [sum(score > 0 for score in match.scores) for match in matches]
    most = max(answered, default=0)
    question.partly = 0 < most < len(question.slots)
    return [match for match, count in zip(matches, answered, strict=True) if count == most]


def _matches(visible: QuerySet[Entry], question: _Question, having: Mapping[str, int]) -> list[Candidate]:
    """The visible entries with a word of the question, and their best quality x weight for each word.

    The postings are grouped before the entries are joined, which the ORM cannot say: so its two queries are
    joined here, as they are.
    """
    wanted = {question.ids[word] for slot in question.slots for word in slot.qualities}
    scores = {f"slot{n}": Max(_best(slot, question.ids)) for n, slot in enumerate(question.slots)}
    grouped = Posting.objects.filter(word__in=wanted).values("entry_id").annotate(**scores).filter(**having)
    try:
        entries, entry_values = visible.values("pk", "kind", "weight", "title_key").query.sql_with_params()
        postings, posting_values = grouped.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({entries}) AS e JOIN ({postings}) AS p ON p.entry_id = e.pk",  # noqa: S608 - compiled SQL
            (*entry_values, *posting_values),
        )
        return [Candidate(*row[:4], row[5:]) for row in cursor.fetchall()]


def _best(slot: Slot, ids: Mapping[str, int]) -> Case:
    cases = [
        When(
            word__in=[ids[word] for word, each in slot.qualities.items() if each == quality],
            then=F("weight") * quality,
        )
        for quality in sorted(set(slot.qualities.values()), reverse=True)
    ]
    return Case(*cases, default=0)


def _corrected(question: _Question, best: Entry) -> str:
    """The question with the guessed words as the best entry, which the actor sees, has them."""
    if not any(slot.nearly for slot in question.slots):
        return ""
    standing = words.index(best.key, best.title, best.title_en, best.body)
    corrected = []
    for asked, slot in zip(question.asked, question.slots, strict=True):
        choices = sorted((-quality, word) for word, quality in slot.qualities.items() if word in standing)
        guess = slot.nearly and choices and choices[0][1] != asked.word
        corrected.append(standing[choices[0][1]].written if guess else asked.text)
    typed = [asked.text for asked in question.asked]
    return " ".join(dict.fromkeys(corrected)) if corrected != typed else ""
