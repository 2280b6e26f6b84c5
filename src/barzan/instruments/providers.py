"""What a blueprint can load into the room; the columns are described in ``docs/instruments.md``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from barzan.access import ANONYMOUS, Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.instruments import actions, queries
from barzan.instruments.actions import Description
from barzan.instruments.errors import InstrumentError
from barzan.instruments.kinds import CODE, DATED, ENDS, KINDS, RELATIONS
from barzan.instruments.models import Instrument, Relation
from barzan.instruments.standing import leads_to

INSTRUMENTS, RELATED = "instruments.instruments", "instruments.relations"
COLUMNS = Columns(
    ("code", "kind", "title"),
    ("number", "date", "date_text", "effective_on", "issuer", "approved_by", "url", "note"),
)
RELATION_COLUMNS = Columns(("kind", "source", "target"), ("on", "why"))
Rows = Sequence[Row]


def known_codes(context: Context) -> set[str]:
    """The codes of instruments that are there and that this load is about to make."""
    made = (row["code"] for row in context.rows_of(INSTRUMENTS))
    return {*Instrument.objects.values_list("code", flat=True), *made}


def read(cells: Cells) -> Description:
    """A row as a description; what is wrong with it is told to ``cells``."""
    today = timezone.localdate()
    day = cells.day("date", None)
    if day is not None and day > today:
        future = InstrumentError.future(day)
        cells.wrong("date", future.fa, future.en)
    printed = cells.text("date_text", 40)
    cells.same_day("date", printed, day)
    first = cells.day("effective_on", None)
    if day and first and first < day:
        early = InstrumentError.in_force_before_its_date()
        cells.wrong("effective_on", early.fa, early.en)
    return Description(
        kind=cells.choice("kind", KINDS),
        title=cells.text("title", 400),
        number=cells.text("number", 80),
        date=day,
        date_text=printed,
        effective_on=first,
        issuer=cells.text("issuer", 200),
        approved_by=cells.text("approved_by", 200),
        url=cells.text("url", 400),
        note=cells.row["note"],
    ).cleaned()


def check(rows: Rows, context: Context) -> list[Problem]:
    def read_row(cells: Cells) -> None:
        cells.shaped("code", CODE, "مانند L-0001.", "such as L-0001.")
        read(cells)

    return problems_of(rows, context, read_row) + repeated(rows, context, INSTRUMENTS, ("code",))


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = {each.code: Description.of(each) for each in Instrument.objects.all()}
    found = []
    for row in rows:
        given, old = read(Cells(row, context)), present.get(row["code"])
        names = Description.__dataclass_fields__ if old else ()
        fields = tuple(name for name in names if getattr(given, name) != getattr(old, name))
        found.append(Change("add" if old is None else "change" if fields else "keep", row["code"], fields))
    return found


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Adds what is missing and corrects what differs; a file says itself that two alike are two."""
    present = {each.code: each for each in Instrument.objects.all()}
    for row in rows:
        given = read(Cells(row, context))
        if row["code"] in present:
            actions.correct(actor, present[row["code"]], given, why=context.blueprint, another=True)
        else:
            actions.add(actor, given, code=row["code"], another=True)


def check_relations(rows: Rows, context: Context) -> list[Problem]:
    known, dates = known_codes(context), _dates(context)
    ended = queries.endings(ANONYMOUS)

    def read_row(cells: Cells) -> None:
        row = cells.row
        kind = cells.choice("kind", RELATIONS)
        for column in ("source", "target"):
            cells.known(column, known, "سندی", "instrument")
        day = cells.day("on", None)
        cells.text("why", 300)
        if error := _refusal(row, kind, day, dates.get(row["target"]), ended):
            cells.wrong(error.code.split(".")[0], error.fa, error.en)
        elif kind in ENDS:
            ended.setdefault(row["source"], []).append(row["target"])

    key = ("kind", "source", "target")
    return problems_of(rows, context, read_row) + repeated(rows, context, RELATED, key)


def _refusal(
    row: Row, kind: str, day: date | None, dated: date | None, ended: dict[str, list[str]]
) -> InstrumentError | None:
    """Why a relation cannot be, given what the rows above end and the date of its target."""
    if row["source"] == row["target"]:
        return InstrumentError.itself()
    if kind in DATED and day is None and not row["on"]:
        return InstrumentError.no_day()
    if day and dated and day < dated:
        return InstrumentError.before_its_date(row["target"], dated)
    if kind in ENDS and leads_to(ended, row["target"], row["source"]):
        return InstrumentError.cycle(row["source"], row["target"])
    return None


def _dates(context: Context) -> dict[str, date]:
    """The dates of the instruments that are there and of those that this load makes."""
    present = dict(Instrument.objects.filter(date__isnull=False).values_list("code", "date"))
    made = {row["code"]: Cells(row, context).day("date", None) for row in context.rows_of(INSTRUMENTS)}
    return {code: day for code, day in {**present, **made}.items() if day}


def changes_of_relations(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present()
    return [Change("keep" if _key(row) in present else "add", "-".join(_key(row))) for row in rows]


def apply_relations(actor: Actor, rows: Rows, context: Context) -> None:
    """Records the relations that are not recorded yet, nor were withdrawn."""
    present = _present()
    by_code = Instrument.objects.in_bulk(field_name="code")
    for row in rows:
        if _key(row) not in present:
            actions.relate(
                actor, row["kind"], by_code[row["source"]], by_code[row["target"]],
                on=Cells(row, context).day("on", None), why=row["why"] or context.blueprint,
            )  # fmt: skip


def _present() -> set[tuple[str, str, str]]:
    return set(Relation.objects.values_list("kind", "source__code", "target__code"))


def _key(row: Row) -> tuple[str, str, str]:
    return row["kind"], row["source"], row["target"]


def register_all() -> None:
    """Makes the providers known; called once, at start."""
    register(Provider(INSTRUMENTS, COLUMNS, check, changes, apply))
    register(Provider(RELATED, RELATION_COLUMNS, check_relations, changes_of_relations, apply_relations))
