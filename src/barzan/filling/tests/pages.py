"""A form in the hands of somebody with a phone: what is pressed and typed, and waiting until it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from barzan.look.tests.browser import axe, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import EventContextManager, Locator, Page, Response


class Phone:
    """A page of questions; places are told without ``/data/``."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def input(self, place: str) -> Locator:
        return self.page.locator(f'[name="/data/{place}"]:not([type=hidden])')

    def choose(self, place: str, value: str) -> None:
        """Waits until the choice is there, and takes it."""
        asked = self.page.locator(f'[name="/data/{place}"][value="{value}"]:not([type=hidden])')
        with self._kept():
            asked.locator("xpath=ancestor::label[1]").tap()

    def write(self, place: str, text: str) -> None:
        with self._kept():
            self.input(place).fill(text)
            self.input(place).press("Tab")

    def press(self, act: str) -> None:
        with self._kept():
            self.page.locator(f'button[value="{act}"]').tap()

    def person(self, row: int, name: str, relation: str, sex: str, age: str) -> None:
        """The first answers of a member of the household."""
        self.write(f"member[{row}]/name", name)
        self.choose(f"member[{row}]/relation", relation)
        self.choose(f"member[{row}]/sex", sex)
        self.write(f"member[{row}]/age", age)

    def gone(self, place: str, value: str) -> None:
        self.page.wait_for_selector(f'[name="/data/{place}"][value="{value}"]', state="detached")

    def told(self, error: str) -> None:
        self.page.wait_for_selector(f'.field-error:has-text("{error}")')

    def ranked(self, *first: str) -> None:
        for number, name in enumerate(first, start=1):
            self.page.wait_for_selector(f'.rank-item:nth-child({number})[data-value="{name}"]')

    def drawn(self, place: str) -> None:
        """A line with the finger, kept as a picture."""
        box = self.page.locator(f'[data-upload="/data/{place}"]')
        canvas = box.locator("canvas")
        canvas.scroll_into_view_if_needed()
        canvas.tap(position={"x": 60, "y": 60})
        with self._kept():
            box.locator(".drawing-pad button").first.tap()

    def next(self) -> None:
        self.leave('button[value="next"]')

    def leave(self, button: str) -> None:
        """Presses what leads to another page; nothing must be left to put right."""
        before = self.page.url
        with self.page.expect_navigation(url=lambda url: url != before):
            self.page.locator(button).tap()
        assert self.page.locator("main .alert-anar").all_inner_texts() == []

    def looked_at(self, name: str) -> None:
        assert axe(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        screenshot(self.page, f"census-{name}")

    def _kept(self) -> EventContextManager[Response]:
        """Until the server has kept what was changed within."""
        return self.page.expect_response(
            lambda answer: "/draft/" in answer.url and answer.request.method == "POST" and answer.ok
        )
