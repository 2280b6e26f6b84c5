"""Fixtures of the whole suite, and the choice of tests for the second database."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# Speed is measured in benchmarks/: no property fails because the machine was busy. Seeds are fixed but in the
# full proof, which draws anew each time.
FULL = os.environ.get("BARZAN_PROOF") == "full"
settings.register_profile(
    "house",
    deadline=None,
    derandomize=not FULL,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
pytest_plugins = ["barzan.trail.tests.flush", "barzan.trail.tests.made", "barzan.look.tests.browser"]
# The files that take longest, begun first: whichever process is done with them takes what is small.
LONGEST = (
    "access/tests/test_every_endpoint.py",
    "cli/tests/test_backup.py",
    "access/tests/test_nasty_requests.py",
    "desk/tests/test_staff_pages_in_the_browser.py",
    "cli/tests/",
    "printing/tests/test_pdf.py",
    "permits/tests/test_blueprints.py",
    "opendata/tests/test_real_catalogue.py",
    "catalogue/tests/test_decisions.py",
    "test_real_booklet.py",
    "test_the_real_booklet.py",
    "filling/tests/test_paper.py",
    "upkeep/tests/test_queries_stay_few.py",
    "opendata/tests/test_crawlers.py",
    "bpmn/tests/test_hostile.py",
    "review/tests/test_the_desk_stays_quick.py",
)
# Until the tests have been read nothing that was made is thrown away, so nothing is looked through for it.
gc.disable()
TOUCHES_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_configure() -> None:
    """Persian texts are looked up in compiled catalogues; a developer's edit to a ``.po`` counts at once."""
    from barzan.look.translations import compile_all

    compile_all()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; with ``--only-database`` those that touch the database and are about it."""
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _touches_database(item)])
        items[:] = [item for item in items if _touches_database(item)]
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """What has been read stays: the collector looks through what the tests make alone, and less often."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def _touches_database(item: pytest.Item) -> bool:
    named = TOUCHES_DATABASE & set(getattr(item, "fixturenames", ()))
    elsewhere = any(item.get_closest_marker(mark) for mark in ("browser", "one_engine"))
    return bool(item.get_closest_marker("django_db") or named) and not elsewhere


def _turn(item: pytest.Item) -> int:
    """The long files in their order, then those with a browser, then the others."""
    file = item.path.as_posix()
    for turn, long in enumerate(LONGEST):
        if long in file:
            return turn
    return len(LONGEST) + ("browser" not in file)


def pytest_itemcollected(item: pytest.Item) -> None:
    if _turn(item) < len(LONGEST):
        item.add_marker("long")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory):
    """Keys, heads and documents of the tests stay out of the developer's own installation."""
    from django.conf import settings
    from django.core.cache import caches

    home = tmp_path_factory.mktemp("home")
    os.environ["BARZAN_HOME"] = str(home)
    settings.HOME, settings.KEYS = home, home / "keys"
    # The cache was opened at start, where the other process of the tests opened it too, and clears it.
    settings.CACHES["default"]["LOCATION"] = home / "cache"
    caches["default"].close()
    del caches["default"]


@pytest.fixture(scope="session", autouse=True)
def passwords_are_hashed_fast() -> None:
    """By the same algorithm, which takes a third of a second in earnest, with a thousandth of its rounds."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations //= 1000


@pytest.fixture(autouse=True)
def persian_again():
    """A page in English leaves its language to the thread; the next test begins in Persian all the same, and
    without names kept in memory, whose ids come again on SQLite.
    """
    from django.conf import settings
    from django.utils import translation

    from barzan.people import called

    yield
    translation.activate(settings.LANGUAGE_CODE)
    called.forget()
