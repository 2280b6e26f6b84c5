"""What can be found, and by whom: bounded by the actor's scopes in SQL, so that counts do not leak either."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.persian.text import joined_key
from barzan.search import facets as faceting
from barzan.search import rank, registry, words
from barzan.search.models import Entry, Posting, Word
from barzan.search.rank import Candidate, Slot
from barzan.search.registry import Name
from barzan.search.words import Asked

MAX_LIMIT = 100
_READ = ("pk", "kind", "weight", "title_key", "facets")


@dataclass(frozen=True, slots=True)
class Results:
    """A page of entries, best first, of ``total``.

    corrected: the question as it was probably meant, where a word of it is not in the index.
    partly:    no entry holds all the words; these hold as many as any does.
    found:     the keys of the words to mark in the texts.
    kinds:     how many entries of each kind answer, whatever ``kind`` was asked for.
    facets:    how many entries have each value of each facet, the most frequent first.
    """

    hits: tuple[Entry, ...] = ()
    total: int = 0
    corrected: str = ""
    partly: bool = False
    found: frozenset[str] = frozenset()
    kinds: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, Sequence[tuple[Name, int]]] = field(default_factory=dict)
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Where answers are looked for: the entries that the actor may see, with the chosen values of facets."""

    visible: QuerySet[Entry]
    chosen: Mapping[str, str]


@dataclass(slots=True)
class _Question:
    """A question on its way: its words, the words of the index that answer each, and their keys."""

    asked: list[Asked]
    slots: list[Slot]
    ids: dict[str, int]
    partly: bool = False


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
    bounds = _Bounds(_visible(actor), facets or {})
    matches = _matching(bounds, question) or _matching_partly(bounds, _widened(question))
    candidates = [match for match in matches if kind is None or match.kind == kind]
    end = offset + min(limit, MAX_LIMIT)
    ordered = rank.best(candidates, joined_key(text), end)
    entries = Entry.objects.select_related("text").in_bulk([*ordered[:1], *ordered[offset:]])
    best = entries.get(ordered[0]) if ordered else None
    return Results(
        hits=tuple(entries[pk] for pk in ordered[offset:] if pk in entries),
        total=len(candidates),
        corrected=_corrected(question, best) if best else "",
        partly=question.partly,
        found=frozenset(word for slot in question.slots for word in slot.qualities),
        kinds=Counter(match.kind for match in matches),
        facets=faceting.count(match.facets for match in candidates),
        took_ms=1000 * (time.perf_counter() - began),
    )


def suggest(actor: Actor, text: str, limit: int = 8) -> tuple[Entry, ...]:
    """The best entries for a question that is still being typed; its last word may be a beginning."""
    return find(actor, text, limit=limit).hits


def _visible(actor: Actor) -> QuerySet[Entry]:
    """The entries of each kind that its rule covers for the actor."""
    covered = Q(pk__in=[])
    for provider in registry.providers():
        if provider.rule.admits(actor):
            scope = provider.rule.scope(actor)
            covered |= Q(kind=provider.kind) & within(scope, unit="unit_path", place="place_path")
    return Entry.objects.filter(covered)


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
        wanted |= Q(head=start[:2], text__startswith=start, paired=False)
    rows = list(Word.objects.filter(wanted).values_list("text", "pk", "written"))
    return {text: pk for text, pk, _ in rows}, {text: written for text, _, written in rows}


def _mended(question: _Question) -> _Question:
    """Gives the words that nothing answers the known words they are made of, or those nearly like them."""
    unanswered = [
        asked.word for asked, slot in zip(question.asked, question.slots, strict=True) if not slot.qualities
    ]
    vocabulary = _near(unanswered)
    mended = _Question([], [], question.ids | vocabulary)
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


def _near(texts: Iterable[str]) -> dict[str, int]:
    """The words that ``texts`` are made of, or that are as long as one nearly like them."""
    wanted = Q(pk__in=[])
    for text in texts:
        wanted |= Q(GreaterThan(StrIndex(Value(text), F("text")), 0))
        if edits := rank.edits(text):
            whole = Q(*(Q(text__contains=piece) for piece in rank.wholes(text)), _connector=Q.OR)
            wanted |= Q(length__range=(len(text) - edits, len(text) + edits)) & whole
    rows = Word.objects.alias(length=Length("text")).filter(wanted, paired=False)
    return dict(rows.values_list("text", "pk"))


def _widened(question: _Question) -> _Question:
    """Lets every word be nearly what was typed: a slip may have made another word of the index."""
    vocabulary = _near(asked.word for asked in question.asked)
    question.ids |= vocabulary
    question.slots = [
        Slot(rank.nearly(asked.word, vocabulary).qualities | slot.qualities, nearly=True)
        for asked, slot in zip(question.asked, question.slots, strict=True)
    ]
    return question


def _matching(bounds: _Bounds, question: _Question) -> list[Candidate]:
    """The visible entries that answer every word."""
    if not all(slot.qualities for slot in question.slots):
        return []
    return _matches(bounds, question, {f"slot{n}__gt": 0 for n in range(len(question.slots))})


def _matching_partly(bounds: _Bounds, question: _Question) -> list[Candidate]:
    """The visible entries that answer as many words as any does."""
    matches = _matches(bounds, question, {})
    answered = [sum(score > 0 for score in match.scores) for match in matches]
    most = max(answered, default=0)
    question.partly = 0 < most < len(question.slots)
    return [match for match, count in zip(matches, answered, strict=True) if count == most]


def _matches(bounds: _Bounds, question: _Question, having: Mapping[str, int]) -> list[Candidate]:
    """The visible entries with a word of the question, and their best quality x weight for each word.

    The postings are grouped before the entries are joined, which the ORM cannot say: so its two queries are
    joined here, as they are.
    """
    wanted = {question.ids[word] for slot in question.slots for word in slot.qualities}
    scores = {f"slot{n}": Max(_best(slot, question.ids)) for n, slot in enumerate(question.slots)}
    grouped = Posting.objects.filter(word__in=wanted).values("entry_id").annotate(**scores).filter(**having)
    try:
        entries, entry_values = bounds.visible.values(*_READ).query.sql_with_params()
        postings, posting_values = grouped.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({entries}) AS e JOIN ({postings}) AS p ON p.entry_id = e.pk",  # noqa: S608 - compiled SQL
            (*entry_values, *posting_values),
        )
        found = [Candidate(*row[:5], row[6:]) for row in cursor]
    chosen = bounds.chosen
    return [each for each in found if faceting.holds(each.facets, chosen)] if chosen else found


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
    standing = best.words()
    corrected = []
    for asked, slot in zip(question.asked, question.slots, strict=True):
        choices = sorted((-quality, word) for word, quality in slot.qualities.items() if word in standing)
        guess = slot.nearly and choices and choices[0][1] != asked.word
        corrected.append(standing[choices[0][1]].written if guess else asked.text)
    typed = [asked.text for asked in question.asked]
    return " ".join(dict.fromkeys(corrected)) if corrected != typed else ""
