"""Registers and entries for the tests of this room and of those above."""

from __future__ import annotations

from itertools import count
from typing import Any

from barzan.access import Actor
from barzan.access.values import system_actor
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.actions.library import Settings
from barzan.forms.kinds import FormKind
from barzan.forms.models import Form
from barzan.people.models import Unit
from barzan.registers import actions
from barzan.registers.models import Entry, Register
from barzan.xlsform.tests.building import book, choices, question

_number = count(1)
MAKER = system_actor("test")
TRADES = choices("trades", [("sewing", "خیاطی", "Sewing"), ("carpet", "قالی‌بافی", "Carpet weaving")])
QUESTIONS = (
    question("text", "name", "نام کارگاه", "Name of the workshop", required="yes"),
    question("select_one trades", "trade", "رسته", "Trade"),
    question("integer", "workers", "شمار کارکنان", "Workers", constraint=". <= 50"),
    question("text", "holder_id", "کد ملی دارنده", "National id of the holder", personal="yes"),
    question("text", "place_code", "کد محله", "Code of the neighbourhood"),
    question("geopoint", "point", "نقطه", "Point"),
    question("date", "asked_on", "تاریخ درخواست", "Asked on"),
)

LINES = [("sewing", "خیاطی", "Sewing"), ("carpet", "قالی‌بافی", "Carpets"), ("total", "جمع چاپ‌شده", "Total")]
TABLE = (
    question("select_one lines", "line", "سطر", "Line", required="yes"),
    question("integer", "shops", "کارگاه‌ها", "Shops"),
    question("integer", "open_shops", "معتبرها", "Valid ones"),
    question("text", "remark", "یادداشت", "Remark"),
)


def workbook(*more: dict[str, str]) -> bytes:
    """The workbook of the form of a small permit."""
    settings = {"form_title": "پروانهٔ مشاغل خانگی", "form_id": "home", "default_language": "فارسی (fa)"}
    return book([*QUESTIONS, *more], TRADES, settings)


def life(**changes: Any) -> dict[str, Any]:
    """The life of a permit: asked for, valid, suspended, expired, closed."""
    return {
        "numbering": "H-{year}-{number:4}",
        "entry_title": "{name}",
        "point": "point",
        "national_id": "holder_id",
        "identity": ["name", "holder_id"],
        "public": ["name", "trade"],
        "columns": ["trade", "workers"],
        "validity": {"amount": "P1Y", "counting": "jalali-months", "renewal": "P30D"},
        "states": [
            {"key": "asked", "title": "در دست بررسی", "title_en": "Under review", "start": True},
            {"key": "valid", "title": "معتبر", "title_en": "Valid", "standing": "valid"},
            {"key": "suspended", "title": "تعلیق", "title_en": "Suspended", "standing": "suspended"},
            {"key": "expired", "title": "منقضی", "title_en": "Expired", "standing": "expired"},
            {"key": "closed", "title": "بسته", "title_en": "Closed", "end": True},
        ],
        "transitions": [
            {
                "key": "issue", "title": "صدور", "title_en": "Issue", "from": ["asked"], "to": "valid",
                "roles": ["unit_head"], "condition": "workers <= 20", "fields": ["trade"],
                "documents": [{"key": "letter", "title": "نامه", "title_en": "Letter"}], "validity": "begin",
            },
            {
                "key": "suspend", "title": "تعلیق", "title_en": "Suspend", "from": ["valid"],
                "to": "suspended", "roles": ["officer", "unit_head"], "reason": True,
            },
            {
                "key": "resume", "title": "رفع تعلیق", "title_en": "Resume", "from": ["suspended"],
                "to": "valid", "roles": ["unit_head"],
            },
            {
                "key": "renew", "title": "تمدید", "title_en": "Renew", "from": ["valid", "expired"],
                "to": "valid", "roles": ["unit_head"], "condition": "renewal_open", "validity": "renew",
            },
            {
                "key": "expire", "title": "انقضا", "title_en": "Expire", "from": ["valid"], "to": "expired",
                "by": "expiry",
            },
            {
                "key": "close", "title": "بستن", "title_en": "Close",
                "from": ["asked", "valid", "suspended", "expired"], "to": "closed", "roles": ["unit_head"],
                "reason": True,
            },
        ],
        "relations": [
            {"key": "branch", "title": "شعبهٔ", "title_en": "Branch of", "to": "entry", "many": False},
            {"key": "seat", "title": "نشانی در", "title_en": "Seat in", "to": "place"},
        ],
    } | changes  # fmt: skip


def make_form(unit: Unit, key: str = "", data: bytes = b"") -> Form:
    """A published form for entries."""
    key = key or f"home-{next(_number)}"
    settings = Settings("پروانهٔ مشاغل خانگی", unit, kind=FormKind.REGISTER_ENTRY, title_en="Home permit")
    form = library.create(MAKER, key, settings)
    drafting.upload(MAKER, form, "home.xlsx", data or workbook(), seen=0)
    publishing.publish(MAKER, form, why="مصوبهٔ آزمون")
    return Form.objects.select_related("current").get(pk=form.pk)


def make_draft(unit: Unit, form: Form | None = None, *, actor: Actor = MAKER, **changes: Any) -> Register:
    """A register that is not published yet."""
    return actions.define(
        actor,
        f"permits-{next(_number)}",
        title="پروانه‌های مشاغل خانگی",
        title_en="Home permits",
        unit=unit,
        form=form or make_form(unit),
        definition=life(**changes),
    )


def make_register(unit: Unit, form: Form | None = None, **changes: Any) -> Register:
    """A register in use."""
    register = make_draft(unit, form, **changes)
    actions.publish(MAKER, register, why="مصوبهٔ آزمون")
    return fresh(register)


def make_table(unit: Unit, live: Register) -> Register:
    """A published table, beside whose numbers the live register is counted."""
    settings = {"form_title": "رقم‌ها", "form_id": "figures", "default_language": "فارسی (fa)"}
    form = make_form(unit, data=book(TABLE, choices("lines", LINES), settings))
    states = [
        {"key": "read", "title": "خوانده‌شده", "start": True},
        {"key": "contradiction", "title": "ناسازگار", "end": True},
    ]
    transitions = [{"key": "doubt", "title": "ناسازگار است", "from": ["read"], "to": "contradiction"}]
    counts = [
        {"field": "shops", "register": live.key, "by": "trade"},
        {"field": "open_shops", "register": live.key, "by": "trade", "states": ["valid"], "where": "name",
         "is": "کارگاه نمونه"},
    ]  # fmt: skip
    return make_register(
        unit, form, numbering="F-{number:2}", entry_title="{line}", columns=["shops"], public=[], identity=[],
        point="", national_id="", validity=None, states=states, relations=[], views=[],
        transitions=[one | {"roles": ["unit_head"]} for one in transitions],
        beside={"row": "line", "note": "remark", "counts": counts},
    )  # fmt: skip


def answers(**more: str) -> dict[str, str]:
    """What an entry says."""
    given = {"name": "کارگاه نمونه", "trade": "sewing", "workers": "3", "holder_id": "0012345679"} | more
    return {name: text for name, text in given.items() if text}


def make_entry(register: Register, unit: Unit | None = None, *, actor: Actor = MAKER, **more: Any) -> Entry:
    """An entry in the state to start in."""
    given = {
        name: more.pop(name)
        for name in ("place", "person", "state", "valid", "number", "origin")
        if name in more
    }
    return actions.open_entry(
        actor, register, actions.NewEntry(answers(**more), unit or register.unit, **given)
    )


def fresh(register: Register) -> Register:
    """The register as it stands now."""
    return Register.objects.select_related("unit", "form__current", "current__form_version").get(
        pk=register.pk
    )
