"""Decision tables in words: cells, hit policies, types. Pure.

What a cell accepts is said in words where it is values and ranges; else the expression stands as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from barzan.decisions.core.model import Aggregation, DecisionTable, HitPolicy, Literal, Test
from barzan.decisions.core.showing import shown
from barzan.decisions.core.tablechecks import constant
from barzan.feel.values import Range


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` for people; ``code`` says that it is an expression of FEEL as it was written."""

    text: str
    code: bool = False


_POLICIES = {
    HitPolicy.UNIQUE: (
        "یکتا",
        "Unique",
        "برای هر ورودی درست یک ردیف هست؛ هیچ دو ردیفی با هم برخورد نمی‌کنند.",
        "Exactly one rule fits each input; no two rules hit together.",
    ),
    HitPolicy.ANY: (
        "هرکدام",
        "Any",
        "چند ردیف می‌توانند با هم برخورد کنند ولی همه یک نتیجه می‌دهند.",
        "Several rules may hit together, but all give the same result.",
    ),
    HitPolicy.PRIORITY: (
        "اولویت",
        "Priority",
        "از میان ردیف‌هایی که برخورد می‌کنند نتیجه‌ای که اولویتش بالاتر است گرفته می‌شود.",
        "Of the rules that hit, the result with the highest priority counts.",
    ),
    HitPolicy.FIRST: (
        "نخستین",
        "First",
        "ردیف‌ها از بالا خوانده می‌شوند و نخستین ردیفی که برخورد کند نتیجه را می‌دهد.",
        "The rules are read from the top; the first that hits gives the result.",
    ),
    HitPolicy.COLLECT: (
        "گردآوری",
        "Collect",
        "نتیجهٔ همهٔ ردیف‌هایی که برخورد می‌کنند گرد می‌آید.",
        "The results of all rules that hit are collected.",
    ),
    HitPolicy.OUTPUT_ORDER: (
        "همه به ترتیب نتیجه",
        "Output order",
        "همهٔ نتیجه‌ها داده می‌شود، از اولویت بالا به پایین.",
        "All results are given, the highest priority first.",
    ),
    HitPolicy.RULE_ORDER: (
        "همه به ترتیب ردیف",
        "Rule order",
        "همهٔ نتیجه‌ها داده می‌شود، به ترتیب ردیف‌ها.",
        "All results are given, in the order of the rules.",
    ),
}
_AGGREGATIONS = {
    Aggregation.SUM: (
        "جمع نتیجه‌های همهٔ ردیف‌های برخوردکرده داده می‌شود.",
        "The results of all rules that hit are added up.",
    ),
    Aggregation.MIN: ("کمترین نتیجه داده می‌شود.", "The least of the results is given."),
    Aggregation.MAX: ("بیشترین نتیجه داده می‌شود.", "The greatest of the results is given."),
    Aggregation.COUNT: ("شمار نتیجه‌ها داده می‌شود.", "The number of results is given."),
}


def policy_name(policy: HitPolicy, language: str) -> str:
    """What the hit policy is called."""
    fa, en, *_ = _POLICIES[policy]
    return en if language.startswith("en") else fa


def policy_words(table: DecisionTable, language: str) -> str:
    """What the hit policy of a table means, in a sentence."""
    _, _, fa, en = _POLICIES[table.policy]
    if table.aggregation in _AGGREGATIONS:
        fa, en = _AGGREGATIONS[table.aggregation]
    return en if language.startswith("en") else fa


def test_words(test: Test, language: str) -> Words:
    """What a cell of conditions accepts; "" where it accepts all."""
    if test.any:
        return Words("")
    found = test.feel.ranges() if test.feel else None
    if not found:
        return Words(test.text, code=True)
    fa = not language.startswith("en")
    if barred := _all_but(found):
        said = _joined([shown(value, language) for value in barred], fa)
        return Words(f"جز {said}" if fa else f"not {said}")
    return Words(_joined([_range_words(each, language) for each in found], fa))


def _all_but(ranges: tuple[Range, ...]) -> list[object]:
    """The values that are barred where all others are accepted."""
    ends = [end for each in ranges for end in (each.low, each.high)]
    whole = ends[0] is None and ends[-1] is None and len(ends) > 2
    return ends[1:-1:2] if whole and ends[1:-1:2] == ends[2:-1:2] else []


def _range_words(span: Range, language: str) -> str:
    fa = not language.startswith("en")
    low = None if span.low is None else shown(span.low, language)
    high = None if span.high is None else shown(span.high, language)
    if span.low == span.high:
        return low or ""
    if low is None:
        return _bound(high, span.high_included, ("تا", "کمتر از") if fa else ("at most", "under"))
    if high is None:
        return _bound(low, span.low_included, ("دست‌کم", "بیش از") if fa else ("at least", "over"))
    before = "" if span.low_included else ("بیش از " if fa else "over ")
    after = "" if span.high_included else ("کمتر از " if fa else "under ")
    if fa:
        return f"{before or 'از '}{low} تا {after}{high}"
    return f"{before}{low} to {after}{high}"


def _bound(end: str | None, included: bool, words: tuple[str, str]) -> str:
    return f"{words[0] if included else words[1]} {end}"


def _joined(said: list[str], fa: bool) -> str:
    return (" یا " if fa else " or ").join(said)


def result_words(cell: Literal, language: str) -> Words:
    """What a cell of results gives."""
    value = constant(cell)
    return Words(cell.text, code=True) if value is None else Words(shown(value, language))


TYPES = {
    "": ("هر چیز", "anything"),
    "Any": ("هر چیز", "anything"),
    "number": ("عدد", "number"),
    "string": ("متن", "text"),
    "boolean": ("بله یا خیر", "yes or no"),
    "date": ("تاریخ", "date"),
    "time": ("ساعت", "time of day"),
    "date and time": ("تاریخ و ساعت", "date and time"),
    "days and time duration": ("مدت (روز و ساعت)", "duration (days, hours)"),
    "years and months duration": ("مدت (سال و ماه)", "duration (years, months)"),
}


def type_words(name: str, language: str) -> str:
    """What a type is called; one of the model keeps its name."""
    fa, en = TYPES.get(name, (name, name))
    return en if language.startswith("en") else fa
