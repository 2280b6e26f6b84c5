"""What a blueprint can load into the room: workbooks of XLSForm, published. Columns: ``docs/forms.md``."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.forms.actions import drafting, library, publishing
from barzan.forms.actions.library import KEY, Settings
from barzan.forms.contents import checked_media
from barzan.forms.core.tagging import tag_names
from barzan.forms.kinds import FormKind, OpenTo
from barzan.forms.models import Form
from barzan.people.models import Unit
from barzan.persian import normalise
from barzan.persian.errors import BilingualError
from barzan.xlsform import NotConverted, convert

FORMS = "forms.forms"
LISTS = ("list", "list_2", "list_3")
OPTIONAL = ("title_en", "kind", "open_to", "tags", "consent", "consent_en", "retention_days", "why", *LISTS)
COLUMNS = Columns(("key", "title", "unit", "file"), OPTIONAL, files=("file", *LISTS))
LONGEST = 20_000
MOST_DAYS = 36_500
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    units = {
        *Unit.objects.values_list("code", flat=True),
        *(row["code"] for row in context.rows_of("people.units")),
    }

    def read_row(cells: Cells) -> None:
        cells.shaped(
            "key", KEY, "حروف کوچک لاتین، رقم و خط تیره.", "small Latin letters, digits and hyphens."
        )
        for column in ("title", "title_en"):
            cells.text(column, 200)
        for column in ("consent", "consent_en"):
            cells.text(column, LONGEST)
        cells.known("unit", units, "واحدی", "unit")
        cells.choice("kind", FormKind.values)
        cells.choice("open_to", OpenTo.values)
        cells.number("retention_days", MOST_DAYS)
        _check_file(cells)

    return problems_of(rows, context, read_row) + repeated(rows, context, FORMS, ("key",))


def _check_file(cells: Cells) -> None:
    """Whatever keeps the workbook from becoming a form, at the cell that names it."""
    data = cells.context.content(cells.row["file"])
    if not data:
        return
    try:
        checked_media(_media(cells.row, cells.context))
        convert(data, cells.row["file"], media=_media(cells.row, cells.context))
    except NotConverted as refused:
        for finding in refused.findings:
            fa = f"{finding.place('fa')}: {finding.fa} {finding.cure_fa}"
            cells.wrong("file", fa, f"{finding.place('en')}: {finding.en} {finding.cure_en}")
    except BilingualError as error:
        cells.wrong("file", error.fa, error.en)


def _media(row: Row, context: Context) -> dict[str, bytes]:
    """The files of a row by the names under which the workbook knows them."""
    return {_base(row[column]): context.content(row[column]) for column in LISTS if row[column]}


def _base(path: str) -> str:
    """The name of a file without its folder."""
    return path.rpartition("/")[2]


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = _present(rows)
    found = []
    for row in rows:
        form = present.get(row["key"])
        if form is None or form.current is None:
            found.append(Change("add", row["key"]))
        else:
            fields = _differing(form, row, context)
            found.append(Change("change" if fields else "keep", row["key"], fields))
    return found


def _differing(form: Form, row: Row, context: Context) -> tuple[str, ...]:
    """The columns in which a row differs from the form; one that it leaves out stays as it is."""
    wanted = {
        "title": normalise(row["title"]),
        "unit": row["unit"],
        "title_en": row["title_en"],
        "kind": row["kind"],
        "open_to": row["open_to"],
        "consent": normalise(row["consent"]),
        "consent_en": normalise(row["consent_en"]),
        "retention_days": row["retention_days"],
        "tags": "; ".join(sorted(tag_names(row["tags"]))),
    }
    stands = {name: str(getattr(form, name) or "") for name in library.FIELDS}
    stands |= {"unit": form.unit.code, "tags": "; ".join(sorted(tag.name for tag in form.tags.all()))}
    differs = [name for name, value in wanted.items() if value and stands[name] != value]
    return (*differs, *(("file",) if _other_file(form, row, context) else ()))


def _other_file(form: Form, row: Row, context: Context) -> bool:
    """Whether the workbook or its files ask something else; other bytes of the same form are none."""
    version = form.current
    if version is None:
        return True
    data, media = context.content(row["file"]), _media(row, context)
    files = {each.name: bytes(each.content.data) for each in version.files.all()}
    if bytes(version.workbook.data) == data and all(files.get(name) == media[name] for name in media):
        return False
    return publishing.asks_otherwise(form, _base(row["file"]), data, media)


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Adds what is missing and publishes what differs."""
    present, units = _present(rows), Unit.objects.in_bulk(field_name="code")
    for row in rows:
        form = present.get(row["key"])
        differing = _differing(form, row, context) if form and form.current else ("file",)
        if form is None:
            form = library.create(actor, row["key"], _settings(row, units), why=context.blueprint)
        elif set(differing) - {"file"}:
            settings = _settings(row, units, form)
            form = library.set_(actor, form, settings, seen=form.changed, why=context.blueprint)
        if "file" in differing:
            _publish(actor, form, row, context)


def _settings(row: Row, units: dict[str, Unit], form: Form | None = None) -> Settings:
    """What a row sets, over what stands."""
    tags = tuple(tag_names(row["tags"])) or (tuple(tag.name for tag in form.tags.all()) if form else ())
    days = row["retention_days"] or (form.retention_days if form else None)
    return Settings(
        title=row["title"],
        unit=units[row["unit"]],
        kind=row["kind"] or (form.kind if form else FormKind.QUESTIONNAIRE),
        title_en=row["title_en"] or (form.title_en if form else ""),
        open_to=row["open_to"] or (form.open_to if form else OpenTo.STAFF),
        consent=row["consent"] or (form.consent if form else ""),
        consent_en=row["consent_en"] or (form.consent_en if form else ""),
        retention_days=int(days) if days else None,
        tags=tags,
    )


def _publish(actor: Actor, form: Form, row: Row, context: Context) -> None:
    draft = getattr(form, "draft", None)
    name, data, media = _base(row["file"]), context.content(row["file"]), _media(row, context)
    saving = drafting.upload(actor, form, name, data, media=media, seen=draft.seen if draft else 0)
    publishing.publish(actor, form, why=row["why"] or context.blueprint, seen=saving.draft.seen)


def _present(rows: Rows) -> dict[str, Form]:
    keys = [row["key"] for row in rows]
    found = Form.objects.select_related("unit", "current__workbook", "draft").filter(key__in=keys)
    return {each.key: each for each in found.prefetch_related("tags", "current__files__content")}


def register_all() -> None:
    """Makes the provider known; called once, at start."""
    register(Provider(FORMS, COLUMNS, check, changes, apply))
