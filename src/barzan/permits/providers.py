"""What a blueprint can load into the room; the columns are described in ``docs/permits.md``."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.people.models import Post
from barzan.permits.actions import Design, design
from barzan.permits.models import Paper, Template
from barzan.permits.signers import template_of
from barzan.registers.models import Register

TEMPLATES = "permits.templates"
COLUMNS = Columns(("register", "title", "body"), ("title_en", "footer", "posts", "paper", "why"))
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    registers = {*Register.objects.values_list("key", flat=True)}
    registers |= {row["key"] for row in context.rows_of("registers.registers")}
    posts = {*Post.objects.values_list("code", flat=True)}
    posts |= {row["code"] for row in context.rows_of("people.posts")}

    def read_row(cells: Cells) -> None:
        cells.known("register", registers, "دفتری", "register")
        for code in _posts(cells.row):
            if code not in posts:
                cells.wrong("posts", f"پستی با کد «{code}» نیست.", f"No post has the code “{code}”.")
        if cells.row["paper"]:
            cells.choice("paper", Paper.values)
        cells.text("title", 200)

    return problems_of(rows, context, read_row) + repeated(rows, context, TEMPLATES, ("register",))


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    return [_change(row) for row in rows]


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Writes the templates that differ from those that hold."""
    for row in rows:
        if _change(row).kind != "keep":
            found = Register.objects.select_related("unit", "current__form_version").get(key=row["register"])
            design(actor, found, _design(row), why=row["why"] or context.blueprint)


def _change(row: Row) -> Change:
    found = Register.objects.filter(key=row["register"]).first()
    held = template_of(found.pk) if found else None
    if held is None:
        return Change("add", row["register"])
    wanted, present = _design(row), _held(held)
    names = Design.__dataclass_fields__
    fields = tuple(name for name in names if getattr(wanted, name) != getattr(present, name))
    return Change("change" if fields else "keep", row["register"], fields)


def _design(row: Row) -> Design:
    return Design(
        row["title"],
        row["body"].replace("\\n", "\n").strip(),
        row["title_en"],
        row["footer"],
        tuple(_posts(row)),
        row["paper"] or Paper.PORTRAIT,
    )


def _held(template: Template) -> Design:
    posts = tuple(template.posts)
    return Design(template.title, template.body, template.title_en, template.footer, posts, template.paper)


def _posts(row: Row) -> list[str]:
    return [code.strip() for code in row["posts"].split("|") if code.strip()]


def register_all() -> None:
    """Makes the provider known (called once, at start)."""
    register(Provider(TEMPLATES, COLUMNS, check, changes, apply))
