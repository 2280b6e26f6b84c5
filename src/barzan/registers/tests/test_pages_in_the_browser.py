"""The pages in a browser: axe finds nothing, nothing scrolls sideways, no scripts are needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from barzan.access import Role
from barzan.look.tests.browser import axe, in_two_ways, screenshot
from barzan.people.tests.factories import PASSWORD, make_unit, make_user
from barzan.registers import actions
from barzan.registers.actions import Handed, doubles
from barzan.registers.models import Proposal, Register
from barzan.registers.tests.factories import (
    MAKER,
    answers,
    fresh,
    life,
    make_draft,
    make_entry,
    make_register,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def permits() -> tuple[Register, Register, str]:
    """A register with entries in several states and a pair of doubles, a draft with a fault, who signs in."""
    unit = make_unit("office")
    register = make_register(unit)
    entries = [make_entry(register, name=f"کارگاه {n}", point=f"35.{7 + n} 51.4 0 0") for n in range(3)]
    letter = Handed(files={"letter": ("letter.txt", "نامه".encode())})
    for entry in entries:
        actions.pass_(MAKER, entry, "issue", letter)
    actions.pass_(MAKER, entries[1], "suspend", Handed("شکایت همسایه‌ها"))
    actions.change(MAKER, entries[0], answers(workers="9"), base=1, why="بازدید")
    actions.relate(MAKER, entries[0], "branch", entries[1])
    make_entry(register, name="کارگاه 0")
    doubles.propose(fresh(register))
    lost = [*life()["states"], {"key": "lost", "title": "گم‌شده"}]
    draft = make_draft(unit, register.form, states=lost)
    return register, draft, make_user(Role.UNIT_HEAD, unit).username


def addresses(register: Register, draft: Register) -> dict[str, str]:
    entry = register.entries.order_by("pk")[0]
    mine = {"list": [], "new": []}
    mine |= {name: [register.key] for name in ("register", "about", "open", "imports", "doubles")}
    mine |= {"edit": [draft.key], "publish": [draft.key], "part": [draft.key, "transitions", "issue"]}
    mine |= {name: [register.key, entry.pk] for name in ("entry", "change", "undo", "relate")}
    mine |= {
        "pass": [register.key, entry.pk, "suspend"],
        "pair": [register.key, Proposal.objects.all()[0].pk],
    }
    found = {name: reverse(f"registers:{name}", args=args) for name, args in mine.items()}
    shapes = ("cards", "charts", "calendar", "map")
    return found | {shape: f"{found['register']}?shape={shape}" for shape in shapes}


@in_two_ways
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, open_page: Callable[..., Any], width: int, prefix: str, scheme: str
) -> None:
    register, draft, username = permits()
    page = open_page(width=width, color_scheme=scheme)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    said: list[str] = []
    for name, address in addresses(register, draft).items():
        page.goto(f"{live_server.url}{prefix}{address}")
        screenshot(page, f"registers-{name}-{width}-{scheme}{prefix.replace('/', '-')}")
        said += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append(f"{name}: scrolls sideways")
    assert said == []
