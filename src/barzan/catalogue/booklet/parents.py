"""Which parent each row stands under: printed once and spanning rows, cut over rows, or outside the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from barzan.catalogue.booklet.lists import OfficeList
from barzan.catalogue.booklet.rows import ListRow
from barzan.catalogue.booklet.text import alike, code_within, key

_CONTINUED = re.compile(r"\(?\s*[\d۰-۹]*\s*(?:اد)?امه\s*\)|^\(?ادامه\)?$")
# A parent that begins with one of these words is the second half of the one above.
_CONNECTIVES = ("در", "و", "به", "از", "با", "برای", "جهت", "بر")
_SAME_PARENT = 0.9


@dataclass(frozen=True)
class Parent:
    """A parent service: its title and code as printed, each None where the booklet does not print it."""

    title: str | None
    code: str | None


def parents_of(office: OfficeList) -> list[Parent]:
    """The parent of each row of ``office``, in the order of its rows."""
    printed = _outside(office) if office.outside else _inside(office.rows)
    codes: dict[str, str] = {}
    for parent in printed:
        if parent.title and parent.code:
            codes.setdefault(key(parent.title), parent.code)
    return [Parent(parent.title, parent.code or codes.get(key(parent.title or ""))) for parent in printed]


def group_of(code: str) -> str:
    """The four digits that a service's code shares with its parent's (digits 5 to 8 of 11)."""
    return code[4:8]


def _inside(rows: Sequence[ListRow]) -> list[Parent]:
    spans: list[list[str]] = []
    of_row: list[int | None] = []
    for row in rows:
        text = row.parent
        if text and (not spans or _opens(text, spans[-1])):
            spans.append([text])
        elif text:
            spans[-1].append(text)
        of_row.append(len(spans) - 1 if spans else None)
    joined = [_joined(span) for span in spans]
    return [Parent(None, None) if at is None else joined[at] for at in of_row]


def _opens(text: str, span: list[str]) -> bool:
    """Whether ``text`` begins another parent rather than going on with the one of ``span``."""
    title, _ = code_within(_CONTINUED.sub(" ", text))
    if not key(title):
        return False
    before = _joined(span)
    if before.title and alike(title, before.title) >= _SAME_PARENT:
        return False
    return title.split()[0] not in _CONNECTIVES or before.code is not None


def _joined(span: Sequence[str]) -> Parent:
    titles: list[str] = []
    code: str | None = None
    for text in span:
        title, found = code_within(" ".join(_CONTINUED.sub(" ", text).split()))
        code = code or found
        if key(title) and not any(alike(title, other) >= _SAME_PARENT for other in titles):
            titles.append(title)
    return Parent(" ".join(titles) or None, code)


def _outside(office: OfficeList) -> list[Parent]:
    """Parents beside the table: a row takes the one of its code's group, a row without code the one above."""
    parents = [Parent(title, code) for title, code in office.outside]
    by_group = {group_of(code): Parent(title, code) for title, code in office.outside}
    current = parents[0] if len(parents) == 1 else Parent(None, None)
    of_row = []
    for row, inside in zip(office.rows, _inside(office.rows), strict=True):
        if row.code and group_of(row.code) in by_group:
            current = by_group[group_of(row.code)]
        of_row.append(inside if inside.title else current)
    return of_row
