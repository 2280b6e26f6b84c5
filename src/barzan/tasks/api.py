"""Tasks over HTTP, for whoever is signed in: keys, digits and dates are Latin and Gregorian."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field as Described
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from ninja.security import SessionAuth

from barzan.access.endpoints import endpoint
from barzan.tasks import queries
from barzan.tasks.actions.completing import complete as complete_task
from barzan.tasks.errors import AnswersRefused, TaskRefused
from barzan.tasks.lists import asked_of
from barzan.tasks.models import Task
from barzan.tasks.rules import TASKS_READ, TASKS_WORK
from barzan.tasks.values import NewDecision

router = Router()
MOST = 200


class Working(SessionAuth):
    """Asks for the CSRF token, since a cookie may come along from another site, and for the rule before what
    was sent is read.
    """

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if TASKS_WORK.admits(request.actor) else None


class TaskOut(Schema):
    id: int
    ref: str = Described(description="name of the task in the room that opened it")
    title: str
    title_en: str
    subject: str
    about: str = Described(description="code of what it belongs to, such as a process")
    state: str
    unit: str
    post: str | None
    body: str | None
    taken: bool = Described(description="whether somebody has taken it")
    opened_at: datetime
    due_at: datetime | None
    fields: list[dict[str, Any]] = Described(description="what is asked, with types and choices")
    external_number: str
    seen: int = Described(description="counter to send back when completing")


class TasksOut(Schema):
    total: int
    offset: int
    limit: int
    tasks: list[TaskOut]


class DecisionIn(Schema):
    session: str
    on: date
    text: str
    number: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstaining: int | None = None
    minutes: int | None = Described(None, description="id of a stored document")


class CompleteIn(Schema):
    seen: int = Described(description="the counter as it was read")
    answers: dict[str, str | int | bool | None] = Described(
        default_factory=dict, description="by the names of the fields; days in ISO 8601, decimals as text"
    )
    external_number: str = ""
    external_receipt: int | None = Described(None, description="id of a stored document")
    decision: DecisionIn | None = Described(None, description="of a task that a body holds")


class WrongOut(Schema):
    field: str
    fa: str
    en: str


class RefusedOut(Schema):
    code: str
    fa: str
    en: str
    wrong: list[WrongOut] = []


@router.get("", response=TasksOut, url_name="tasks", summary="Tasks of one view of the inbox")
@endpoint(TASKS_READ)
def tasks(
    request: HttpRequest,
    view: str = Query("mine", description="mine, unit, unassigned, bodies or done"),
    when: str = Query("", description="overdue, today, week, later or undated"),
    unit: str = "",
    q: str = "",
    offset: int = Query(0, ge=0, le=1_000_000),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """The tasks of a view, those due first on top."""
    rows = queries.tasks(request.actor, asked_of({"view": view, "when": when, "unit": unit, "q": q}))
    page = [_out(row) for row in rows[offset : offset + limit]]
    return {"total": rows.count(), "offset": offset, "limit": limit, "tasks": page}


@router.post(
    "/{int:pk}/complete",
    response={200: TaskOut, 409: RefusedOut, 422: RefusedOut},
    url_name="complete-task",
    summary="Complete a task",
    auth=Working(),
)
@endpoint(TASKS_WORK)
def complete(request: HttpRequest, pk: int, given: CompleteIn) -> Any:
    """Completes a task with its answers; 409 where somebody changed or closed it meanwhile."""
    queries.task(request.actor, pk)
    decision = NewDecision(**given.decision.dict()) if given.decision else None
    sent = given.dict(include={"seen", "external_number", "external_receipt"})
    try:
        done = complete_task(request.actor, pk, given.answers, decision=decision, **sent)
    except AnswersRefused as refused:
        wrong = [{"field": each.field, "fa": each.fa, "en": each.en} for each in refused.wrong]
        return Status(422, {**_refused(refused), "wrong": wrong})
    except TaskRefused as refused:
        return Status(409, _refused(refused))
    except Task.DoesNotExist:
        raise HttpError(404, "no such task") from None
    return _out(queries.task(request.actor, done.pk))


def _refused(refused: TaskRefused) -> dict[str, Any]:
    return {"code": refused.code, "fa": refused.fa, "en": refused.en}


def _out(task: Task) -> dict[str, Any]:
    said = ("ref", "title", "title_en", "subject", "about", "state", "opened_at", "due_at", "fields", "seen")
    return {
        **{name: getattr(task, name) for name in said},
        "id": task.pk,
        "external_number": task.external_number,
        "unit": task.unit.code,
        "post": task.post.code if task.post else None,
        "body": task.body.code if task.body else None,
        "taken": task.person_id is not None,
    }
