"""An invented booklet and a reading of it, for the tests of the room."""

from __future__ import annotations

from barzan.access import Actor, Role
from barzan.catalogue.booklet.tests.booklets import Office, Row, booklet, office
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor, make_unit
from barzan.review import actions
from barzan.review.models import Reading

PAGES = """\
# نمودار گردش کار فرآیند صدور پروانه

## مدارک/فرم ها/رویه های مرتبط و مورد نیاز:

- ۱. قانون شهرداری‌ها
- ۲. فرم درخواست
"""


def make_offices() -> tuple[Office, Office]:
    """Two offices: one read without a doubt, one with an undecided client and a lost row."""
    works = office(
        "دفتر آبادانی",
        Row("صدور پروانه", "10011234101", "specific", True, "آبادانی (۱۰۰۱۱۲۳۴۰۰۰)"),
        Row("تمدید پروانه", "10011234102", "shared", False),
        Row("بازدید کارگاه", None, "shared", True),
    )
    trade = office(
        "دفتر بازار",
        Row("نظارت بر بازار", "20011234101", "general", False, "بازار (۲۰۰۱۱۲۳۴۰۰۰)"),
        Row("رسیدگی به شکایت", None, "shared", True),
        lost=[Row("خدمت گم‌شده", None, "shared", True)],
    )
    return works, trade


def make_text(*offices: Office) -> str:
    """The text of a booklet of these offices."""
    return booklet(*(offices or make_offices()), pages=PAGES)


def make_units() -> Unit:
    """The organisation of the booklet: a root, its deputy, two offices."""
    root = make_unit("root", name="فرمانداری مهرکوه")
    deputy = make_unit("deputy", root, name="معاونت آبادانی")
    make_unit("works", deputy, name="دفتر آبادانی")
    make_unit("trade", deputy, name="دفتر بازار")
    return root


def make_reading(
    unit: Unit | None = None, actor: Actor | None = None, text: str = "", prefix: str = "MK"
) -> Reading:
    """A reading of the invented booklet, started by an officer."""
    unit = unit or make_units()
    actor = actor or make_actor(Role.OFFICER, unit)
    return actions.start(
        actor,
        unit=unit,
        prefix=prefix,
        title="کتابچهٔ مهرکوه",
        edition="ویراست نخست",
        name="booklet.md",
        data=(text or make_text()).encode(),
    )
