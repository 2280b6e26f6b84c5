"""What the designer chooses from: units, posts, bodies, instruments, decisions, actions, processes, plans.

Plain JSON of the page: ``value`` is the code that the file holds, ``label`` its name, ``note`` what tells two
of one name apart. One query a list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from barzan.access import Actor
from barzan.decisions import queries as decisions
from barzan.instruments import queries as instruments
from barzan.modeller import queries
from barzan.people import queries as people
from barzan.process import queries as processes
from barzan.process import registry
from barzan.tasks import queries as tasks

Pick = dict[str, Any]


def picks(actor: Actor) -> dict[str, list[Pick]]:
    """All pick lists of the designer's page."""
    return {
        "units": _units(actor),
        "posts": [
            pick(post.code, named(post, "title"), named(post.unit))
            for post in people.posts_of(actor).order_by("title")
        ],
        "bodies": [pick(body.code, named(body), body.get_kind_display()) for body in tasks.bodies(actor)],
        "instruments": [_instrument(each) for each in instruments.instruments(actor).order_by("title")],
        "decisions": _decisions(actor),
        "actions": [
            pick(
                name,
                str(action.title) or name,
                name,
                inputs=list(action.inputs),
                outputs=list(action.outputs),
            )
            for name, action in registry.known().items()
        ],
        "processes": [
            pick(each.key, named(each, "title"), each.key)
            for each in processes.definitions(actor).filter(current__isnull=False).order_by("title")
        ],
        "escalations": [
            *(pick(plan.code, named(plan, "title"), "") for plan in queries.plans(actor)),
            pick("none", _("No escalation"), _("Nobody is reminded, nobody takes over.")),
        ],
    }


def _units(actor: Actor) -> list[Pick]:
    """The relative units first, then those that are valid today, each with the unit above it."""
    relative = [
        pick("@owner", _("The unit that runs the process"), ""),
        pick("@superior", _("The unit above it"), ""),
        pick("@root", _("The top of its organisation"), ""),
    ]
    rows = people.public_units(actor).filter(valid_to__isnull=True, valid_from__lte=timezone.localdate())
    units = rows.select_related("parent").order_by("path")
    return relative + [
        pick(unit.code, named(unit), named(unit.parent) if unit.parent else "") for unit in units
    ]


def _decisions(actor: Actor) -> list[Pick]:
    """Decision models that are published, with the names of what they ask."""
    known = list(decisions.decisions(actor).filter(current__isnull=False).order_by("title"))
    versions = decisions.current([each.key for each in known])
    return [
        pick(
            each.key,
            named(each, "title"),
            each.key,
            inputs=[one.name for one in versions[each.key].model.inputs],
        )
        for each in known
    ]


def _instrument(each: Any) -> Pick:
    about: Iterable[str] = (each.get_kind_display(), each.number, each.code)
    return pick(each.code, each.title, " · ".join(part for part in about if part))


def pick(value: str, label: str, note: str, **more: Any) -> Pick:
    return {"value": value, "label": label, **({"note": note} if note else {}), **more}


def named(record: Any, field: str = "name") -> str:
    """The name of a record in the reader's language, as the filter ``named`` gives it, but plain text."""
    english = getattr(record, f"{field}_en", "")
    return str((english if (get_language() or "fa").startswith("en") else "") or getattr(record, field))
