"""How fast a form is judged and how fast one change is reckoned, beside libxml2 and elementpath.

    python benchmarks/forms_logic.py [--times 5]

The form has 500 questions: 350 of its own and three repeats of 50 each with 50 rows (7,850 answers). Every
question has a relevance, every other one a constraint, every fifth is a calculation. ``check`` reckons and
judges all of it from scratch. Time is that of the process, best of the rounds: the machine may be busy.

What stands beside ours evaluates the same expressions over the same instance once, and does nothing else: no
relevance inherited, no types, no choices, nothing reckoned anew. libxml2 is written in C, elementpath
(``pip install elementpath``) in Python.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from barzan.xforms import Filling, Form, check, read, to_xml

NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
OWN, REPEATS, EACH, ROWS = 350, 3, 50, 50


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=5)
    times = options.parse_args().times
    xml = form_xml()
    form = read(xml)
    answers = filled(form)
    rows = [
        ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}"),
        ("answers", f"{OWN + REPEATS * EACH * ROWS:,}"),
        ("reading the form", shown(best(lambda: read(xml), times))),
        (
            "compiling its logic",
            shown(best(lambda: Filling(read(xml), now=NOW), times) - best(lambda: read(xml), times)),
        ),
    ]
    judged = best(lambda: check(form, answers, now=NOW), times)
    rows.append(("check from scratch", shown(judged)))
    filling = Filling(form, answers, now=NOW)
    turn = iter(range(10**9))
    far = best(lambda: filling.set("/data/q1", str(next(turn) % 50 + 1)), times * 4)
    near = best(lambda: filling.set("/data/r1[7]/a1", str(next(turn) % 50 + 1)), times * 4)
    rows += [
        ("one change that many rows read", shown(far)),
        ("one change in one row", shown(near)),
        ("from scratch to one change in a row", f"{judged / near:,.0f} times"),
        ("what is broken, all of it", shown(best(filling.broken, times))),
    ]
    for name, theirs in beside(form, answers):
        rows += [(name, shown(theirs)), ("ours to theirs", f"{theirs / judged:,.1f} times")]
    for name, value in rows:
        print(f"| {name:<40} | {value:<28} |")


def shown(seconds: float) -> str:
    return f"{seconds * 1000:,.2f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def best(call: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        began = time.process_time()
        call()
        found.append(time.process_time() - began)
    return min(found)


def form_xml() -> str:
    instance, binds, body = [], [], []
    for number in range(1, OWN + 1):
        question("/data", f"q{number}", number, instance, binds, body)
    for repeat in range(1, REPEATS + 1):
        inner: list[str] = []
        controls: list[str] = []
        for number in range(1, EACH + 1):
            question(f"/data/r{repeat}", f"a{number}", number, inner, binds, controls)
        row = "".join(inner)
        instance.append(f"<r{repeat} jr:template=''>{row}</r{repeat}>")
        inside = f"<repeat nodeset='/data/r{repeat}'>{''.join(controls)}</repeat>"
        body.append(f"<group ref='/data/r{repeat}'>{inside}</group>")
    return (
        "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'"
        " xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>Logic</h:title><model>"
        f"<instance><data id='logic' version='1'>{''.join(instance)}</data></instance>{''.join(binds)}"
        f"</model></h:head><h:body>{''.join(body)}</h:body></h:html>"
    )


def question(
    above: str, name: str, number: int, instance: list[str], binds: list[str], body: list[str]
) -> None:
    """A question like those of a household survey: a number, a text, a choice, or a calculation."""
    stem = name[0]
    inside = above != "/data"
    before = f"../{stem}{number - 1}" if inside else f"/data/{stem}{number - 1}"
    first = f"../{stem}1" if inside else f"/data/{stem}1"
    relevant = f" relevant=\"{first} &gt; 0 and {before} != ''\"" if number > 1 else ""
    if inside and number == 1:
        relevant = ' relevant="/data/q1 &gt; 0"'
    path = f"{above}/{name}"
    instance.append(f"<{name}/>")
    if number % 5 == 0:
        sum_ = f"floor({first} * 2.5 + {number}{' + /data/q1' if inside else ''})"
        binds.append(f'<bind nodeset="{path}" type="string"{relevant} calculate="{sum_}"/>')
        return
    if number % 5 in (1, 2):
        rules = 'required="true()" constraint=". &gt; 0 and . &lt; 120"'
        binds.append(f'<bind nodeset="{path}" type="int"{relevant} {rules}/>')
    elif number % 5 == 3:
        constraint = "string-length(.) &lt; 40"
        binds.append(f'<bind nodeset="{path}" type="string"{relevant} constraint="{constraint}"/>')
    else:
        binds.append(f'<bind nodeset="{path}" type="string"{relevant} required="{first} &gt; 60"/>')
        items = "".join(f"<item><label>{one}</label><value>{one}</value></item>" for one in "abcd")
        body.append(f"<select1 ref='{path}'><label>{name}</label>{items}</select1>")
        return
    body.append(f"<input ref='{path}'><label>{name}</label></input>")


def filled(form: Form) -> dict[str, object]:
    def row(stem: str, count: int) -> dict[str, object]:
        values = {1: "34", 2: "7", 3: "text", 4: "b"}
        return {f"{stem}{number}": values[number % 5] for number in range(1, count + 1) if number % 5}

    answers = row("q", OWN)
    for repeat in range(1, REPEATS + 1):
        answers[f"r{repeat}"] = [row("a", EACH) for _ in range(ROWS)]
    verdict = check(form, answers, now=NOW)
    assert not verdict.broken, verdict.broken[:3]
    return verdict.answers


def beside(form: Form, answers: dict[str, object]) -> list[tuple[str, float]]:
    """One pass over all expressions, evaluated only: by libxml2 (in C) and, where installed, elementpath."""
    from lxml import etree

    root = etree.fromstring(to_xml(form, answers))
    work = []
    for node in form.nodes.values():
        sources = [source for source in (node.relevant, node.constraint, node.calculate) if source]
        items = root.xpath(node.path)
        if sources:
            work.append((items, sources))
    compiled = [(items, [etree.XPath(source) for source in sources]) for items, sources in work]
    found = [("libxml2 through lxml, the same expressions", best(lambda: passed(compiled), 3))]
    try:
        import elementpath
    except ImportError:
        return found
    tree = elementpath.get_node_tree(root)
    nodes = tree.tree.elements
    selectors = [
        ([nodes[item] for item in items], [_selector(elementpath, tree, source) for source in sources])
        for items, sources in work
    ]
    return [*found, ("elementpath, the same expressions", best(lambda: passed(selectors), 1))]


def _selector(elementpath: object, tree: object, source: str) -> Callable[[object], object]:
    token = elementpath.XPath1Parser().parse(source)
    return lambda node: token.get_results(elementpath.XPathContext(tree, item=node))


def passed(work: list[tuple[list[object], list[Callable[[object], object]]]]) -> None:
    for items, selectors in work:
        for item in items:
            for selector in selectors:
                selector(item)


if __name__ == "__main__":
    main()
