"""A form in the hands of one reader: what is shown now, what the buttons do. It keeps nothing by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from barzan.filling import parts
from barzan.filling.core import paging
from barzan.filling.core.places import get, id_of, steps
from barzan.filling.core.told import answered
from barzan.filling.core.values import Act, Field, Page
from barzan.forms.runnable import Loaded
from barzan.xforms import Filling

REVIEW, LEFT = "review", "left"
MOST_MARKS = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the reader goes through the form: language, style, the page, whether it was tried to leave it."""

    language: str = ""
    style: str = ""
    at: str = ""
    tried: bool = False
    everything: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)
    address: Callable[[str], str] | None = None
    seed: int | None = None


class Flow:
    """What ``filling`` shows to a reader who wants it as ``wanted`` says."""

    def __init__(self, loaded: Loaded, answers: Mapping[str, Any] | None, wanted: Wanted) -> None:
        self.loaded, self.wanted = loaded, wanted
        self.form = loaded.form
        self.language = parts.language_of(self.form, wanted.language)
        self.style = wanted.style if wanted.style in paging.STYLES else self.usual_style
        self.tried = wanted.tried
        self.posted: Mapping[str, Any] = {}
        self.filling = self._filled(answers)

    def _filled(self, answers: Mapping[str, Any] | None) -> Filling:
        return Filling(
            self.form,
            answers or None,
            now=timezone.localtime(),
            language=self.language,
            lists=self.loaded.lists,
            metadata=self.wanted.metadata,
            seed=self.wanted.seed,
        )

    @property
    def usual_style(self) -> str:
        """The style of the form itself."""
        own = self.form.settings
        asked = sum(node.kind == "question" for node in self.form.nodes.values())
        return paging.usual_style(own.get("style", ""), own.get("one_page", ""), asked)

    # --- writing ---

    def take(self, post: QueryDict, base: Mapping[str, Any]) -> Act:
        """Reads what a page sent over the answers so far, and does what its button asks of rows and ranks."""
        offset = timezone.localtime().strftime("%z")
        self.posted = parts.posted(self.form, post, base, offset=f"{offset[:3]}:{offset[3:]}")
        self.filling = self._filled(self.posted)
        act = parts.act_of(post)
        self.focus = parts.perform(self.filling, act)
        if not self.wanted.everything:  # paper is kept as it stands
            parts.forget_lost(self.filling)
        self._forget()
        return act

    focus = ""

    def retried(self) -> None:
        """From now on empty required answers are told too."""
        self.tried = True
        self._forget()

    def _forget(self) -> None:
        for name in ("fields", "pages", "page", "shown", "wrong", "wrong_here"):
            self.__dict__.pop(name, None)

    # --- what is shown ---

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields."""
        tried = None if self.tried else frozenset()
        return parts.fields(
            self.filling,
            self.language,
            tried=tried,
            everything=self.wanted.everything,
            address=self.wanted.address,
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that are relevant now; none where all stands on one."""
        return () if self.style == paging.ALL else paging.pages(self.fields, self.style)

    @cached_property
    def page(self) -> Page | None:
        """The page that is open; None where all stands on one, or at the review."""
        if not self.pages or self.wanted.at == REVIEW:
            return None
        return paging.page_of(self.pages, self.wanted.at)

    @property
    def reviews(self) -> bool:
        """Whether the answers are looked over before they are sent."""
        return bool(self.pages) and self.wanted.at == REVIEW

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """The fields of the page."""
        return paging.fields_of(self.fields, self.page) if self.page else self.fields

    @cached_property
    def wrong(self) -> list[parts.Wrong]:
        """All that is to be put right before it can be sent."""
        return parts.wrong(self.filling, self.language)

    @cached_property
    def wrong_here(self) -> list[parts.Wrong]:
        """What is to be put right on this page."""
        page = self.page
        return [each for each in self.wrong if page is None or paging.within(page, each.place)]

    def beside(self, by: int) -> str:
        """The page ``by`` pages further, or the review."""
        number = (self.page.number if self.page else len(self.pages) + 1) + by
        if number > len(self.pages):
            return REVIEW
        return self.pages[max(number, 1) - 1].at

    @property
    def left(self) -> str:
        """The page to go on with after a break: the first with nothing answered or something wrong."""
        wrong = {self.page_holding(each.place) for each in self.wrong}
        return next((page.at for page in self.pages if page.at in wrong or self._untouched(page)), "")

    def _untouched(self, page: Page) -> bool:
        runs, left = answered(paging.fields_of(self.fields, page))
        return bool(left) and not any(answers for _, answers in runs)

    def page_holding(self, place: str) -> str:
        """The page on which a place is asked."""
        found = next((page for page in self.pages if paging.within(page, place)), None)
        return found.at if found else ""

    @property
    def focus_id(self) -> str:
        """The element to go to after a row was added or taken away."""
        if not self.focus:
            return ""
        return id_of(self.focus) if self.focus.endswith("]") else f"{id_of(self.focus)}:box"

    # --- what changed since the reader's page was made ---

    def changed(self, marks: Mapping[str, str]) -> list[Field]:
        """The fields of the page that are otherwise than the reader's marks say, the outermost only."""
        found: list[Field] = []
        for each in self.shown:
            self._changed(each, marks, found)
        return found

    def _changed(self, each: Field, marks: Mapping[str, str], found: list[Field]) -> None:
        known = marks.get(f"{each.id}:box")
        if known is None:
            return
        if known != each.mark or self._altered(each):
            found.append(each)
            return
        if not each.relevant:
            return
        for child in each.children:
            self._changed(child, marks, found)
        for row in each.rows:
            for child in row.fields:
                self._changed(child, marks, found)

    def _altered(self, each: Field) -> bool:
        """Whether the server wrote another answer than the one that was posted."""
        if each.container or not each.relevant or each.widget in ("told", "note"):
            return False
        sent = get(self.posted, steps(each.place) or ())
        return (sent if isinstance(sent, str) else "") != each.value


def marks_of(post: QueryDict) -> dict[str, str]:
    """The marks of the parts on the reader's page, by id."""
    try:
        marks = json.loads(post.get("marks", "{}"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(marks, dict) or len(marks) > MOST_MARKS:
        return {}
    return {str(key): str(value) for key, value in marks.items()}
