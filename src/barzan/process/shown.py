"""A running process as its page shows it: where it stands, what happened, what it knows; in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

from barzan.bpmn.model import GATEWAYS, Choice, Field, FieldType, Kind, Node, Text
from barzan.clock.models import Timer
from barzan.feel import stored
from barzan.look.parts import Happening as Line
from barzan.people import called
from barzan.persian.templatetags.persian import fa_digits, jalali, num
from barzan.process.core.definition import Definition as Form
from barzan.process.models import Deed, Happening, Instance, OpenAction, Subscription
from barzan.process.refs import read
from barzan.tasks.models import Task

LOG = 200  # lines of the log on the page
QUIET = frozenset({Deed.ENTERED, Deed.LEFT})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an instance waits for; ``tone`` and ``icon`` are those of its badge."""

    node: str
    title: str
    state: str
    icon: str
    tone: str = "plain"
    who: str = ""
    due: datetime | None = None
    text: str = ""
    url: str = ""
    failed: bool = False
    late: bool = False


def sentence(instance: Instance, waiting: Sequence[Waiting]) -> str:
    """Where an instance stands, in one sentence."""
    if not instance.running:
        return gettext("%(outcome)s on %(day)s.") % {
            "outcome": instance.get_outcome_display(),
            "day": _moment(instance.ended_at or instance.started_at),
        }
    work = [each for each in waiting if each.icon != "clock"] or list(waiting)
    if not work:
        return gettext("It runs.")
    first = work[0]
    given = {"what": first.title, "more": num(len(work) - 1)}
    if len(work) > 1:
        return gettext("It waits for “%(what)s” and %(more)s more.") % given
    return gettext("It waits for “%(what)s”.") % given


def name(form: Form, element: str) -> str:
    """What a node is called in the reader's language: a border event without a name as its activity, anything
    else by its id.
    """
    node = form.graph.nodes.get(element)
    if node is None:
        return element
    return within(node.name) or (name(form, node.attached_to) if node.attached_to else element)


def within(text: Text) -> str:
    """The text in the reader's language, in Persian where it has no other."""
    return (text.en if (get_language() or "fa").startswith("en") else "") or text.fa or text.en


def of_tasks(tasks: Iterable[Task], form: Form, places: Mapping[int, str]) -> list[Waiting]:
    """Open tasks; ``places`` gives the element of a token."""
    now, found = timezone.now(), []
    for task in tasks:
        late = task.due_at is not None and task.due_at < now
        holder = task.body or task.post or task.unit
        found.append(
            Waiting(
                places.get(read(task.key).token, ""),
                within(Text(task.title, task.title_en)),
                pgettext("state of a task", "overdue") if late else pgettext("state of a task", "Open"),
                "triangle-alert" if late else "user",
                "anar" if late else "fir",
                called.in_language(holder, "title" if task.post and not task.body else "name", _language()),
                task.due_at,
                url=address("tasks:task", task.pk),
                late=late,
            )
        )
    return found


def of_subscriptions(rows: Iterable[Subscription], form: Form) -> list[Waiting]:
    return [
        Waiting(
            row.node,
            name(form, row.node),
            gettext("waits for a message"),
            "message-square",
            text=row.message,
        )
        for row in rows
    ]


def of_timers(rows: Iterable[Timer], form: Form, places: Mapping[int, str]) -> list[Waiting]:
    found = []
    for row in rows:
        element = places.get(read(row.key).token, "")
        text = gettext("waits for a time")
        found.append(Waiting(element, name(form, element), text, "clock", due=row.due_at))
    return found


def of_actions(rows: Iterable[OpenAction], form: Form) -> list[Waiting]:
    english = _language().startswith("en")
    return [
        Waiting(
            row.node,
            name(form, row.node),
            pgettext("step of a process", "failed") if row.failed else gettext("the system is at it"),
            "triangle-alert" if row.failed else "refresh-cw",
            "anar" if row.failed else "plain",
            text=(row.trouble_en if english else row.trouble) or row.action,
            failed=row.failed,
        )
        for row in rows
    ]


def of_children(rows: Iterable[Instance], form: Form, places: Mapping[int, str]) -> list[Waiting]:
    found = []
    for row in rows:
        if row.running:
            element = places.get(row.parent_token or 0, "")
            found.append(
                Waiting(
                    element,
                    name(form, element),
                    gettext("another process is at it"),
                    "layers",
                    text=called.in_language(row.definition, "title", _language()),
                    url=address("process:instance", row.pk),
                )
            )
    return found


def timeline(rows: Sequence[Happening], form: Form) -> list[Line]:
    """The log, the newest on top. What nodes without anybody's work did is left out."""
    posts = called.posts({row.post for row in rows if row.post})
    found = []
    for row in rows:
        deed = Deed(row.deed)
        if deed in QUIET and not _is_told(form.graph.nodes.get(row.node), deed):
            continue
        title = str(deed.label)
        named = name(form, row.node) if row.node else ""
        if named and (deed is not Deed.ENDED or named != row.node):  # an end without a name says nothing
            title = gettext("%(what)s: %(node)s") % {"what": title, "node": named}
        said = filter(None, (posts.get(row.post or 0, ""), row.why))
        found.append(Line(_moment(row.at), title, " · ".join(said), "past"))
    return found[::-1]


def _is_told(node: Node | None, deed: Deed) -> bool:
    """Activities that are done and events that happened; the start and what is open are told elsewhere."""
    return node is None or (deed is Deed.LEFT and node.kind not in GATEWAYS | {Kind.START, Kind.END})


@dataclass(frozen=True, slots=True)
class Known:
    """A variable in words; ``url`` is that of a document."""

    title: str
    value: str
    url: str = ""


def answers(data: Mapping[str, Any], form: Form) -> list[Known]:
    """What was answered, under the titles of the fields that asked it, in their order."""
    return [_known(field, data[key]) for key, field in _asked(form).items() if key in data]


def reckoned(data: Mapping[str, Any], form: Form) -> list[Known]:
    """What nobody was asked: with what it began and what it found itself, under the names of its file."""
    others = sorted(key for key in data.keys() - _asked(form).keys() if not key.startswith("#"))
    return [Known(key, _said(stored.load(data[key]))) for key in others]


def _asked(form: Form) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for node in form.process.nodes:
        for field in node.fields:
            fields.setdefault(field.name, field)
    return fields


def _known(field: Field, held: Any) -> Known:
    value, title = stored.load(held), within(field.title) or field.name
    if field.type is FieldType.DOCUMENT and value:
        said = gettext("Document %(number)s") % {"number": num(int(value))}
        return Known(title, said, address("documents:document", int(value)))
    return Known(title, _said(value, field))


def _said(value: Any, field: Field | None = None) -> str:  # noqa: C901 - one line a type
    match value:
        case None:
            return "–"
        case bool():
            return pgettext("value", "yes") if value else pgettext("value", "no")
        case str() if field and field.type is FieldType.CHOICE:
            return _chosen(value, field.choices)
        case str():
            return value
        case int() | Decimal():
            return num(value)
        case datetime():
            return _moment(value)
        case date():
            return jalali(value)
        case timedelta():
            return gettext("%(days)s days") % {"days": num(value.days)} if value.days else str(value)
        case list() | tuple():
            return gettext(", ").join(_said(each) for each in value) or "–"
        case Mapping():
            return "؛ ".join(f"{key}: {_said(each)}" for key, each in value.items()) or "–"
    return str(value)


def _chosen(value: str, choices: Sequence[Choice]) -> str:
    return next((within(each.title) for each in choices if each.value == value), value) or value


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{jalali(local)}، {fa_digits(local.strftime('%H:%M'))}"


def _language() -> str:
    return get_language() or "fa"


def address(view: str, *arguments: Any) -> str:
    """The address of a page, "" where its room has none."""
    try:
        return reverse(view, args=arguments)
    except NoReverseMatch:
        return ""
