"""What is to be said of one decision table (DMN 1.5, 8.2). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from barzan.decisions.core.analysis import Analysis, Example, Overlap, analyse
from barzan.decisions.core.findings import Finding, Severity
from barzan.decisions.core.model import Aggregation, DecisionTable, HitPolicy, Literal, Model
from barzan.decisions.core.showing import shown
from barzan.decisions.core.sums import same
from barzan.decisions.core.types import Mismatch, allowed_test, allowed_values, coerced
from barzan.feel import FeelError
from barzan.persian import persian_digits

_RANKED = (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)


def table_findings(model: Model, owner: str, table: DecisionTable) -> list[Finding]:
    """The findings of a table: its form, its outputs, then its overlaps and gaps."""
    say = _Sayer(owner, table)
    found = [*_form(say, model, table), *_outputs(say, model, table)]
    analysis = analyse(model, table)
    return [
        *found,
        *_overlaps(say, table, analysis),
        *_gaps(say, table, analysis),
        *_rules(say, table, analysis),
    ]


class _Sayer:
    """Makes findings of one table."""

    def __init__(self, owner: str, table: DecisionTable) -> None:
        self._owner, self._table = owner, table

    def error(self, code: str, fa: str, en: str, *, rules: tuple[int, ...] = (), at: str = "") -> Finding:
        return self._finding(code, fa, en, Severity.ERROR, rules, at)

    def warning(self, code: str, fa: str, en: str, *, rules: tuple[int, ...] = (), at: str = "") -> Finding:
        return self._finding(code, fa, en, Severity.WARNING, rules, at)

    def _finding(
        self, code: str, fa: str, en: str, severity: Severity, rules: tuple[int, ...], at: str
    ) -> Finding:
        element = at or self._table.element
        return Finding(element, code, fa, en, severity, self._table.line, rules, self._owner)


def _form(say: _Sayer, model: Model, table: DecisionTable) -> Iterator[Finding]:
    if not table.outputs:
        yield say.error("table.no_output", "جدول ستون نتیجه ندارد.", "The table has no output column.")
    if not table.rules:
        yield say.error("table.no_rule", "جدول هیچ ردیفی ندارد.", "The table has no rules.")
    if len(table.outputs) > 1 and len({each.name for each in table.outputs} - {""}) < len(table.outputs):
        fa, en = "هر ستون نتیجه نامی جدا می‌خواهد.", "Each output column needs a name of its own."
        yield say.error("table.output_names", fa, en)
    if table.aggregation is not Aggregation.LIST and table.policy is not HitPolicy.COLLECT:
        yield say.error(
            "table.aggregation",
            "تجمیع تنها با قاعدهٔ «گردآوری» معنا دارد؛ قاعده را عوض کنید یا تجمیع را بردارید.",
            "An aggregation is for the policy COLLECT only: change the policy or drop the aggregation.",
        )
    ranked = any(allowed_values(each.values, each.type, model) for each in table.outputs)
    if table.policy in _RANKED and not ranked:
        yield say.error(
            "table.no_priority",
            "این قاعدهٔ برخورد ترتیب نتیجه‌ها را می‌خواهد؛ مقدارهای مجاز ستون نتیجه را از مهم‌ترین بنویسید.",
            "This policy needs an order: list the output's allowed values, the most important first.",
        )


def _outputs(say: _Sayer, model: Model, table: DecisionTable) -> Iterator[Finding]:
    """Cells that are empty, or constants that are none of the values allowed or of another type."""
    for rule in table.rules:
        for column, cell in zip(table.outputs, rule.outputs, strict=True):
            n = rule.number
            if not cell.text:
                fa = f"نتیجهٔ ردیف {_fa(n)} خالی است؛ آن را بنویسید (اگر نتیجه‌ای ندارد null)."
                en = f"The output of rule {n} is empty; write it (null where there is none)."
                yield say.error("rule.no_output", fa, en, rules=(n,), at=cell.element)
                continue
            value = constant(cell)
            allowed = allowed_test(column.values, column.type, model)
            if value is None or not _wrong(value, column.type, allowed, model):
                continue
            listed = allowed.text if allowed else column.type
            fa = f"نتیجهٔ ردیف {_fa(n)} از مقدارهای مجاز نیست: {listed}"
            en = f"The output of rule {n} is none of the values allowed: {listed}"
            yield say.error("rule.output", fa, en, rules=(n,), at=cell.element)


def _wrong(value: object, type_name: str, allowed: object, model: Model) -> bool:
    try:
        coerced(value, type_name, model)
    except Mismatch:
        return True
    feel = getattr(allowed, "feel", None)
    return feel is not None and not feel.names and not feel.matches(value)


def constant(cell: Literal) -> object:
    """The value of an expression without names; None where it has names or none."""
    if cell.feel is None or cell.feel.names:
        return None
    try:
        return cell.feel.evaluate({})
    except FeelError:
        return None


def _overlaps(say: _Sayer, table: DecisionTable, analysis: Analysis) -> Iterator[Finding]:
    if table.policy is HitPolicy.UNIQUE:
        for each in analysis.overlaps:
            fa, en = _together(each)
            yield say.error(
                "table.overlap",
                f"{fa}؛ قاعدهٔ «یکتا» تنها یک ردیف می‌پذیرد. شرط یکی را تنگ‌تر کنید.",
                f"{en}; the policy UNIQUE allows one rule only. Narrow the condition of one.",
                rules=each.rules,
            )
    if table.policy is HitPolicy.ANY:
        for each in analysis.overlaps:
            yield from _disagreement(say, table, each)


def _disagreement(say: _Sayer, table: DecisionTable, each: Overlap) -> Iterator[Finding]:
    one, other = (table.rules[number - 1].outputs for number in each.rules)
    if all(a.text == b.text for a, b in zip(one, other, strict=True)):
        return
    fa, en = _together(each)
    values = [(constant(a), constant(b)) for a, b in zip(one, other, strict=True)]
    if any(a is not None and b is not None and not same(a, b) for a, b in values):
        yield say.error(
            "table.disagreement",
            f"{fa} و نتیجه‌هایشان یکی نیست؛ قاعدهٔ «هرکدام» نتیجهٔ یکسان می‌خواهد. یکی را درست کنید.",
            f"{en}, with different outputs; the policy ANY wants equal ones. Correct one.",
            rules=each.rules,
        )
    elif any(a is None or b is None for a, b in values):
        yield say.warning(
            "table.perhaps_disagreement",
            f"{fa} و نتیجه‌هایشان جدا نوشته شده است؛ قاعدهٔ «هرکدام» نتیجهٔ یکسان می‌خواهد. بگویید چرا یکی است.",
            f"{en}, with outputs written differently; ANY wants equal ones. Say why they are.",
            rules=each.rules,
        )


def _together(each: Overlap) -> tuple[str, str]:
    first, second = each.rules
    return (
        f"ردیف‌های {_fa(first)} و {_fa(second)} با هم برخورد می‌کنند، برای نمونه با "
        f"{_example(each.example, 'fa')}",
        f"Rules {first} and {second} hit together, for example with {_example(each.example, 'en')}",
    )


def _gaps(say: _Sayer, table: DecisionTable, analysis: Analysis) -> Iterator[Finding]:
    """Inputs without a rule, where that gives no answer; lists, counts and defaults are answers."""
    lists = not table.policy.single and table.aggregation in (Aggregation.LIST, Aggregation.COUNT)
    if lists or any(each.default for each in table.outputs):
        return
    for gap in analysis.gaps:
        fa, en = _example(gap.example, "fa"), _example(gap.example, "en")
        yield say.warning(
            f"table.gap.{'.'.join(map(str, gap.box))}",
            f"هیچ ردیفی این را نمی‌پوشاند: {fa}. ردیفی بیفزایید، یا بگویید چرا پیش نمی‌آید.",
            f"No rule covers this: {en}. Add a rule, or say why it does not happen.",
        )
    if not analysis.whole:
        yield say.warning(
            "table.large",
            "جدول بزرگ‌تر از آن است که همهٔ جاهای خالی‌اش جست‌وجو شود؛ بگویید چگونه وارسی شده است.",
            "The table is too large for all its gaps to be sought; say how it was checked.",
        )


def _rules(say: _Sayer, table: DecisionTable, analysis: Analysis) -> Iterator[Finding]:
    for number in analysis.dead:
        fa = f"ردیف {_fa(number)} هرگز برخورد نمی‌کند: شرطش هیچ مقدار مجازی را نمی‌پذیرد."
        en = f"Rule {number} never hits: its condition accepts no allowed value."
        yield say.warning("rule.dead", fa, en, rules=(number,))
    for number in analysis.hidden:
        fa = f"ردیف {_fa(number)} هرگز به کار نمی‌آید: ردیف‌های بالاتر همهٔ حالت‌هایش را گرفته‌اند."
        en = f"Rule {number} is never used: the rules above take all its cases."
        yield say.warning("rule.hidden", fa, en, rules=(number,))
    for number, place in analysis.opaque:
        cell = table.rules[number - 1].tests[place]
        fa = (
            f"شرط ردیف {_fa(number)} ({cell.text}) بیش از مقدار و بازه است و هم‌پوشانی‌هایش جست‌وجو نشد؛ "
            "بگویید چگونه وارسی شده است."
        )
        en = (
            f"The condition of rule {number} ({cell.text}) is more than values and ranges: its overlaps were "
            "not sought; say how it was checked."
        )
        yield say.warning("rule.opaque", fa, en, rules=(number,), at=cell.element)


def _example(example: Example, language: str) -> str:
    fa = language == "fa"
    if not example.inputs:
        return "هر ورودی" if fa else "any input"
    pairs = ((title.in_language(language), shown(value, language)) for title, value in example.inputs)
    # Names may be Latin in a Persian sentence: isolates keep each with its value.
    said = (
        f"\u2068{name}\u2069 برابر \u2068{value}\u2069" if fa else f"{name} = {value}"
        for name, value in pairs
    )
    return (" و " if fa else ", ").join(said)


def _fa(number: int) -> str:
    return persian_digits(str(number))
