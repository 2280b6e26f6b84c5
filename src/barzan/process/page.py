"""Everything that the page of one running process shows, in a bounded number of queries."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from barzan.access import Actor
from barzan.bpmn.document import Document
from barzan.bpmn.layout import laid_out
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.clock import queries as clock
from barzan.persian.language import active_language
from barzan.process import queries, shown
from barzan.process.core.packing import unpack
from barzan.process.forms import form_of
from barzan.process.models import Instance, Version
from barzan.tasks.values import ref

NOW, LATE, DONE = "at-now", "at-late", "was-done"  # classes of the picture's places


def page_of(actor: Actor, instance: Instance) -> dict[str, Any]:
    """The context of the page."""
    state = unpack(bytes(instance.state))
    form = form_of(instance.version_id, state.version)
    places = {token.id: form.places[token.node].node.id for token in state.tokens}
    log = list(queries.happenings(actor, instance).order_by("-pk")[: shown.LOG])[::-1]
    waiting = _waiting(actor, instance, form, places) if instance.running else []
    marks = {line.node: DONE for line in log if line.deed == "left"}
    marks |= {each.node: LATE if each.tone == "anar" else NOW for each in waiting if each.node}
    return {
        "instance": instance,
        "waiting": waiting,
        "failed": any(each.state and each.tone == "anar" and each.icon == "triangle-alert" for each in waiting),
        "picture": picture(instance.version, active_language(), tuple(sorted(marks.items()))),
        "log": shown.timeline(log, form),
        "more": len(log) == shown.LOG,
        "data": shown.variables(instance.data, form),
    }
