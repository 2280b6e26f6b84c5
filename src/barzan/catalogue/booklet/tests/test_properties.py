"""What holds for every booklet: the model comes back, truncation is survived, no flag is invented."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from barzan.catalogue.booklet import Booklet, BookletError, read, to_json
from barzan.catalogue.booklet.model import FLAGS
from barzan.catalogue.booklet.tests.booklets import (
    FLAGS as CLASSES,
)
from barzan.catalogue.booklet.tests.booklets import (
    ORDER,
    Office,
    Row,
    booklet,
    continued,
    headed,
    office,
)
from barzan.config import proof

WORDS = [
    "آب",
    "باد",
    "خاک",
    "آتش",
    "چراغ",
    "درخت",
    "پرنده",
    "ماهی",
    "کوه",
    "دریا",
    "جنگل",
    "پل",
    "راه",
    "کوچه",
    "میدان",
    "باغ",
    "چشمه",
    "سنگ",
    "ابر",
    "باران",
]
NEEDS = "مدارک/فرمها/رویههای مرتبط و مورد نیاز:"

titles = st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True).map(
    lambda words: "پایش " + " ".join(words)
)
head_orders = st.permutations(["specific", "general", "shared", "client"]).map(
    lambda flags: ("row", "parent", "title", "code", *flags)
)


@st.composite
def row_lists(draw: st.DrawFn) -> list[Row]:
    names = draw(st.lists(titles, min_size=2, max_size=9, unique=True))
    return [
        Row(
            title=name,
            code=draw(st.none() | st.integers(1, 999).map(lambda serial: f"10011234{serial:03}")),
            flag=draw(st.sampled_from(CLASSES)),
            client=draw(st.booleans()),
        )
        for name in names
    ]


@st.composite
def offices(draw: st.DrawFn, pushes: bool = True) -> Office:
    """An office printed with one of the traps, or none.

    Services are lost only where no marks are pushed: a pushed row may look like a clear one of another class,
    and with a row missing the stated numbers cannot tell.
    """
    rows = draw(row_lists())
    each = office(f"دفتر {draw(titles)}", *rows)
    trap = draw(
        st.sampled_from(["none", "continued", "narrow", *(["pushed", "pushed off"] if pushes else [])])
    )
    lost = 0 if trap.startswith("pushed") else draw(st.integers(0, 2))
    each.lost = [
        Row("گم شده", None, draw(st.sampled_from(CLASSES)), draw(st.booleans())) for _ in range(lost)
    ]
    cut = draw(st.integers(1, len(rows)))
    order = draw(head_orders)
    if trap == "none":
        each.tables = [headed(rows, order, spare=draw(st.integers(0, 2)))]
    elif trap == "continued" or trap == "narrow":
        unused = [name for name in CLASSES if all(row.flag != name for row in rows[cut:])]
        lose = [draw(st.sampled_from(unused))] if trap == "narrow" and unused else []
        each.tables = [
            headed(rows[:cut], order),
            *([continued(rows[cut:], order, lose)] if rows[cut:] else []),
        ]
    else:
        each.tables = [headed(rows, ORDER, push_from=cut, spare=int(trap == "pushed"))]
    return each


def models(pushes: bool = True) -> st.SearchStrategy[list[Office]]:
    return st.lists(offices(pushes), min_size=1, max_size=3, unique_by=lambda each: each.name)


def printed(model: Sequence[Office], with_summary: bool = True) -> str:
    pages = "\n\n".join(
        f"## نمودار گردش کار {row.title}\n\n{NEEDS}\n\n۱. برگه" for each in model for row in each.rows[:2]
    )
    return booklet(*model, with_summary=with_summary, pages=pages)


def invented(book: Booklet, model: Sequence[Office]) -> list[str]:
    """Flags of the result that the model contradicts."""
    rows = {(each.name, row.number): row for each in model for row in each.rows}
    wrong = []
    for service in book.services:
        row = rows.get((service.office, service.row or 0))
        if row is None or row.title != service.title:
            continue
        truth = {flag: row.client if flag == "client" else row.flag == flag for flag in FLAGS}
        wrong += [
            f"{service.title}: {flag}" for flag in FLAGS if getattr(service, flag) not in (None, truth[flag])
        ]
    return wrong


common = settings(
    max_examples=proof.count(2000), deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models())
def test_a_printed_model_comes_back(model: list[Office]) -> None:
    _comes_back(read(printed(model)), model)


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models(pushes=False))
def test_a_printed_model_without_its_summary_comes_back(model: list[Office]) -> None:
    _comes_back(read(printed(model, with_summary=False)), model)


def _comes_back(book: Booklet, model: Sequence[Office]) -> None:
    assert [(each.office, each.row, each.title, each.code) for each in book.services] == [
        (each.name, row.number, row.title, row.code) for each in model for row in each.rows
    ]
    assert invented(book, model) == []
    for service in book.services:
        assert [service.specific, service.general, service.shared].count(True) <= 1


@pytest.mark.proof
@seed(proof.seed())
@common
@given(
    st.lists(
        offices().filter(lambda each: not each.lost), min_size=1, max_size=2, unique_by=lambda each: each.name
    )
)
def test_whole_lists_printed_straight_leave_nothing_undecided(model: list[Office]) -> None:
    for each in model:
        each.tables = [headed(each.rows)]
    book = read(printed(model))
    assert all(getattr(service, flag) is not None for service in book.services for flag in FLAGS)
    assert invented(book, model) == []


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models(), st.floats(0, 1))
def test_a_cut_text_is_read_or_refused_but_never_breaks(model: list[Office], share: float) -> None:
    text = printed(model)
    with suppress(BookletError):
        to_json(read(text[: int(len(text) * share)]))


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models(), st.data())
def test_a_text_damaged_anywhere_is_read_or_refused_but_never_breaks(
    model: list[Office], data: st.DataObject
) -> None:
    text = list(printed(model))
    places = st.integers(0, len(text) - 1)
    for at, sign in data.draw(st.dictionaries(places, st.sampled_from("|#*-\n.:۱ ("), max_size=40)).items():
        text[at] = sign
    with suppress(BookletError):
        to_json(read("".join(text)))


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models(pushes=False), st.data())
def test_lost_rows_of_a_list_invent_no_flag(model: list[Office], data: st.DataObject) -> None:
    """The scan loses whole rows; the summary still speaks of them."""
    lines = printed(model).split("\n")
    rows = [
        at for at, line in enumerate(lines) if line.startswith("|") and "پایش" in line and "دفتر" not in line
    ]
    lost = data.draw(st.sets(st.sampled_from(rows), max_size=3))
    try:
        book = read("\n".join(line for at, line in enumerate(lines) if at not in lost))
    except BookletError:
        return
    assert invented(book, model) == []


@pytest.mark.proof
@seed(proof.seed())
@common
@given(models(), st.data())
def test_any_lost_lines_never_break_the_reader(model: list[Office], data: st.DataObject) -> None:
    lines = printed(model).split("\n")
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=12))
    with suppress(BookletError):
        read("\n".join(line for at, line in enumerate(lines) if at not in lost))


@pytest.mark.proof
@seed(proof.seed())
@common
@given(st.text(alphabet="|*#\n -()اب۱۲۳<b>نمودارگردشکارخدمتلیست", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BookletError):
        to_json(read(text))
