"""How fast conditions are evaluated, beside SpiffWorkflow in one run, and how soon growing ones are refused.

    python benchmarks/feel.py [--times 20000]

The condition is the purchase of the booklet, ``amount > 150000000 and approved = true``, over a mapping of
variables. SpiffWorkflow 3.2 has no engine for FEEL any more: what stands beside ours is its Python engine,
which evaluates the same condition written in Python. Each number is the best of five rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from barzan.feel import FeelError, parse, parse_unary

CONDITION = "amount > 150000000 and approved = true"
IN_PYTHON = "amount > 150000000 and approved == True"
LONGER = (
    'if total > 1000 and kind in ("goods", "service") then floor(total * 1.09) '
    "else sum(for p in parts return p.price)"
)
GROWING = {
    "a loop without end": "for i in 1..1000000000 return i",
    "a text that doubles": 'for i in 1..60 return if i = 1 then "aaaa" else partial[-1] + partial[-1]',
    "a list that doubles, as text": (
        "string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])"
    ),
    "functions that call each other": "{f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(40)}.r",
    "a pattern that goes back": 'matches("' + "a" * 40 + 'b", "^(a+)+$")',
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=20_000)
    times = options.parse_args().times
    rows = [
        ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        *speeds(times),
        *refusals(),
    ]
    for name, value in rows:
        print(f"| {name:<58} | {value:<34} |")


def speeds(times: int) -> list[tuple[str, str]]:
    names = {"amount": 200_000_000, "approved": True, "subject": "a desk", "unit": "QZ-SOC", "year": 1405}
    condition = parse(CONDITION)
    ours = per_second(lambda: condition.evaluate(names), times)
    theirs = per_second(spiff(names), times)
    many = {"total": 800, "kind": "goods", "parts": [{"price": price} for price in range(20)]}
    longer, cell = parse(LONGER), parse_unary("[1..5), > 9")
    return [
        ("the condition, ours", f"{ours:,.0f} a second"),
        ("the condition in Python, SpiffWorkflow", f"{theirs:,.0f} a second"),
        ("ours to theirs", f"{ours / theirs:.1f} times"),
        (
            "a cell of a decision table, [1..5), > 9",
            f"{per_second(lambda: cell.matches(7), times):,.0f} a second",
        ),
        (
            "a sum over twenty contexts",
            f"{per_second(lambda: longer.evaluate(many), times // 10):,.0f} a second",
        ),
        (
            "reading and compiling the condition",
            f"{per_second(lambda: parse(CONDITION), times // 20):,.0f} a second",
        ),
    ]


def spiff(names: dict[str, object]) -> Callable[[], object]:
    """One evaluation by SpiffWorkflow's script engine, on a task that holds ``names``."""
    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

    engine, task = PythonScriptEngine(), SimpleNamespace(data=dict(names))
    assert engine.evaluate(task, IN_PYTHON) is True
    return lambda: engine.evaluate(task, IN_PYTHON)


def per_second(call: Callable[[], object], times: int) -> float:
    return max(times / _seconds(lambda: [call() for _ in range(times)]) for _ in range(5))


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def refusals() -> list[tuple[str, str]]:
    return [(f"refused: {name}", f"{_refusing(text):.2f} s") for name, text in GROWING.items()]


def _refusing(text: str) -> float:
    return _seconds(lambda: _refused(text))


def _refused(text: str) -> None:
    try:
        parse(text).evaluate({})
    except FeelError:
        return
    raise AssertionError(f"not refused: {text}")


if __name__ == "__main__":
    main()
