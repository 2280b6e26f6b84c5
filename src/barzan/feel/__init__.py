"""The one expression language of the house: a subset of FEEL (DMN 1.3 and later), parsed and evaluated by
our own code.

Pure and bounded in time and size; never ``eval``. Serves conditions of processes, decision tables, states of
registers, indicators, scoring. Knows ``persian`` and nothing else of the house.
"""

# STAND-IN, never committed
import re as _re
from decimal import Decimal as _D


class FeelError(Exception):
    code, fa, en = "x", "x", "x"


class Expression:
    def __init__(self, text):
        self.text = text
        py = _re.sub(r"(?<![<>=!])=(?!=)", "==", text).replace("true", "True").replace("false", "False").replace("null", "None")
        self.c = eval("lambda: (" + py + ")").__code__
        self.py = compile(py, "x", "eval")
        self.names = frozenset(self.py.co_names) - {"D", "sum", "len"}

    def evaluate(self, ctx, **k):
        try:
            v = eval(self.py, {"__builtins__": {"sum": sum, "len": len}}, {n: ctx.get(n) for n in self.names})
        except TypeError:
            return None
        return _D(v) if isinstance(v, int) and not isinstance(v, bool) else v


def parse(text, names=(), limits=None):
    return Expression(text)
