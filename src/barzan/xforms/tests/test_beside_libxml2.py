"""What XPath 1.0 says, libxml2 says as well: random expressions over one instance, evaluated by both."""

from __future__ import annotations

import math
import random

import pytest
from lxml import etree

from barzan.config import proof
from barzan.xforms import codes
from barzan.xforms.compiling import Compiler
from barzan.xforms.filling import engine_for
from barzan.xforms.loading import load
from barzan.xforms.planning import plan_of
from barzan.xforms.tests.forms import NOW, form, xform

INSTANCE = (
    "<a>10</a><b>-3.5</b><c>Barzan city</c><d/><e> 7 </e><g><x>1</x><y>two</y></g>"
    "<r><n>1</n><t>x</t><k><v>11</v></k><k><v>12</v></k></r><r><n>2</n><t/><k><v>21</v></k></r><r><n>5</n><t>z</t></r>"
    "<here/>"
)
BODY = "<repeat nodeset='/data/r'><repeat nodeset='/data/r/k'/></repeat>"
LEAVES = ["/data/a", "../b", "/data/c", "../d", "/data/e", "../g/x", "/data/g/y", "./../a"]
MANY = [
    "/data/r/n",
    "../r/t",
    "/data/r/k/v",
    "/data/r",
    "//v",
    "/data/r/*",
    "//n | /data/a",
    "/data/r/k/../n",
]


class Drawn:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *kinds: str) -> str:
        return self.random.choice(kinds)

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.one("0", "1", "2.5", "10", ".5", *LEAVES)
        n, s, many = self.number(depth - 1), self.text(depth - 1), self.many(depth - 1)
        other = self.number(depth - 1)
        return self.one(
            f"({n} + {other})", f"({n} - {other})", f"{n} * {other}", f"({n} div {other})",
            f"({n} mod {other})",
            f"-{n}", f"floor({n})", f"ceiling({n})", f"round({n})", f"number({s})", f"string-length({s})",
            f"count({many})", f"sum({many})", f"number({self.truth(depth - 1)})",
        )  # fmt: skip

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.one("''", "'a'", "'Barzan'", '"it\'s"', "' b  c '", *LEAVES)
        s, other = self.text(depth - 1), self.text(depth - 1)
        return self.one(
            f"concat({s}, {other})", f"substring-before({s}, {other})", f"substring-after({s}, {other})",
            f"translate({s}, 'abz', 'xy')", f"normalize-space({s})", f"string({s})",
            f"substring({s}, {self.one('1', '2', '0', '1.5', '-1')}, {self.one('2', '3', '1.5')})",
        )  # fmt: skip

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.one("true()", "false()", "1 = 1")
        n, other, s, t = (
            self.number(depth - 1),
            self.number(depth - 1),
            self.text(depth - 1),
            self.text(depth - 1),
        )
        sign = self.one("=", "!=", "<", "<=", ">", ">=")
        return self.one(
            f"{n} {sign} {other}", f"{s} {self.one('=', '!=')} {t}", f"contains({s}, {t})",
            f"starts-with({s}, {t})",
            f"not({self.truth(depth - 1)})", f"({self.truth(depth - 1)} and {self.truth(depth - 1)})",
            f"({self.truth(depth - 1)} or {self.truth(depth - 1)})", f"{self.many(depth - 1)} {sign} {n}",
            f"{self.many(depth - 1)} {self.one('=', '!=')} {s}", f"boolean({self.many(depth - 1)})",
            f"{self.many(0)} {sign} {self.many(0)}",
        )  # fmt: skip

    def many(self, depth: int) -> str:
        if depth <= 0:
            return self.one(*MANY)
        condition = self.one(
            "1", "2", "last()", "position() > 1", "n > 1", "t = 'x'", "k/v = 11", f"{self.truth(depth - 1)}"
        )
        return self.one(
            f"/data/r[{condition}]", f"/data/r[{condition}]/n",
            f"/data/r/k[{self.one('1', 'v > 11', '../n = 1')}]/v",
            f"(/data/r/k)[{self.one('1', '2', 'last()')}]/v",
            f"/data/r[n > 1][{self.one('1', 'position() = 2')}]/k/v",
        )  # fmt: skip


@pytest.mark.proof
def test_the_two_agree() -> None:
    """Proof: 20,000 expressions."""
    made = form(INSTANCE, body=BODY)
    plan = plan_of(made)
    engine = engine_for(plan, NOW, None, {}, 1, "default")
    load(engine, {**made.first, "e": " 7 "})
    engine.whole()
    slot = plan.layout.slots[made.nodes["/data/here"]]
    tree = etree.fromstring(xform(INSTANCE))
    namespace = {"x": "http://www.w3.org/2002/xforms"}
    data = etree.fromstring(f"<data>{INSTANCE}</data>")
    assert tree.xpath("//x:instance", namespaces=namespace)
    drawn = Drawn(proof.seed())
    for _ in range(proof.count(20_000)):
        kind = drawn.one("number", "text", "truth")
        source = {"number": drawn.number, "text": drawn.text, "truth": drawn.truth}[kind](
            drawn.random.randint(1, 3)
        )
        compiler = Compiler(plan.layout, slot)
        code = compiler.whole(source)
        assert not compiler.problems, (source, compiler.problems)
        row = engine.root
        wrapped = {"number": "number", "text": "string", "truth": "boolean"}[kind]
        theirs = data.find("here").xpath(f"{wrapped}({source})")
        if kind == "number":
            ours = codes.num(code)(row)
            same = ours == theirs or math.isclose(ours, theirs, rel_tol=1e-12)
            assert same or (math.isnan(ours) and math.isnan(theirs)), (source, ours, theirs)
        elif kind == "text":
            assert codes.text(code)(row) == str(theirs), source
        else:
            assert codes.truth(code)(row) is bool(theirs), source
