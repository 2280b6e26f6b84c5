"""The spreadsheets of bulk users: the empty list to fill in, and the list of first passwords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

from barzan.people.actions import Slip
from barzan.people.userlist import COLUMNS, EXAMPLE, MAX_USERS, NOTES, POSTS_SHEET, SHEET
from barzan.persian import persian_digits

_EXPLAINED = {
    "given_name": "نام کوچک شخص.",
    "family_name": "نام خانوادگی شخص.",
    "national_id": "ده رقم؛ می‌تواند خالی بماند. قالب ستون «متن» است تا صفرِ آغازِ آن از دست نرود.",
    "username": "حرف، رقم و نشانه‌های @ . + - _ بی فاصله؛ برای هر کس یکتا.",
    "posts": "کد پست از برگهٔ «پست‌ها»؛ چند کد را با فاصله جدا کنید. می‌تواند خالی بماند.",
    "since": "از چه روزی متصدی پست است، مانند ۱۴۰۵/۷/۱؛ خالی یعنی از امروز.",
}
_GENERAL = (
    "هر ردیف یک نفر است. نام ستون‌ها را عوض نکنید.",
    "ردیف نمونه را می‌توانید پاک کنید؛ اگر بماند نادیده گرفته می‌شود.",
    "فرمول، خانهٔ ادغام‌شده، ردیف یا ستون پنهان نگذارید.",
    f"هر فایل تا {persian_digits(str(MAX_USERS))} نفر.",
    "پس از بارگذاری، نخست می‌بینید چه خواهد شد؛ تا تأیید نکنید چیزی ذخیره نمی‌شود.",
)


def empty_list(posts: Iterable[Sequence[str]]) -> bytes:
    """The list to fill in; ``posts`` are rows of code, title, unit and whether somebody holds it."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EDF8", "border": 1, "reading_order": 2})
        text = book.add_format({"num_format": "@", "reading_order": 2})
        grey = book.add_format({"num_format": "@", "font_color": "#636A7E", "reading_order": 2})
        wrap = book.add_format({"text_wrap": True, "valign": "top", "reading_order": 2})
        sheet = book.add_worksheet(SHEET)
        sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for column, (name, (heading, *_)) in enumerate(COLUMNS.items()):
            sheet.set_column(column, column, 22, text)
            sheet.write_string(0, column, heading, head)
            sheet.write_string(1, column, EXAMPLE[name], grey)
        notes = book.add_worksheet(NOTES)
        notes.right_to_left()
        notes.set_column(0, 0, 18, wrap)
        notes.set_column(1, 1, 80, wrap)
        rows = [("", line) for line in _GENERAL]
        rows += [(COLUMNS[name][0], said) for name, said in _EXPLAINED.items()]
        for number, row in enumerate(rows):
            notes.write_string(number, 0, row[0], head if row[0] else wrap)
            notes.write_string(number, 1, row[1], wrap)
        _table(book, POSTS_SHEET, ("کد پست", "عنوان", "واحد", "متصدی"), posts)
    return file.getvalue()


def first_passwords(slips: Iterable[Slip]) -> bytes:
    """The first passwords as a workbook, to hand out."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        rows = ((slip.name, slip.username, slip.password, slip.posts) for slip in slips)
        _table(book, "گذرواژه‌ها", ("نام", "نام کاربری", "گذرواژهٔ نخست", "پست"), rows)
    return file.getvalue()


def _table(book: xlsxwriter.Workbook, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A sheet of texts: nothing in it is taken for a formula."""
    head = book.add_format({"bold": True, "bg_color": "#E9EDF8", "border": 1, "reading_order": 2})
    text = book.add_format({"num_format": "@", "reading_order": 2})
    sheet = book.add_worksheet(name)
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 30, text)
    for number, row in enumerate((heads, *rows)):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value, head if number == 0 else text)
