"""Whatever is edited, in whatever order: the filling stands as if everything were reckoned from scratch."""

from __future__ import annotations

import random
from typing import Any

import pytest

from barzan.config import proof
from barzan.xforms import Filling, Refused, analyse, check, read
from barzan.xforms.tests.forms import NOW, Drawn

VALUES = ["", "1", "2", "3", "4", "2 3", "x"]


def places(filling: Filling, path: str, rng: random.Random) -> str | None:
    """A place of the leaf ``path``: rows of the repeats on the way drawn at random."""
    place, node = "/data", filling.form.root
    for name in path.split("/")[2:]:
        node = next(kid for kid in node.children if kid.name == name)
        place += f"/{name}"
        if node.kind == "repeat":
            count = filling.count(place)
            if not count:
                return None
            place += f"[{rng.randint(1, count)}]"
    return place


def edit(filling: Filling, drawn: Drawn, rng: random.Random) -> str:
    if drawn.repeats and rng.random() < 0.3:
        repeat = rng.choice(drawn.repeats)
        above, _, name = repeat.rpartition("/")
        place = places(filling, above, rng)
        if place is None:
            return "nothing"
        place = f"{place}/{name}"
        try:
            if rng.random() < 0.6 or not filling.count(place):
                return "add " + filling.add(place) if filling.count(place) < 4 else "nothing"
            place += f"[{rng.randint(1, filling.count(place))}]"
            filling.remove(place)
        except Refused:
            return "refused"
        return f"remove {place}"
    leaf = places(filling, rng.choice(drawn.open), rng) if drawn.open else None
    if leaf is None:
        return "nothing"
    text = rng.choice(VALUES)
    filling.set(leaf, text)
    return f"{leaf} = {text!r}"


def stands(filling: Filling) -> tuple[Any, Any, Any]:
    return filling.value(), filling.kept(), [(one.place, one.rule) for one in filling.broken()]


@pytest.mark.proof
def test_a_change_reckons_what_starting_over_would() -> None:
    """Proof: 2,000 forms with ten edits each, saved and restored at every step."""
    for number in range(proof.count(2_000)):
        seed = proof.seed() * 10_000 + number
        rng = random.Random(seed)
        drawn = Drawn(seed)
        form = read(drawn.xml)
        assert not [one for one in analyse(form) if one.code in ("cycle", "path", "syntax")], seed
        filling = Filling(form, now=NOW, seed=1)
        done: list[str] = []
        for _ in range(10):
            done.append(edit(filling, drawn, rng))
            now = stands(filling)
            again = Filling(form, filling.kept(), now=NOW, seed=1)
            assert stands(again) == now, (seed, done)
            verdict = check(form, filling.value(), now=NOW)
            assert verdict.answers == filling.value(), (seed, done)
            assert (verdict.changed, verdict.dropped) == ((), ()), (seed, done)
            assert [(one.place, one.rule) for one in verdict.broken] == now[2], (seed, done)
            if rng.random() < 0.3:
                filling = again
