"""The pages of a form for a reader who goes step by step: a section, a repeat or one question each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from barzan.filling.core.values import Field, Page

ALL, SECTIONS, ONE = "all", "sections", "one"
STYLES = (ALL, SECTIONS, ONE)
TOGETHER = frozenset({"field-list", "table-list"})
MOST_AT_ONCE = 15
NOTE = "note"


def usual_style(style: str, one_page: str, questions: int) -> str:
    """What the form says (``pages`` as other tools read it), else what suits its length."""
    if one_page in ("yes", "true", "1"):
        return ALL
    if "pages" in style:
        return ONE
    return ALL if questions <= MOST_AT_ONCE else SECTIONS


def pages(fields: Sequence[Field], style: str) -> tuple[Page, ...]:
    """The pages of what is relevant now, numbered from 1."""
    found = _sections(fields) if style == SECTIONS else _single(fields, ())
    return tuple(replace(page, number=number) for number, page in enumerate(found, start=1))


def _sections(fields: Sequence[Field]) -> Iterator[Page]:
    """Each topmost group or repeat; the questions between them together.

    Notes stand on the page of what follows them, the last ones on the last page.
    """
    asked = [each for each in fields if each.relevant]
    last = max((at for at, each in enumerate(asked) if each.widget != NOTE), default=-1) + 1
    page: list[Field] = []
    for each in asked[:last]:
        ended = any(before.container for before in page)
        if ended or (each.container and any(before.widget != NOTE for before in page)):
            yield _page(page, ())
            page = []
        page.append(each)
    page += asked[last:]
    if page:
        yield _page(page, ())


def _single(fields: Sequence[Field], trail: tuple[str, ...]) -> Iterator[Page]:
    """Each question; a group stays together where the form says so, a repeat always."""
    for each in fields:
        if not each.relevant:
            continue
        together = each.widget in ("matrix", "repeat") or each.appearance & TOGETHER
        if each.widget == "group" and not together:
            yield from _single(each.children, (*trail, each.label) if each.label else trail)
        else:
            yield _page([each], trail)


def _page(shown: Sequence[Field], trail: tuple[str, ...]) -> Page:
    titled = next((each for each in shown if each.widget != NOTE), shown[0])
    return Page(shown[0].place, titled.label, trail, tuple(each.place for each in shown))


def page_of(found: Sequence[Page], at: str) -> Page | None:
    """The page named ``at``; where it is no longer there, the one that holds that place, else the first."""
    for page in found:
        if page.at == at:
            return page
    for page in found:
        if any(at.startswith((place + "/", place + "[")) or at == place for place in page.places):
            return page
    return found[0] if found else None


def fields_of(fields: Sequence[Field], page: Page) -> tuple[Field, ...]:
    """The fields that a page shows, without what is round them."""
    wanted = set(page.places)
    return tuple(_found(fields, wanted))


def _found(fields: Sequence[Field], wanted: set[str]) -> Iterator[Field]:
    for each in fields:
        if each.place in wanted:
            yield each
        else:
            yield from _found(each.children, wanted)


def within(page: Page, place: str) -> bool:
    """Whether a place is asked on the page."""
    return any(place == each or place.startswith((each + "/", each + "[")) for each in page.places)
