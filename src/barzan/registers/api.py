"""Registers and entries over HTTP: Latin keys and digits, Gregorian dates; personal fields stay out."""

from collections.abc import Callable
from datetime import date as Day
from datetime import datetime as Moment
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import SessionAuth

from barzan.access import Forbidden, Rule, Target
from barzan.access.endpoints import endpoint
from barzan.registers import actions, queries
from barzan.registers.actions import Handed
from barzan.registers.errors import EntryError, EntryRefused, RegisterError
from barzan.registers.filters import Filters
from barzan.registers.models import Entry, Register
from barzan.registers.rules import ENTRY_EDIT, ENTRY_PASS, ENTRY_READ, REGISTER_READ
from barzan.registers.targets import entry_target

router = Router()
MOST = 200


class Working(SessionAuth):
    """Asks for the CSRF token, since a cookie may come along from another site, and for the rule before what
    was sent is read.
    """

    def __init__(self, rule: Rule, target: Callable[..., Target] | None = None) -> None:
        super().__init__()
        self.rule, self.target = rule, target

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        target = self.target(**request.resolver_match.kwargs) if self.target else None
        try:
            self.rule.require(request.actor, target)
        except Forbidden:
            return None
        return request.user


class RegisterOut(Schema):
    key: str
    title: str
    title_en: str
    unit: str
    state: str
    version: int | None
    form: str = Field(description="key of the form of its entries")


class EntryOut(Schema):
    id: int
    number: str
    title: str
    state: str
    unit: str
    place: str | None
    valid_from: Day | None
    valid_to: Day | None
    renew_from: Day | None
    opened_at: Moment
    changed_at: Moment
    seen: int = Field(description="send it back with a passage: it is refused where the entry has changed")
    answers: dict[str, Any] = Field(description="as the form names them, without personal fields")


class PageOut(Schema):
    count: int = Field(description="exact unless there are more")
    more: bool
    older: int | None = Field(description="id to ask for older ones with; null at the end")
    entries: list[EntryOut]


class WholeOut(EntryOut):
    register_key: str
    version: int
    transitions: list[str] = Field(description="keys of those that you may take now")


class AskedIn(Schema):
    q: str = ""
    state: list[str] = []
    valid: str = Field("", pattern="^(valid|renewable|expired)?$")
    older: int | None = None
    limit: int = Field(50, ge=1, le=MOST)


class NewIn(Schema):
    unit: str = Field(description="code of the unit")
    answers: dict[str, Any]


class PassIn(Schema):
    transition: str
    why: str = ""
    seen: int | None = None


@router.get("", response=list[RegisterOut], summary="List of registers", url_name="registers")
@endpoint(REGISTER_READ)
def registers(request: HttpRequest) -> list[RegisterOut]:
    """All registers, by title."""
    rows = queries.registers(request.actor).select_related("form")
    return [
        RegisterOut(
            key=row.key,
            title=row.title,
            title_en=row.title_en,
            unit=row.unit.code,
            state=row.state,
            version=row.current.number if row.current else None,
            form=row.form.key,
        )
        for row in rows
    ]


@router.get("/{key}/entries", response=PageOut, summary="List of entries", url_name="entries")
@endpoint(ENTRY_READ)
def entries(request: HttpRequest, key: str, asked: Query[AskedIn]) -> PageOut:
    """The entries of a register that you may read, newest first."""
    filters = Filters(words=asked.q, states=tuple(asked.state), valid=asked.valid)
    register = _register(request, key)
    found = queries.entry_list(request.actor, register, filters, older=asked.older, size=asked.limit)
    return PageOut(
        count=found.count,
        more=found.more,
        older=found.older,
        entries=[EntryOut(**_brief(row)) for row in found.rows],
    )


@router.post(
    "/{key}/entries",
    response={201: WholeOut},
    summary="Open an entry",
    url_name="entries-open",
    auth=Working(ENTRY_EDIT),
)
@endpoint(ENTRY_EDIT)
def open_entry(request: HttpRequest, key: str, given: NewIn) -> tuple[int, WholeOut]:
    """Opens an entry under the next number. 422 with every rule of the form that its answers break."""
    register = _register(request, key)
    unit = queries.units_to_edit(request.actor).filter(code=given.unit).first()
    if unit is None:
        raise HttpError(422, "no unit of yours has this code")
    try:
        made = actions.open_entry(request.actor, register, actions.NewEntry(given.answers, unit))
    except EntryRefused as refused:
        raise HttpError(422, _findings(refused)) from None
    except (EntryError, RegisterError) as error:
        raise HttpError(422, error.en) from None
    return 201, _whole(request, made.pk)


@router.get("/{key}/entries/{int:pk}", response=WholeOut, summary="One entry", url_name="entry")
@endpoint(ENTRY_READ, target=entry_target)
def entry(request: HttpRequest, key: str, pk: int) -> WholeOut:
    """An entry as it stands, with what you may do with it."""
    return _whole(request, pk)


@router.post(
    "/{key}/entries/{int:pk}/passages",
    response=WholeOut,
    summary="Pass an entry on",
    url_name="entry-pass",
    auth=Working(ENTRY_PASS, entry_target),
)
@endpoint(ENTRY_PASS, target=entry_target)
def pass_entry(request: HttpRequest, key: str, pk: int, given: PassIn) -> WholeOut:
    """Takes a transition that asks for no documents. 409: the entry has changed; 422: what is missing."""
    found = queries.entry(request.actor, pk)
    if found is None:
        raise HttpError(404, "no entry has this id")
    try:
        actions.pass_(request.actor, found, given.transition, Handed(given.why), seen=given.seen)
    except EntryRefused as refused:
        raise HttpError(422, _findings(refused)) from None
    except RegisterError as stale:
        raise HttpError(409, stale.en) from None
    except EntryError as error:
        raise HttpError(422, error.en) from None
    return _whole(request, pk)


def _register(request: HttpRequest, key: str) -> Register:
    found = queries.register(request.actor, key)
    if found is None or found.current is None:
        raise HttpError(404, "no register in use has this key")
    return found


def _whole(request: HttpRequest, pk: int) -> WholeOut:
    found = queries.entry(request.actor, pk)
    if found is None:
        raise HttpError(404, "no entry has this id")
    ways = [one.key for one in queries.transitions(request.actor, found)]
    return WholeOut(
        **_brief(found), register_key=found.register.key, version=found.version.number, transitions=ways
    )


def _brief(row: Entry) -> dict[str, Any]:
    names = (
        "number",
        "title",
        "state",
        "valid_from",
        "valid_to",
        "renew_from",
        "opened_at",
        "changed_at",
        "seen",
    )
    return {
        **{name: getattr(row, name) for name in names},
        "id": row.pk,
        "unit": row.unit.code,
        "place": row.place.code if row.place else None,
        "answers": row.current.answers if row.current else {},
    }


def _findings(refused: EntryRefused) -> str:
    return "; ".join(f"{each.place}: {each.en}" for each in refused.findings)
