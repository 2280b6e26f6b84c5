"""What a blueprint can load into the room: bodies with their members; columns in ``docs/tasks.md``."""

from __future__ import annotations

from collections.abc import Sequence

from barzan.access import Actor
from barzan.blueprints.cells import Cells, problems_of, repeated
from barzan.blueprints.registry import Change, Columns, Context, Problem, Provider, Row, register
from barzan.people.models import Post, Unit
from barzan.tasks.actions import bodies
from barzan.tasks.actions.bodies import About
from barzan.tasks.models import Body, BodyKind, Duty, Member

BODIES = "tasks.bodies"
COLUMNS = Columns(("code", "kind", "name", "unit"), ("name_en", "quorum", "chair", "secretary", "members"))
SAID = ("kind", "name", "name_en", "quorum")
LARGEST = 200
Rows = Sequence[Row]


def check(rows: Rows, context: Context) -> list[Problem]:
    units = _codes(Unit, context, "people.units")
    posts = _codes(Post, context, "people.posts")

    def read_row(cells: Cells) -> None:
        for column in ("code", "name", "unit"):
            if not cells.row[column]:
                cells.wrong(column, "این خانه خالی است؛ پرش کنید.", "This cell is empty; fill it in.")
        cells.choice("kind", BodyKind.values)
        cells.text("name", 200)
        cells.text("name_en", 200)
        cells.number("quorum", LARGEST)
        cells.known("unit", units, "واحدی", "unit")
        for column in ("chair", "secretary"):
            cells.known(column, posts, "پستی", "post")
        for code in cells.row["members"].split():
            if code not in posts:
                cells.wrong(
                    "members",
                    f"پستی با کد «{code}» نیست؛ کد را درست کنید یا نخست آن را بیفزایید.",
                    f"There is no post with the code {code}; correct the code or add it first.",
                )

    return problems_of(rows, context, read_row) + repeated(rows, context, BODIES, ("code",))


def _codes(model: type[Unit] | type[Post], context: Context, provider: str) -> set[str]:
    """The codes that are there and that this load is about to make."""
    made = (row["code"] for row in context.rows_of(provider))
    return {*model.objects.filter(valid_to__isnull=True).values_list("code", flat=True), *made}


def changes(actor: Actor, rows: Rows, context: Context) -> list[Change]:
    present = {body.code: body for body in Body.objects.select_related("unit")}
    seats = _seats()
    found = []
    for row in rows:
        body = present.get(row["code"])
        if body is None:
            found.append(Change("add", row["code"]))
            continue
        given = {**_said(row, context), "unit": row["unit"], "members": _wanted(row)}
        known = {name: getattr(body, name) for name in SAID}
        known |= {"unit": body.unit.code, "members": seats.get(body.code, {})}
        differing = tuple(name for name in given if given[name] != known[name])
        found.append(Change("change" if differing else "keep", row["code"], differing))
    return found


def apply(actor: Actor, rows: Rows, context: Context) -> None:
    """Adds bodies that are missing, and corrects what is said of the others and who sits in them."""
    units = Unit.objects.in_bulk({row["unit"] for row in rows}, field_name="code")
    codes = {code for row in rows for code in _wanted(row)}
    posts = Post.objects.in_bulk(codes, field_name="code")
    present = {body.code: body for body in Body.objects.select_related("unit")}
    for row, change in zip(rows, changes(actor, rows, context), strict=True):
        about = About(unit=units[row["unit"]], **_said(row, context))
        members = {posts[code]: duty for code, duty in _wanted(row).items()}
        if change.kind == "add":
            bodies.add(actor, row["code"], about, members)
        elif change.kind == "change":
            body = bodies.change(actor, present[row["code"]], about, why=context.blueprint)
            bodies.seat(actor, body, members, why=context.blueprint)


def _said(row: Row, context: Context) -> dict[str, str | int | None]:
    said = {name: row[name] for name in ("kind", "name", "name_en")}
    return {**said, "quorum": Cells(row, context).number("quorum", LARGEST)}


def _wanted(row: Row) -> dict[str, Duty]:
    """The codes of the posts that a row seats, with their duties."""
    found = dict.fromkeys(row["members"].split(), Duty.MEMBER)
    for duty in (Duty.SECRETARY, Duty.CHAIR):
        if row[duty.value]:
            found[row[duty.value]] = duty
    return found


def _seats() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    rows = Member.objects.filter(until__isnull=True).values_list("body__code", "post__code", "duty")
    for body, post, duty in rows:
        found.setdefault(body, {})[post] = duty
    return found


def register_all() -> None:
    """Makes the provider known; called once, at start."""
    register(Provider(BODIES, COLUMNS, check, changes, apply))
