"""The list of new users that an office fills in: its columns, and what each row asks for. Pure.

Every problem is found that can be without the database; the rest is ``actions.bulk``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from barzan.blueprints.sheets import lost_zeros, place
from barzan.blueprints.values import Problem, Row
from barzan.persian.checks import national_id as read_national_id
from barzan.persian.errors import PersianError
from barzan.persian.jalali import parse_jalali
from barzan.persian.text import joined_key, latin_digits

MAX_USERS = 2_000
SHEET, NOTES, POSTS_SHEET = "کاربران", "راهنما", "پست‌ها"
# Name of the field: heading in Persian and in English, whether it must be filled in, most letters.
COLUMNS: dict[str, tuple[str, str, bool, int]] = {
    "given_name": ("نام", "Given name", True, 80),
    "family_name": ("نام خانوادگی", "Family name", True, 80),
    "national_id": ("کد ملی", "National id", False, 20),
    "username": ("نام کاربری", "User name", True, 60),
    "posts": ("کد پست", "Post codes", False, 400),
    "since": ("از تاریخ", "Since", False, 40),
}
# The row that the empty list shows; it is left out when it comes back.
EXAMPLE = {
    "given_name": "نمونه",
    "family_name": "نمونه‌زاده",
    "national_id": "",
    "username": "nemune",
    "posts": "post-code",
    "since": "۱۴۰۵/۷/۱",
}
_HEADINGS = {
    joined_key(heading): name for name, (fa, en, *_) in COLUMNS.items() for heading in (fa, en, name)
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person with an account; ``sheet`` and ``row`` say where that was written."""

    sheet: str
    row: int
    given_name: str
    family_name: str
    national_id: str
    username: str
    posts: tuple[str, ...]
    since: date | None

    def problem(self, field: str, fa: str, en: str) -> Problem:
        """What is wrong with a field of this row."""
        return Problem(self.sheet, self.row, COLUMNS[field][0] if field else "", fa, en)


def read_users(sheets: Mapping[str, Sequence[Row]], file: str) -> tuple[list[Wanted], list[Problem]]:
    """What all rows ask for, and what is wrong with them."""
    wanted: list[Wanted] = []
    problems: list[Problem] = []
    for sheet, rows in sheets.items():
        where = place(file, sheet)
        fields, wrong = _fields(rows, where)
        problems += wrong
        for row in rows if not wrong else ():
            found, wrong = _wanted(row, fields, where)
            wanted += [found] if found else []
            problems += wrong
    if not wanted and not problems:
        problems.append(Problem(file, 0, "", "هیچ ردیفی پر نشده است.", "No row is filled in."))
    if len(wanted) > MAX_USERS:
        problems.insert(
            0,
            Problem(
                file, 0, "",
                f"بیش از {MAX_USERS} ردیف هست؛ فهرست را چند بخش کنید.",
                f"There are over {MAX_USERS} rows; split the list.",
            ),
        )  # fmt: skip
    return wanted, [*problems, *_twice(wanted)]


def _fields(rows: Sequence[Row], where: str) -> tuple[dict[str, str], list[Problem]]:
    """Which heading stands for which field."""
    headings = list(rows[0].cells) if rows else []
    fields = {name: heading for heading in headings if (name := _HEADINGS.get(joined_key(heading)))}
    known = "، ".join(fa for fa, *_ in COLUMNS.values()), ", ".join(en for _, en, *_ in COLUMNS.values())
    problems = [
        Problem(
            where, 1, heading,
            f"ستون «{heading}» شناخته نیست؛ ستون‌ها این‌ها هستند: {known[0]}",
            f"The column “{heading}” is unknown; the columns are: {known[1]}",
        )
        for heading in headings
        if joined_key(heading) not in _HEADINGS
    ]  # fmt: skip
    problems += [
        Problem(
            where, 1, fa,
            f"ستون «{fa}» نیست؛ آن را بیفزایید.",
            f"The column “{en}” is missing; add it.",
        )
        for name, (fa, en, required, _) in COLUMNS.items()
        if rows and required and name not in fields
    ]  # fmt: skip
    return fields, problems


def _wanted(row: Row, fields: Mapping[str, str], where: str) -> tuple[Wanted | None, list[Problem]]:
    cells = {name: row[fields[name]] if name in fields else "" for name in COLUMNS}
    if cells == EXAMPLE:
        return None, []
    problems = list(_simple_problems(row, cells, where))
    since: date | None = None
    national = ""
    try:
        since = _day(cells["since"]) if cells["since"] else None
    except PersianError as error:
        problems.append(Problem(where, row.number, COLUMNS["since"][0], error.fa, error.en))
    try:
        national = read_national_id(cells["national_id"]).value if cells["national_id"] else ""
    except PersianError as error:
        fa, en = _lost(cells["national_id"]) or (error.fa, error.en)
        problems.append(Problem(where, row.number, COLUMNS["national_id"][0], fa, en))
    posts = tuple(dict.fromkeys(cells["posts"].replace("،", " ").replace(",", " ").replace(";", " ").split()))
    found = Wanted(
        where, row.number, cells["given_name"], cells["family_name"], national,
        cells["username"], posts, since,
    )  # fmt: skip
    return found, problems


def _simple_problems(row: Row, cells: Mapping[str, str], where: str) -> Iterator[Problem]:
    for name, (heading, en, required, most) in COLUMNS.items():
        if required and not cells[name]:
            yield Problem(
                where,
                row.number,
                heading,
                f"«{heading}» خالی است؛ آن را بنویسید.",
                f"“{en}” is empty; fill it in.",
            )
        if len(cells[name]) > most:
            yield Problem(
                where, row.number, heading,
                f"«{heading}» از {most} نویسه بلندتر است؛ کوتاهش کنید.",
                f"“{en}” is longer than {most} characters; shorten it.",
            )  # fmt: skip


def _day(written: str) -> date:
    """A day as a date cell gives it (``2024-03-20``) or as a Jalali date."""
    plain = latin_digits(written)
    if plain[:2] in ("19", "20") and plain[4:5] == "-":
        try:
            return date.fromisoformat(plain[:10])
        except ValueError:
            pass
    return parse_jalali(written)


def _lost(written: str) -> tuple[str, str] | None:
    """What to say of a national id whose first zeros a spreadsheet has taken away."""
    whole = lost_zeros(written, 10)
    if whole is None:
        return None
    try:
        read_national_id(whole)
    except PersianError:
        return None
    return (
        "صفحه‌گسترده صفر آغاز کد ملی را برداشته است؛ قالب این ستون را «متن» کنید و هر ده رقم را بنویسید.",
        "The spreadsheet took the first zero of the national id away; make the column “Text” and write all "
        "ten digits.",
    )


def _twice(wanted: Iterable[Wanted]) -> Iterator[Problem]:
    """User names and national ids that stand twice in the list."""
    seen: dict[tuple[str, str], int] = {}
    for each in wanted:
        for field, value in (("username", each.username.casefold()), ("national_id", each.national_id)):
            if value and (first := seen.setdefault((field, value), each.row)) != each.row:
                yield each.problem(
                    field,
                    f"«{COLUMNS[field][0]}» همان است که در ردیف {first} آمده است؛ یکی را عوض کنید.",
                    f"“{COLUMNS[field][1]}” is the same as in row {first}; change one.",
                )
