"""Fixtures for tests that drive Debian's Chromium: a pytest plugin, loaded by the root conftest.

Mark such tests ``browser`` and take ``page`` (1280 px) or ``phone_page`` (390 px) with ``live_server``.
Nothing is downloaded: the tests are skipped by name where Chromium or axe-core is missing.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from barzan.config.proof import shard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[4]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
BUNDLE = ROOT / "src/barzan/look/static/look/dist/barzan.css"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is looked up and leaves the page: the report of all that is well is several megabytes.
# axe takes a text for the icon of a font, whose contrast it does not judge, where the letters together are
# narrower than each by itself: joined Persian letters are. Here a text is as wide as its letters.
RUN = """async rules => {
  const canvas = CanvasRenderingContext2D.prototype, measure = canvas.measureText;
  canvas.measureText = text => ({width: 10 * text.length});
  const asked = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"], selectors: false};
  const report = await axe.run(document, asked).finally(() => canvas.measureText = measure);
  return report.violations.map(({id, help, nodes}) =>
    `${id}: ${help}: ` + nodes.slice(0, 5).map(node => node.html.slice(0, 160)).join("; "));
}"""
# A page is looked at in two ways, in every other shard of the proof in the two others.
WAYS = (
    [(1280, "", "light"), (390, "/en", "dark")],
    [(390, "", "dark"), (1280, "/en", "light")],
)
LONGEST_WAIT = 10  # seconds
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",  # Debian switches it on, and a processor would do its work
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's loop runs in this thread, and the live server's queries are made in another one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session", autouse=True)
def static_files_by_their_own_names() -> Iterator[None]:
    """Pages name static files as they lie in the rooms: no test needs ``collectstatic`` first."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def writers_wait_in_memory_too() -> Iterator[None]:
    """Two requests of a page write one after the other, as on a file: SQLite's wait (busy_timeout) does not
    hold for connections that share a database in memory, which is how the live server is tested.
    """
    from django.db.backends.sqlite3.base import DatabaseWrapper
    from django.db.utils import OperationalError

    begin = DatabaseWrapper._start_transaction_under_autocommit

    def patient(connection: DatabaseWrapper) -> None:
        last = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                return begin(connection)
            except OperationalError as held:
                if "table is locked" not in str(held) or time.monotonic() > last:
                    raise
                time.sleep(0.01)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper, "_start_transaction_under_autocommit", patient)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for the session; where it is there, the shell without a window, which asks less
    of the processors.
    """
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt install chromium-headless-shell")
    if not (AXE.exists() and BUNDLE.exists()):
        pytest.skip("axe-core or the front-end bundle is missing: npm ci && npm run build")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages: ``open_page(width=390, color_scheme="dark", java_script_enabled=False, ...)``."""
    contexts = []

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def in_two_ways(test: Callable[..., None]) -> Callable[..., None]:
    """For a test that takes ``width``, ``prefix`` (of addresses: the language) and ``scheme``."""
    ways = WAYS[(shard()[0] - 1) % len(WAYS)]
    return pytest.mark.proof(pytest.mark.parametrize(("width", "prefix", "scheme"), ways)(test))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def phone_page(open_page: Callable[..., Page]) -> Page:
    return open_page(width=390, height=844, has_touch=True)


def axe(page: Page) -> list[str]:
    """What axe finds on the page as it stands: one line a violation, with its rule and the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, RULES)


def screenshot(page: Page, name: str) -> None:
    """Keeps a picture of the whole page for people to look at, where ``BARZAN_SHOTS`` names a folder."""
    if folder := os.environ.get("BARZAN_SHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)
