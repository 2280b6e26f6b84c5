"""The cases written from the ODK XForms specification hold."""

from __future__ import annotations

import pytest

from barzan.xforms import Filling, Form, analyse, read
from barzan.xforms.tests.cases import Does, Says, binds, expressions, models
from barzan.xforms.tests.forms import NOW, bind, xform

# Every function in the table of the specification.
FUNCTIONS = {
    "string",
    "concat",
    "join",
    "substr",
    "substring-before",
    "substring-after",
    "translate",
    "string-length",
    "normalize-space",
    "contains",
    "starts-with",
    "ends-with",
    "uuid",
    "digest",
    "pulldata",
    "if",
    "coalesce",
    "once",
    "true",
    "false",
    "boolean",
    "boolean-from-string",
    "not",
    "regex",
    "checklist",
    "weighted-checklist",
    "number",
    "random",
    "int",
    "sum",
    "max",
    "min",
    "round",
    "pow",
    "log",
    "log10",
    "abs",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "sqrt",
    "exp",
    "exp10",
    "pi",
    "count",
    "count-non-empty",
    "position",
    "instance",
    "current",
    "randomize",
    "today",
    "now",
    "format-date",
    "format-date-time",
    "date",
    "decimal-date-time",
    "decimal-time",
    "selected",
    "selected-at",
    "count-selected",
    "jr:choice-name",
    "jr:itext",
    "indexed-repeat",
    "area",
    "distance",
    "base64-decode",
}


PLACES = [(f"/data/e{number}", case) for number, case in enumerate(expressions.ALL)]


@pytest.fixture(scope="module")
def every() -> tuple[Form, Filling]:
    """One form with a calculation for each expression."""
    nodes = "".join(f"<{place.rpartition('/')[2]}/>" for place, _ in PLACES)
    model = expressions.MODEL + "".join(bind(place, calculate=case.expression) for place, case in PLACES)
    made = read(xform(expressions.INSTANCE + nodes, model, expressions.BODY))
    return made, Filling(made, now=NOW, seed=1)


@pytest.mark.parametrize(("place", "case"), PLACES, ids=lambda one: getattr(one, "expression", one)[:80])
def test_expression(place: str, case: Says, every: tuple[Form, Filling]) -> None:
    made, filling = every
    if case.given:
        filling = Filling(made, now=NOW, seed=1)
        for name, text in case.given.items():
            filling.set(f"/data/{name}", text)
    assert filling.get(place) == case.expected


def test_nothing_is_wrong_with_the_expressions(every: tuple[Form, Filling]) -> None:
    made, filling = every
    assert analyse(made) == []
    assert not [one for one in filling.broken() if one.rule == "logic"]


def _step(filling: Filling, step: str | tuple[str, str]) -> None:
    if isinstance(step, tuple):
        filling.set(*step)
    elif step.startswith("-"):
        filling.remove(step[1:])
    else:
        filling.add(step)


@pytest.mark.parametrize(
    "case", [*binds.TYPES, *binds.BINDS, *models.ALL], ids=lambda case: f"{case.section} {case.title}"[:80]
)
def test_form(case: Does) -> None:
    form = read(xform(case.instance, case.model, case.body, itext=case.itext))
    assert [one for one in analyse(form) if one.code != "rows"] == []
    filling = Filling(form, now=NOW, seed=1, metadata=case.metadata)
    for step in case.steps:
        _step(filling, step)
    assert {place: filling.get(place) for place in case.values} == case.values
    if case.answers is not None:
        assert filling.value() == case.answers
    if case.broken is not None:
        assert [(one.place, one.rule) for one in filling.broken()] == list(case.broken)
    assert all(filling.relevant(place) for place in case.relevant)
    assert not any(filling.relevant(place) for place in case.irrelevant)
    assert {place: filling.required(place) for place in case.required} == case.required
    assert {place: filling.readonly(place) for place in case.readonly} == case.readonly
    assert {key: filling.label(key[0], key[1] or None) for key in case.labels} == case.labels
    shown = {place: [one.value for one in filling.choices(place)] for place in case.choices}
    assert shown == {place: list(values) for place, values in case.choices.items()}
    assert {place: filling.count(place) for place in case.counts} == case.counts


def test_every_function_of_the_specification_has_a_case() -> None:
    cited = {case.section for case in (*expressions.ALL, *binds.BINDS, *models.ALL)}
    assert {name for name in FUNCTIONS if f"fn:{name}" not in cited} == set()
    assert len(expressions.ALL) + len(binds.TYPES) + len(binds.BINDS) + len(models.ALL) >= 250
