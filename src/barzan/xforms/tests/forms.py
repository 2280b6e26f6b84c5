"""Small forms for tests: written by hand as XML, or drawn at random."""

from __future__ import annotations

import datetime
import random
from xml.sax.saxutils import quoteattr

from barzan.xforms import Form, read

NOW = datetime.datetime(
    2026, 11, 26, 10, 20, 30, 456000, tzinfo=datetime.timezone(datetime.timedelta(hours=3, minutes=30))
)
HEAD = (
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'"
    " xmlns:jr='http://openrosa.org/javarosa' xmlns:orx='http://openrosa.org/xforms'"
    " xmlns:odk='http://www.opendatakit.org/xforms' xmlns:b='urn:barzan:form:1'"
    " xmlns:entities='http://www.opendatakit.org/xforms/entities'>"
)


def xform(instance: str, model: str = "", body: str = "", root: str = "data", itext: str = "") -> str:
    """An XForm around the parts that matter."""
    return (
        f"{HEAD}<h:head><h:title>Test</h:title><model>{itext}"
        f"<instance><{root} id='test' version='1'>{instance}</{root}></instance>{model}</model></h:head>"
        f"<h:body>{body}</h:body></h:html>"
    )


def form(instance: str, model: str = "", body: str = "", root: str = "data", itext: str = "") -> Form:
    return read(xform(instance, model, body, root, itext))


def bind(path: str, **attributes: str) -> str:
    said = "".join(
        f" {'jr:' + name[3:] if name.startswith('jr_') else name}={quoteattr(value)}"
        for name, value in attributes.items()
    )
    return f"<bind nodeset={quoteattr(path)}{said}/>"


class Drawn:
    """A form drawn at random. Expressions read only what stands before them, so that there is no circle."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.binds: list[str] = []
        self.leaves: list[str] = []
        self.open: list[str] = []
        self.repeats: list[str] = []
        self.number = 0
        instance, body = self.inside("/data", 0)
        self.xml = xform(instance, "".join(self.binds), body)

    def inside(self, above: str, depth: int) -> tuple[str, str]:
        instance, body = [], []
        for _ in range(self.random.randint(3, 6)):
            self.number += 1
            name = f"n{self.number}"
            path = f"{above}/{name}"
            draw = self.random.random()
            if draw < 0.15 and depth < 3:
                made = self.group(path, name, depth)
            elif draw < 0.35 and depth < 3:
                made = self.repeat(path, name, depth)
            else:
                made = self.leaf(path, name)
            instance.append(made[0])
            body.append(made[1])
        return "".join(instance), "".join(body)

    def relevant(self, path: str) -> dict[str, str]:
        return {"relevant": self.truth(path)} if self.leaves and self.random.random() < 0.4 else {}

    def group(self, path: str, name: str, depth: int) -> tuple[str, str]:
        self.binds.append(bind(path, **self.relevant(path)))
        instance, body = self.inside(path, depth + 1)
        return f"<{name}>{instance}</{name}>", f"<group ref='{path}'>{body}</group>"

    def repeat(self, path: str, name: str, depth: int) -> tuple[str, str]:
        self.binds.append(bind(path, **self.relevant(path)))
        count = ""
        if self.leaves and self.random.random() < 0.3:
            count = f" jr:count={quoteattr(self.count(path))}"
        self.repeats.append(path)
        instance, body = self.inside(path, depth + 1)
        return (
            f"<{name} jr:template=''>{instance}</{name}>",
            f"<group ref='{path}'><repeat nodeset='{path}'{count}>{body}</repeat></group>",
        )

    def leaf(self, path: str, name: str) -> tuple[str, str]:
        said = self.relevant(path)
        draw = self.random.random()
        control = f"<input ref='{path}'><label>{name}</label></input>"
        if self.leaves and draw < 0.4:
            said["calculate"] = self.value(path)
            control = ""
        else:
            if draw < 0.7:
                said["type"] = "int"
            if self.leaves and self.random.random() < 0.4:
                said["constraint"] = self.random.choice([". > 1", ". != 2", self.truth(path)])
            if self.random.random() < 0.3:
                said["required"] = self.truth(path) if self.leaves else "true()"
            self.open.append(path)
        self.binds.append(bind(path, **said))
        self.leaves.append(path)
        return f"<{name}/>", control

    def reference(self, path: str) -> str:
        """A leaf that stands before ``path``: by its whole path, or relative to what both are in."""
        other = self.random.choice(self.leaves[-12:])
        if self.random.random() < 0.5:
            return other
        return relative(path, other)

    def several(self, path: str) -> str:
        return self.reference(path) if self.random.random() < 0.7 else self.filtered(path)

    def filtered(self, path: str) -> str:
        """Rows of a repeat under a condition."""
        repeats = [one for one in self.repeats if not path.startswith(one + "/")]
        repeats = [one for one in repeats if any(leaf.startswith(one + "/") for leaf in self.leaves)]
        if not repeats:
            return self.reference(path)
        repeat = self.random.choice(repeats)
        inner = self.random.choice([leaf for leaf in self.leaves if leaf.startswith(repeat + "/")])
        below = inner[len(repeat) + 1 :]
        wanted = self.reference(path)
        wanted = wanted if wanted.startswith("/") else f"current()/{wanted}"
        condition = self.random.choice(["position() = 1", f"{below} > 1", f"{below} = {wanted}"])
        return f"{repeat}[{condition}]/{below}"

    def truth(self, path: str) -> str:
        one, other = self.reference(path), self.reference(path)
        return self.random.choice(
            [
                f"{one} > 2",
                f"{one} != ''",
                f"{one} = {other}",
                f"not({one} = 3) and {other} < 4",
                f"count({self.several(path)}) > 1",
                f"selected({one}, '2') or {other} >= 3",
                f"sum({self.several(path)}) > 5",
            ]
        )

    def count(self, path: str) -> str:
        return self.random.choice([self.reference(path), f"count-selected({self.reference(path)})", "2"])

    def value(self, path: str) -> str:
        one, other = self.reference(path), self.reference(path)
        return self.random.choice(
            [
                f"{one} + {other}",
                f"concat({one}, '-', {other})",
                f"if({self.truth(path)}, {one}, 'x')",
                f"coalesce({one}, {other})",
                f"join(',', {self.several(path)})",
                f"count({self.several(path)}) * 2",
                f"max({self.several(path)})",
                f"position({relative(path, path.rsplit('/', 1)[0])})",
                f"string-length({one}) mod 3",
                f"once(concat({one}, 'o'))" if self.random.random() < 0.1 else f"round({one} div 3, 2)",
            ]
        )


def relative(path: str, other: str) -> str:
    """The way from ``path`` to ``other``."""
    ours, theirs = path.split("/"), other.split("/")
    same = 0
    while same < min(len(ours), len(theirs)) and ours[same] == theirs[same]:
        same += 1
    steps = [".."] * (len(ours) - same) + theirs[same:]
    return "/".join(steps) or "."
