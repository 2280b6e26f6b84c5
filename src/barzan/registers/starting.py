"""What a register begins with that somebody makes from nothing on the pages: a life that can be published."""

from __future__ import annotations

from typing import Any

from barzan.access import Role
from barzan.registers.core import Fields
from barzan.registers.core.fields import FILES

WHO = [Role.OFFICER.value, Role.UNIT_HEAD.value, Role.SECRETARY.value]


def first_definition(key: str, fields: Fields) -> dict[str, Any]:
    """Asked for, in force, closed; a title from the first text field that is not personal."""
    open_ = [name for name, field in fields.items() if not field.personal and field.type not in FILES]
    texts = [name for name in open_ if fields[name].type == "text"] or open_
    points = [name for name, field in fields.items() if field.type == "geopoint"]
    letters = "".join(part[:1] for part in key.split("-")).upper() or "R"
    return {
        "numbering": f"{letters}-{{year}}-{{number:4}}",
        "entry_title": "{" + texts[0] + "}" if texts else "",
        "columns": [name for name in open_ if name not in texts[:1]][:3],
        "identity": texts[:1],
        "point": points[0] if points else "",
        "states": [
            {"key": "asked", "title": "در دست بررسی", "title_en": "Under review", "start": True},
            {"key": "in-force", "title": "برقرار", "title_en": "In force", "standing": "valid"},
            {"key": "closed", "title": "بسته", "title_en": "Closed", "end": True},
        ],
        "transitions": [
            {
                "key": "approve", "title": "تأیید", "title_en": "Approve", "from": ["asked"],
                "to": "in-force", "roles": WHO,
            },
            {
                "key": "close", "title": "بستن", "title_en": "Close", "from": ["asked", "in-force"],
                "to": "closed", "roles": WHO, "reason": True,
            },
        ],
    }  # fmt: skip
