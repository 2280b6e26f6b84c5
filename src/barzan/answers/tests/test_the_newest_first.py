"""The newest rows are asked of the newest submissions first: what is shown is the same wherever that ends."""

from __future__ import annotations

import random

import pytest

from barzan.access import Role
from barzan.answers import queries, segments
from barzan.answers.core.filters import Filter
from barzan.answers.queries import Asked
from barzan.answers.tests.making import change, make_form, make_submission
from barzan.people.tests.factories import make_actor, make_unit
from barzan.submissions.kinds import State

pytestmark = pytest.mark.django_db
YES = Filter("home/owner", "is", "yes")
ASKED = (
    *(Asked(page=page, filters=filters) for page in (1, 2, 4, 9) for filters in ((), (YES,))),
    *(Asked(table="member", page=page) for page in (1, 3)),
    Asked(sort=".received"),
    Asked(sort=".received", descending=False),
    Asked(sort="home/rooms"),
    Asked(text="بهار"),
)


def shown(form, actor) -> list[object]:
    """What every list and the map show."""
    with queries.look(actor, form) as look:
        lists = [look.listed(asked, look.table(asked.table)) for asked in ASKED]
        main = look.table("")
        points = look.points(look.rows(main), main.by_path["point"])
        return [[[(line.submission.pk, line.place) for line in each.lines] for each in lists], points]


def test_it_shows_the_same_however_many_are_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(1405)
    form = make_form()
    below = make_unit("below", form.unit)
    made = []
    for number in range(30):
        answers = {
            "home": {
                "owner": dice.choice(["yes", "no"]), "rooms": str(dice.randrange(9)),
                "street": dice.choice(["بهار", "گلستان"]),
            },
            "member": [{"age": str(dice.randrange(90))} for _ in range(dice.randrange(3))],
            **({"point": f"35.{number} 51.{number} 0 0"} if dice.random() < 0.5 else {}),
        }  # fmt: skip
        unit, state = dice.choice([form.unit, below]), dice.choice([State.RECEIVED, State.WITHDRAWN])
        made.append((make_submission(form, answers, unit=unit, state=state), answers))
        if number in (9, 19):
            segments.take_in(form)
    change(*made[3])
    monkeypatch.setattr(queries, "PER_PAGE", 3)
    monkeypatch.setattr(queries, "MOST_POINTS", 4)
    for actor in (make_actor(Role.ANALYST), make_actor(Role.UNIT_HEAD, below)):
        whole = shown(form, actor)
        assert any(whole[0])
        for recent in (0, 1, 2, 5, 11, 29, 30):
            monkeypatch.setattr(queries, "RECENT", recent)
            assert shown(form, actor) == whole
        monkeypatch.setattr(queries, "RECENT", 50_000)
