"""What a blueprint can load into the room; the columns are described in ``docs/registers.md``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.actions.library import Settings
from barzan.forms.kinds import FormKind
from barzan.forms.models import Form, FormDraft
from barzan.people.models import Post, Unit
from barzan.registers import actions, providers_of_entries
from barzan.registers.actions.defining import KEY
from barzan.registers.core import Definition, Fields, Refused
from barzan.registers.core import check as findings_of
from barzan.registers.formed import fields_in, fields_of
from barzan.registers.lives import read_life
from barzan.registers.models import Register
from barzan.xlsform import NotConverted, convert

REGISTERS = "registers.registers"
COLUMNS = Columns(
    ("key", "title", "unit", "life"),
    ("title_en", "form", "form_key", "form_title", "form_title_en", "why"),
    files=("life", "form"),
)
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    units = _known(Unit, "code", context, "people.units")
    posts = _known(Post, "code", context, "people.posts")
    keys = _known(Register, "key", context, REGISTERS)

    def read_row(cells: Cells) -> None:
        cells.shaped(
            "key", KEY, "حروف کوچک لاتین، رقم و خط تیره.", "small Latin letters, digits and hyphens."
        )
        for column in ("title", "title_en", "form_title", "form_title_en"):
            cells.text(column, 200)
        cells.known("unit", units, "واحدی", "unit")
        fields = _fields(cells)
        _check_life(cells, fields, posts, keys)

    return problems_of(rows, context, read_row) + repeated(rows, context, REGISTERS, ("key",))


def _known(model: type, field: str, context: Context, provider: str) -> set[str]:
    present = model.objects.values_list(field, flat=True)  # type: ignore[attr-defined]
    return {*present, *(row[field] for row in context.rows_of(provider))}


def _fields(cells: Cells) -> Fields | None:
    """The fields of the form that a row names; None where they are not known yet, or the form is wrong."""
    data, name = cells.context.content(cells.row["form"]), cells.row["form"]
    if data:
        try:
            return fields_in(convert(data, name).form)
        except NotConverted as refused:
            for finding in refused.findings:
                place = f"{finding.sheet} {finding.row} {finding.column}".strip()
                cells.wrong("form", f"{place}: {finding.fa}", f"{place}: {finding.en}")
            return None
    key = cells.row["form_key"]
    if not key and not name:
        cells.wrong(
            "form",
            "فرم رکوردها را نام ببرید: فایل XLSForm در form یا کلید یک فرم در form_key.",
            "Name the form of the entries: an XLSForm file in form, or the key of a form in form_key.",
        )
        return None
    found = Form.objects.select_related("current").filter(key=key).first() if key else None
    coming = {row["key"] for row in cells.context.rows_of("forms.forms")}
    if key and found is None:
        cells.known("form_key", coming, "فرمی", "form")
    return fields_of(found.current) if found and found.current and key not in coming else None


def _check_life(cells: Cells, fields: Fields | None, posts: set[str], keys: set[str]) -> None:
    """Whatever keeps the register from being published, at the cell that names the file of its life."""
    data = cells.context.content(cells.row["life"])
    if not data:
        return
    try:
        life = read_life(data, cells.row["life"])
        found = findings_of(life, fields, posts=posts, registers=keys) if fields is not None else ()
    except Refused as refused:
        found = refused.findings
    for finding in found:
        if finding.is_error:
            cells.wrong("life", f"{finding.place}: {finding.fa}", f"{finding.place}: {finding.en}")


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present(rows)
    return [_change(row, present.get(row["key"]), context) for row in rows]


def _change(row: Row, found: Register | None, context: Context) -> Change:
    if found is None or found.current is None:
        return Change("add", row["key"])
    fields = tuple(_differing(found, row, context))
    return Change("change" if fields else "keep", row["key"], fields)


def _differing(found: Register, row: Row, context: Context) -> Iterator[str]:
    if found.title != row["title"]:
        yield "title"
    if found.title_en != row["title_en"]:
        yield "title_en"
    if found.unit.code != row["unit"]:
        yield "unit"
    current = found.current
    if current is None or current.definition != _life(row, context).as_value():
        yield "life"
    if row["form_key"] and found.form.key != row["form_key"]:
        yield "form_key"
    elif (
        current is None
        or current.form_version_id != found.form.current_id
        or (row["form"] and _differs(found.form, row, context))
    ):
        yield "form"


def _differs(form: Form, row: Row, context: Context) -> bool:
    """Whether the workbook of a row asks something else; other bytes of the same form are no difference."""
    data = context.content(row["form"])
    if form.current and form.current.workbook.sha256 == sha256(data).hexdigest():
        return False
    return publishing.asks_otherwise(form, row["form"], data)


def _life(row: Row, context: Context) -> Definition:
    return read_life(context.content(row["life"]), row["life"])


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Defines what is missing, then publishes what differs, for registers may name each other."""
    present, units = _present(rows), Unit.objects.in_bulk(field_name="code")
    to_publish = []
    for row in rows:
        found = present.get(row["key"])
        unit, why = units[row["unit"]], row["why"] or context.blueprint
        form = _form(actor, row, unit, context, why)
        definition = _life(row, context).as_value()
        named = {"title": row["title"], "title_en": row["title_en"], "unit": unit, "form": form}
        if found is None:
            found = actions.define(actor, row["key"], definition=definition, why=why, **named)
        else:
            differing = set(_differing(found, row, context)) if found.current else {"life"}
            if not differing:
                continue
            if differing - {"life", "form"}:
                found = actions.describe(actor, found, why=why, **named)
            if not differing & {"life", "form", "form_key"}:
                continue
            draft = getattr(found, "draft", None)
            actions.save_draft(actor, found, definition, seen=draft.seen if draft else 0)
        to_publish.append((found, why))
    for found, why in to_publish:
        actions.publish(actor, found, why=why)


def _form(actor: Actor, row: Row, unit: Unit, context: Context, why: str) -> Form:
    """The published form of a row: the one it names, or one under the register's key from its workbook."""
    key = row["form_key"] or row["key"]
    form = Form.objects.select_related("unit", "current__workbook").filter(key=key).first()
    if row["form_key"] or (form is not None and not _differs(form, row, context)):
        return Form.objects.get(key=key)
    if form is None:
        titles = {
            "title": row["form_title"] or row["title"],
            "title_en": row["form_title_en"] or row["title_en"],
        }
        form = library.create(
            actor, key, Settings(unit=unit, kind=FormKind.REGISTER_ENTRY, **titles), why=why
        )
    seen = FormDraft.objects.filter(form=form).values_list("seen", flat=True).first() or 0
    drafting.upload(actor, form, row["form"], context.content(row["form"]), seen=seen)
    publishing.publish(actor, form, why=why)
    return Form.objects.select_related("current").get(pk=form.pk)


def _present(rows: Rows) -> dict[str, Register]:
    keys = [row["key"] for row in rows]
    related = ("unit", "current", "draft", "form__current__workbook")
    return {each.key: each for each in Register.objects.select_related(*related).filter(key__in=keys)}


def register_all() -> None:
    """Makes the providers known; called once, at start."""
    register(Provider(REGISTERS, COLUMNS, check, changes, apply))
    providers_of_entries.register_all()
