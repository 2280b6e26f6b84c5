"""The one expression language of the house: a subset of FEEL (DMN 1.5, chapter 10), parsed and evaluated by
our own code.

Pure and bounded in time and size; never ``eval``. Serves conditions of processes, decision tables, states of
registers, indicators, scoring. Knows ``persian`` and nothing else of the house::

    parse("amount > 150000000 and approved = true").evaluate({"amount": 2 * 10**8, "approved": True})  # True
    parse_unary("[1..5)").matches(5)  # False
"""

from barzan.feel.errors import FeelError, Notice
from barzan.feel.expressions import Evaluated, Expression, UnaryTests, parse, parse_unary
from barzan.feel.limits import LIMITS, Limits
from barzan.feel.running import Budget
from barzan.feel.values import Function, Range, Value, YearsMonths, kind_of

__all__ = [
    "LIMITS",
    "Budget",
    "Evaluated",
    "Expression",
    "FeelError",
    "Function",
    "Limits",
    "Notice",
    "Range",
    "UnaryTests",
    "Value",
    "YearsMonths",
    "kind_of",
    "parse",
    "parse_unary",
]
