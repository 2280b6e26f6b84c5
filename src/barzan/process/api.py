"""Running processes as JSON; and how another system gives a message to one of them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from ninja.security import SessionAuth

from barzan.access.endpoints import endpoint
from barzan.feel import stored
from barzan.persian.errors import BilingualError
from barzan.process import actions, queries
from barzan.process.models import Instance
from barzan.process.queries import STATES, Filters
from barzan.process.rules import INSTANCE_DELIVER, INSTANCE_READ
from barzan.process.web import target_of

router = Router()
MOST = 100


class Delivering(SessionAuth):
    """Asks for the CSRF token, since a cookie may come along from another site."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if INSTANCE_DELIVER.admits(request.actor) else None


class InstanceOut(Schema):
    id: int
    key: str
    process: str
    version: int
    unit: str
    subject: str
    state: str
    started_at: datetime
    ended_at: datetime | None


class InstanceData(InstanceOut):
    data: dict[str, Any]


class Delivery(Schema):
    message: str
    correlation: str = ""
    payload: dict[str, Any] = {}


@router.get("/instances", response=list[InstanceOut], url_name="process-instances")
@endpoint(INSTANCE_READ)
def instances(
    request: HttpRequest, process: str = "", unit: str = "", state: str = "", before: int | None = None
) -> list[dict[str, Any]]:
    """The newest instances, at most 100; ``before`` goes on after the last of the page before."""
    filters = Filters(process[:80], unit[:60], state if state in STATES else "")
    rows = queries.instances(request.actor, filters)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_out(row) for row in rows[:MOST]]


@router.get("/instances/{int:pk}", response=InstanceData, url_name="process-instance")
@endpoint(INSTANCE_READ, target=target_of)
def instance(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One instance with its variables, in the JSON form of FEEL values."""
    row = queries.instance(request.actor, pk)
    data = {name: value for name, value in row.data.items() if not name.startswith("#")}
    return {**_out(row), "data": data}


@router.post(
    "/messages",
    url_name="process-messages",
    response={200: InstanceOut, 409: dict[str, str]},
    auth=Delivering(),
)
@endpoint(INSTANCE_DELIVER)
def deliver(request: HttpRequest, given: Delivery) -> Any:
    """Gives a message to the instance that waits for it, or starts the process that begins with it."""
    try:
        payload = {name: stored.load(value) for name, value in given.payload.items()}
    except ValueError as wrong:
        raise HttpError(422, str(wrong)) from wrong
    try:
        found = actions.deliver(request.actor, given.message, given.correlation, payload)
    except BilingualError as refused:
        return Status(409, {"code": refused.code, "fa": refused.fa, "en": refused.en})
    return _out(queries.instance(request.actor, found.pk))


def _out(row: Instance) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "process": row.definition.key,
        "version": row.version.number,
        "unit": row.unit.code,
        "subject": row.subject,
        "state": row.outcome or "running",
        "started_at": row.started_at,
        "ended_at": row.ended_at,
    }
