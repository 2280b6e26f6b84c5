"""What a blueprint can load into the room; the columns are described in ``docs/decision-tables.md``."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.decisions import actions
from barzan.decisions.core.checking import check as findings_of
from barzan.decisions.core.findings import Refused
from barzan.decisions.core.reading import read
from barzan.decisions.models import Decision
from barzan.people.models import Unit

DECISIONS = "decisions.decisions"
COLUMNS = Columns(("key", "title", "unit", "file"), ("title_en", "accepted", "why"), files=("file",))
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    units = {
        *Unit.objects.values_list("code", flat=True),
        *(row["code"] for row in context.rows_of("people.units")),
    }

    def read_row(cells: Cells) -> None:
        cells.shaped(
            "key", actions.KEY, "حروف کوچک لاتین، رقم و خط تیره.", "small Latin letters, digits and hyphens."
        )
        cells.text("title", 200)
        cells.text("title_en", 200)
        cells.known("unit", units, "واحدی", "unit")
        _check_file(cells)

    return problems_of(rows, context, read_row) + repeated(rows, context, DECISIONS, ("key",))


def _check_file(cells: Cells) -> None:
    """Whatever keeps the model from being published, at the cell that names the file."""
    data = cells.context.content(cells.row["file"])
    if not data:
        return
    reasons = _reasons(cells.row)
    try:
        found = findings_of(read(data))
    except Refused as refused:
        found = refused.findings
    for finding in found:
        if finding.is_error or not _reason(reasons, finding.code):
            place = f" ({finding.element})" if finding.element else ""
            cells.wrong("file", finding.fa + place, finding.en + place)


def _reasons(row: Row) -> dict[str, str]:
    """The cell ``accepted``: lines ``code: reason``; a code stands for all warnings that begin with it."""
    lines = (line.partition(":") for line in row["accepted"].splitlines())
    return {code.strip(): reason.strip() for code, _, reason in lines if reason.strip()}


def _reason(reasons: dict[str, str], code: str) -> str:
    return next((reason for begin, reason in reasons.items() if code.startswith(begin)), "")


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present(rows)
    found = []
    for row in rows:
        decision = present.get(row["key"])
        if decision is None or decision.current is None:
            found.append(Change("add", row["key"]))
        else:
            fields = _differing(decision, row, context)
            found.append(Change("change" if fields else "keep", row["key"], fields))
    return found


def _differing(decision: Decision, row: Row, context: Context) -> tuple[str, ...]:
    hashed = actions.hash_of(decision.key, context.content(row["file"]))
    differs = {
        "title": decision.title != row["title"],
        "title_en": decision.title_en != row["title_en"],
        "unit": decision.unit.code != row["unit"],
        "file": decision.current is None or decision.current.content_hash != hashed,
    }
    return tuple(name for name, other in differs.items() if other)


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Adds what is missing and publishes what differs, with the reasons that the file gives."""
    present = _present(rows)
    units = Unit.objects.in_bulk(field_name="code")
    for row in rows:
        unit, data = units[row["unit"]], context.content(row["file"])
        names = {"title": row["title"], "title_en": row["title_en"], "unit": unit}
        decision = present.get(row["key"])
        if decision is None:
            decision = actions.create(actor, row["key"], xml=data, why=context.blueprint, **names)
            _publish(actor, decision, row, data, context)
            continue
        differing = _differing(decision, row, context)
        if set(differing) - {"file"}:
            actions.rename(actor, decision, why=context.blueprint, **names)
        if "file" in differing:
            draft = getattr(decision, "draft", None)
            actions.save_draft(actor, decision, data, seen=draft.seen if draft else 0)
            _publish(actor, decision, row, data, context)


def _publish(actor: Actor, decision: Decision, row: Row, data: bytes, context: Context) -> None:
    reasons = _reasons(row)
    accepted = {finding.place: _reason(reasons, finding.code) for finding in findings_of(read(data))}
    actions.publish(actor, decision, why=row["why"] or context.blueprint, accepted=accepted)


def _present(rows: Rows) -> dict[str, Decision]:
    keys = [row["key"] for row in rows]
    found = Decision.objects.select_related("unit", "current", "draft").filter(key__in=keys)
    return {each.key: each for each in found}


def register_all() -> None:
    """Makes the provider known; called once, at start."""
    register(Provider(DECISIONS, COLUMNS, check, changes, apply))
