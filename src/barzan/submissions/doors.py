"""Which form takes answers from whom, and by which of its versions."""

from __future__ import annotations

from barzan.access import Actor, Role
from barzan.access.rules import SIGNED_IN, STAFF, Forbidden
from barzan.forms.kinds import OpenTo
from barzan.forms.models import Form, FormVersion
from barzan.forms.queries import may_fill
from barzan.submissions.errors import SubmissionRefused, Unreadable
from barzan.submissions.kinds import Via
from barzan.submissions.rules import SEND

HEAVY = ("current__xml", "current__facts", "current__differences")
LATE = (Via.COLLECT, Via.PAPER, Via.IMPORT)  # what was filled in while the form was open may come after


def form_for(actor: Actor, key: str, via: str) -> tuple[Form, bool]:
    """The form that takes answers from ``actor``, and whether they come after it was closed."""
    if actor.has(Role.AUDITOR):
        raise Forbidden(SEND)
    form = Form.objects.select_related("unit", "current").defer(*HEAVY).filter(key=key).first()
    if form is None or form.current is None:
        raise SubmissionRefused.no_form(key)
    if may_fill(actor, form) or (actor.system and form.takes_answers):
        return form, False
    if form.takes_answers:
        (STAFF if form.open_to == OpenTo.STAFF else SIGNED_IN).require(actor)
    if via in LATE and STAFF.admits(actor):
        return form, True
    raise SubmissionRefused.closed(key)


def versions_of(form: Form, numbers: set[int | None]) -> dict[int | None, FormVersion]:
    """The versions by their numbers; None is the current one. Raises ``Unreadable`` for an unknown one."""
    found: dict[int | None, FormVersion] = {None: form.current, form.current.number: form.current}
    if missing := numbers - found.keys():
        light = [name.partition("__")[2] for name in HEAVY]
        found |= {each.number: each for each in form.versions.defer(*light).filter(number__in=missing)}
        if unknown := missing - found.keys():
            raise Unreadable.version(next(iter(unknown)))
    return found
