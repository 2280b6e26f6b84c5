"""Runs the DMN TCK (the published compatibility tests of the standard) against the room.

    BARZAN_DMN_TCK=/path/to/tck python -m barzan.decisions.tests.tck compliance-level-2

The tests are the standard's and are not kept here; the folder ``TestCases`` of a copy is named by the
environment. A case is one result node of one test case.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from barzan.decisions.core.evaluating import Outcome, decide, serve
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.model import Model
from barzan.decisions.core.reading import read
from barzan.feel import parse
from barzan.feel.values import Value

NAMESPACE = "{http://www.omg.org/spec/DMN/20160719/testcase}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
MOMENT = datetime(2026, 11, 26, 12, tzinfo=UTC)
TOLERANCE = Decimal("1e-8")
_READERS = {
    "date": "date(text)",
    "time": "time(text)",
    "dateTime": "date and time(text)",
    "duration": "duration(text)",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One expected result."""

    file: str
    id: str
    kind: str
    invocable: str
    inputs: dict[str, Value]
    result: str
    expected: Value
    error: bool

    def __str__(self) -> str:
        return f"{self.file} {self.id} {self.result}"


def folder(level: str) -> Path | None:
    """The folder of a level in the copy that the environment names; None where there is none."""
    root = Path(os.environ.get("BARZAN_DMN_TCK", "/nonexistent"))
    return next((path for path in (root / level, root / "TestCases" / level) if path.is_dir()), None)


def cases(level: Path) -> Iterator[tuple[Path, list[Case]]]:
    """For each model of a level: its path and its cases."""
    for path in sorted(level.glob("*/*.xml")):
        root = etree.parse(path).getroot()
        name = root.findtext(f"{NAMESPACE}modelName")
        if root.tag == f"{NAMESPACE}testCases" and name:
            yield (
                path.parent / name,
                [case for each in root.iter(f"{NAMESPACE}testCase") for case in _cases(path, each)],
            )


def verdict(model: Model, case: Case) -> str:
    """ "" where the result is as expected, else what came instead."""
    try:
        outcome = _outcome(model, case)
    except Refused as refused:
        return "" if case.error and case.expected is None else f"refused: {refused}"
    value = outcome.value
    if case.kind == "decisionService" and isinstance(value, Mapping) and case.result in value:
        value = value[case.result]
    if same(value, case.expected):
        return ""
    notes = "; ".join(finding.en for finding in outcome.findings[:2])
    return f"expected {case.expected!r}, got {value!r} {notes}"


def _outcome(model: Model, case: Case) -> Outcome:
    if case.kind == "decisionService":
        return serve(model, case.invocable, case.inputs)
    return decide(model, case.result, case.inputs, now=MOMENT)


def same(got: Value, wanted: Value) -> bool:
    """Whether a value is the expected one; numbers may differ by rounding."""
    if isinstance(got, Decimal) and isinstance(wanted, Decimal):
        return abs(got - wanted) <= TOLERANCE
    if isinstance(wanted, tuple) and isinstance(got, (list, tuple)):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        return got.keys() == wanted.keys() and all(same(got[key], wanted[key]) for key in wanted)
    return type(got) is type(wanted) and bool(got == wanted)


def _cases(path: Path, element: Any) -> Iterator[Case]:
    inputs = {each.get("name"): _value(each) for each in element.findall(f"{NAMESPACE}inputNode")}
    for result in element.findall(f"{NAMESPACE}resultNode"):
        expected = result.find(f"{NAMESPACE}expected")
        yield Case(
            path.parent.name,
            str(element.get("id")),
            element.get("type") or "decision",
            element.get("invocableName") or "",
            inputs,
            result.get("name"),
            None if expected is None else _value(expected),
            result.get("errorResult") == "true",
        )


def _value(element: Any) -> Value:
    """A value of the test file: a simple one, a list, or components."""
    if (simple := element.find(f"{NAMESPACE}value")) is not None:
        return _simple(simple)
    if (items := element.find(f"{NAMESPACE}list")) is not None:
        nil = items.get(f"{XSI}nil") == "true"
        return None if nil else tuple(_value(each) for each in items.findall(f"{NAMESPACE}item"))
    parts = element.findall(f"{NAMESPACE}component")
    if not parts:
        return None
    if len(parts) == 1 and parts[0].get(f"{XSI}nil") == "true" and not parts[0].get("name"):
        return None
    return {each.get("name"): _value(each) for each in parts}


def _simple(element: Any) -> Value:
    text = element.text or ""
    kind = (element.get(f"{XSI}type") or "xsd:string").partition(":")[2]
    if element.get(f"{XSI}nil") == "true":
        return None
    if kind in ("decimal", "double", "integer", "int", "float", "long"):
        return Decimal(text.strip())
    if kind == "boolean":
        return text.strip() == "true"
    if reader := _READERS.get(kind):
        return parse(reader).evaluate({"text": text.strip()})
    return text


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases passed, and what is to be said of each other."""

    passed: int
    failures: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((*self.failures, f"{self.passed} of {self.passed + len(self.failures)} passed"))


def run(level: Path) -> Report:
    """Runs every case of a level."""
    passed, failures = 0, []
    for path, each in cases(level):
        try:
            model = read(path.read_bytes())
        except Refused as refused:
            failures += [f"{case}: {refused}" for case in each]
            continue
        for case in each:
            said = verdict(model, case)
            passed += not said
            failures += [f"{case}: {said}"] if said else []
    return Report(passed, tuple(failures))


if __name__ == "__main__":
    wanted = folder(sys.argv[1])
    sys.stdout.write(f"{run(wanted) if wanted else 'BARZAN_DMN_TCK names no copy of the TCK'}\n")
