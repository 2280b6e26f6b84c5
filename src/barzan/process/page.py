"""Everything that the page of one running process shows, in a bounded number of queries."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from barzan.access import Actor
from barzan.bpmn.document import Document
from barzan.bpmn.findings import Refused
from barzan.bpmn.layout import laid_out
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import num
from barzan.process import queries, shown
from barzan.process.core.definition import Definition as Form
from barzan.process.core.packing import unpack
from barzan.process.forms import form_of
from barzan.process.models import Deed, Instance, Version
from barzan.process.refs import Ref

NOW, LATE, DONE = "bpmn-now", "bpmn-error", "bpmn-done"  # classes of the picture


def page_of(actor: Actor, instance: Instance) -> dict[str, Any]:
    """The context of the page."""
    state = unpack(bytes(instance.state))
    form = form_of(instance.version_id, state.version)
    places = {token.id: form.places[token.node].node.id for token in state.tokens}
    log = list(queries.happenings(actor, instance).order_by("-pk")[: shown.LOG])[::-1]
    waiting = _waiting(actor, instance, form, places) if instance.running else []
    marks = {
        place: DONE for line in log if line.deed == Deed.LEFT for place in (line.node, line.flow) if place
    }
    marks |= {each.node: LATE if each.tone == "anar" else NOW for each in waiting if each.node}
    instance.overdue = any(each.late for each in waiting)
    return {
        "instance": instance,
        "number": num(instance.pk),
        "sentence": shown.sentence(instance, waiting),
        "subject_url": shown.address(instance.subject_url, *instance.subject_args),
        "waiting": waiting,
        "failed": any(each.failed for each in waiting),
        "picture": picture(instance.version, active_language(), tuple(sorted(marks.items()))),
        "log": shown.timeline(log, form),
        "more": len(log) == shown.LOG,
        "answers": shown.answers(instance.data, form),
        "reckoned": shown.reckoned(instance.data, form),
    }


def _waiting(actor: Actor, instance: Instance, form: Form, places: dict[int, str]) -> list[shown.Waiting]:
    tokens = [str(Ref(instance.pk, token, instance.root_id or instance.pk)) for token in places]
    return [
        *shown.of_actions(queries.troubles(actor, instance), form),
        *shown.of_tasks(queries.tasks(actor, instance), form, places),
        *shown.of_children(queries.children(actor, instance), form, places),
        *shown.of_subscriptions(queries.subscriptions(actor, instance), form),
        *shown.of_timers(queries.timers(actor, instance, tokens), form, places),
    ]


def picture(version: Version, language: str, marks: tuple[tuple[str, str], ...]) -> SafeString:
    """The process drawn, with classes on its elements; "" where it cannot be drawn."""
    try:
        drawn = svg(_document(version), version.process, language, marks=dict(marks))
    except Refused:
        return SafeString("")
    return mark_safe(drawn)  # noqa: S308 - made by our own writer, which escapes every text


def _document(version: Version) -> Document:
    return laid_out(read(bytes(version.xml)))
