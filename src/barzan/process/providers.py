"""What a blueprint can load into the room: files of BPMN, published. Columns: ``docs/process.md``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.bpmn.findings import Refused
from barzan.bpmn.model import Kind
from barzan.bpmn.reading import read
from barzan.people.models import Unit
from barzan.process import checked
from barzan.process.actions import create, describe, publish, save_draft
from barzan.process.actions.definitions import KEY
from barzan.process.models import Definition, Draft

PROCESSES = "process.processes"
UNITS, POSTS, BODIES, DECISIONS = "people.units", "people.posts", "tasks.bodies", "decisions.decisions"
COLUMNS = Columns(("key", "title", "unit", "file"), ("title_en", "accept"), files=("file",))
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Given:
    """A row as the room has it. ``calls`` are the processes that the file calls."""

    row: Row
    xml: bytes
    calls: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.row["key"]


def check(rows: Rows, context: Context) -> list[Problem]:
    coming = _coming(rows, context)
    units = {*Unit.objects.values_list("code", flat=True), *coming.units}

    def read_row(cells: Cells) -> None:
        cells.shaped("key", KEY, "مانند purchase-request.", "such as purchase-request.")
        cells.text("title", 300)
        cells.text("title_en", 300)
        cells.known("unit", units, "واحدی", "unit")
        looked = checked.look_at(context.content(cells.row["file"]), cells.row["key"], coming)
        reasons = _reasons(cells.row["accept"], looked)
        for finding in looked.findings:
            if finding in looked.errors or not reasons.get(checked.place(finding)):
                cells.wrong("file", f"{finding.element}: {finding.fa}", f"{finding.element}: {finding.en}")

    return problems_of(rows, context, read_row) + repeated(rows, context, PROCESSES, ("key",))


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present()
    found = []
    for row in rows:
        old = present.get(row["key"])
        fields = _differs(old, row, context) if old else ()
        found.append(Change("add" if old is None else "change" if fields else "keep", row["key"], fields))
    return found


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Publishes what is new or differs, the called processes before those that call them."""
    present, units = _present(), Unit.objects.in_bulk(field_name="code")
    for given in _in_order(rows, context):
        row, old = given.row, present.get(given.key)
        unit, names = units[row["unit"]], {"title": row["title"], "title_en": row["title_en"]}
        if old is None:
            old = create(actor, given.key, unit=unit, **names)
        differs = _differs(old, row, context)
        if {"title", "title_en", "unit"} & set(differs):
            old = describe(actor, old, unit=unit, **names)
        if "file" in differs:
            _publish(actor, old, given, context)


def _publish(actor: Actor, definition: Definition, given: Given, context: Context) -> None:
    """A draft that somebody is at stays: it is saved again over the published version."""
    kept = Draft.objects.filter(definition=definition).first()
    mine = bytes(kept.xml) if kept else b""
    save_draft(actor, definition, given.xml, kept.seen if kept else 0)
    reasons = _reasons(given.row["accept"], checked.look_at(given.xml, given.key))
    publish(actor, definition, context.blueprint, reasons)
    if kept:
        save_draft(actor, definition, mine, 0, based_on=kept.based_on)


def _differs(old: Definition, row: Row, context: Context) -> tuple[str, ...]:
    digest = sha256(context.content(row["file"])).hexdigest()
    now = {
        "title": (old.title, row["title"]),
        "title_en": (old.title_en, row["title_en"]),
        "unit": (old.unit.code, row["unit"]),
        "file": (old.current.source_hash if old.current else "", digest),
    }
    return tuple(name for name, (is_, given) in now.items() if is_ != given)


def _present() -> dict[str, Definition]:
    rows = Definition.objects.select_related("unit", "current").defer("current__xml")
    return {row.key: row for row in rows}


def _reasons(text: str, looked: checked.Checked) -> dict[str, str]:
    """Why warnings are accepted: ``code@element: reason``, parts between ``|``; a part without place is for
    all.
    """
    reasons: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in text.split("|"))):
        place, colon, reason = part.partition(":")
        if colon and "@" in place:
            reasons[place.strip()] = reason.strip()
        else:
            reasons |= {checked.place(each): part for each in looked.warnings}
    return reasons


def _coming(rows: Rows, context: Context) -> checked.Coming:
    return checked.Coming(
        units={row["code"] for row in context.rows_of(UNITS)},
        posts={row["code"] for row in context.rows_of(POSTS)},
        bodies={row["code"] for row in context.rows_of(BODIES)},
        decisions={row["key"] for row in context.rows_of(DECISIONS)},
        called={given.key: given.calls for given in _given(rows, context)},
    )


def _given(rows: Rows, context: Context) -> list[Given]:
    found = []
    for row in rows:
        xml = context.content(row["file"])
        found.append(Given(row, xml, _calls(xml, row["key"])))
    return found


def _calls(xml: bytes, key: str) -> tuple[str, ...]:
    try:
        nodes = checked.chosen(read(xml).processes, key).nodes
    except Refused:
        return ()
    return tuple(sorted({node.called for node in nodes if node.kind is Kind.CALL and node.called}))


def _in_order(rows: Rows, context: Context) -> list[Given]:
    """Called ones first; rings were refused when the rows were checked."""
    given = {each.key: each for each in _given(rows, context)}
    order: dict[str, Given] = {}

    def visit(key: str, above: frozenset[str] = frozenset()) -> None:
        if key in given and key not in order and key not in above:
            for called in given[key].calls:
                visit(called, above | {key})
            order[key] = given[key]

    for key in given:
        visit(key)
    return list(order.values())


def provide() -> None:
    """Registers the provider (called once, at start)."""
    register(Provider(PROCESSES, COLUMNS, check, changes, apply))
