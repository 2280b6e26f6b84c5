"""The pure core: facts, the list, counts, matching, source lines, kinds of requirements, the comparison."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.catalogue.booklet import Citation, Requirement, read
from barzan.catalogue.booklet.tests.booklets import Row, booklet, office
from barzan.review.core import board, fold, matching, source
from barzan.review.core.comparing import Counted, compare
from barzan.review.core.reading import OfficeRead, lines_without_people, review_of
from barzan.review.core.said import Said
from barzan.review.core.sorting import sorted_out
from barzan.review.tests.factories import make_text

DEEDS = st.lists(st.sampled_from([*fold.STATE_AFTER, fold.UNDO]), max_size=40)


@given(DEEDS)
def test_an_undo_restores_exactly_what_stood_before_the_decision_that_held(deeds: list[str]) -> None:
    facts = [fold.Fact(number, verb, number) for number, verb in enumerate(deeds, start=1)]
    before = fold.standings(facts, 0)
    decided = [*facts, fold.Fact(len(facts) + 1, "correct", "new")]
    undone = [*decided, fold.Fact(len(facts) + 2, fold.UNDO)]
    assert fold.standings(decided, 0)[-1] == fold.Standing(fold.CORRECTED, "new", len(facts) + 1)
    assert fold.standings(undone, 0) == before
    everything_undone = [*facts, *(fold.Fact(0, fold.UNDO) for _ in before)]
    assert fold.standings(everything_undone, 0) == [fold.Standing(fold.OPEN, 0)]


def line(order: int, group: int = 2, **given: object) -> board.Line:
    told = {"office": 1, "row": order, "title": f"خدمت {order}", "state": "open", "service_class": "shared",
            "has_client": True, "kinds": (), "lost": False, **given}  # fmt: skip
    return board.Line(order=order, group=group, **told)  # type: ignore[arg-type]


LIST = board.Board(
    [
        line(4, 0, has_client=None, kinds=("flag_undecided",)),
        line(9, 0, has_client=None, office=2),
        line(2, 1, kinds=("title_doubtful",), state="questioned"),
        line(1),
        line(3, state="accepted"),
    ]
)


def test_the_next_item_is_the_next_of_the_same_list_and_from_its_end_the_first() -> None:
    every = board.Filters(state="all")
    assert LIST.after(every, 4).order == 9
    assert LIST.after(every, 3).order == 4
    assert LIST.before(every, 4) is None
    assert LIST.after(board.Filters(office=1), 9).order == 1
    assert LIST.after(board.Filters(kind="flag_undecided"), 4) is None


def test_filters_count_what_they_would_show() -> None:
    assert LIST.states(board.Filters()) == {"todo": 3, "questioned": 1, "decided": 1, "all": 5}
    assert LIST.kinds(board.Filters(state="all")) == {"flag_undecided": 1, "title_doubtful": 1}
    found = LIST.passing(board.Filters(state="all", text="خدمت ۳"))
    assert [each.order for each in found] == [3]
    assert [each.order for each in LIST.clean(1)] == [1]


@pytest.mark.parametrize(
    ("stated", "verdict", "left"),
    [(2, "none", 0), (3, "all", 1), (1, "over", -1), (9, "short", 7), (None, "", None)],
)
def test_the_booklets_count_says_what_open_items_may_be(
    stated: int | None, verdict: str, left: int | None
) -> None:
    figure = board.Figure("client", stated, 1, 1, 1)
    assert (figure.verdict, figure.left) == (verdict, left)


def test_an_offices_figures_part_what_is_decided_from_what_is_read_and_from_what_is_open() -> None:
    client = LIST.figures(1, {"client": 3})[-1]
    assert (client.stated, client.decided, client.certain, client.open) == (3, 1, 2, 1)


def test_some_of_several_open_ones_and_a_number_that_is_met() -> None:
    assert board.Figure("client", 5, 1, 2, 4).verdict == "some"
    assert board.Figure("client", 3, 1, 2, 0).verdict == "met"


def test_the_pace_is_that_of_the_last_decisions_without_long_pauses() -> None:
    start = datetime(2026, 11, 26, 8, tzinfo=UTC)
    moments = [start + timedelta(seconds=20 * n + (7200 if n > 5 else 0)) for n in range(12)]
    lines = [line(n, state="accepted", decided_at=at) for n, at in enumerate(moments)]
    left = [line(100 + n) for n in range(30)]
    assert board.Board([*lines, *left]).remaining() == timedelta(seconds=600)
    assert board.Board([*lines[:3], *left]).remaining() is None


@given(st.integers(0, 80), st.integers(0, 79))
def test_the_window_holds_the_item_and_counts_the_rest(size: int, at: int) -> None:
    lines = [line(n) for n in range(size)]
    shown, before, after = board.window(lines, at)
    assert before + len(shown) + after == size
    assert len(shown) <= board.WINDOW
    assert at >= size or at in {each.order for each in shown}


UNITS = [
    matching.UnitSeen("D", "معاونت توسعهٔ مدیریت", "ROOT"),
    matching.UnitSeen("D-1", "معاونت توسعه مدیریت (حوزهٔ معاونت)", "D"),
    matching.UnitSeen("D-2", "دفتر فن‌آوری اطلاعات", "D"),
    matching.UnitSeen("E-2", "دفتر فن‌آوری اطلاعات", "E"),
]


def test_a_deputy_chooses_before_its_own_office_of_the_same_name() -> None:
    offices = [
        ("deputy", "معاونت توسعه مدیریت", ""),
        ("office", "معاونت توسعه مدیریت", "معاونت توسعه مدیریت"),
        ("office", "دفتر فناوری اطلاعات", "معاونت توسعه مدیریت"),
        ("office", "دفتری دیگر", ""),
        ("total", "جمع کل", ""),
    ]
    found = matching.match_offices(offices, UNITS)
    assert {place: code for place, (code, _) in found.items()} == {0: "D", 1: "D-1", 2: "D-2"}


def known(code: str, title: str, unit: str = "U", **given: object) -> matching.Known:
    told = {"line": None, "same_source": False, **given}
    national = told.pop("national", None)
    return matching.Known(code, unit, Said(title, national), **told)  # type: ignore[arg-type]


def sought(title: str, unit: str = "U", national: str | None = None, at: int | None = 5) -> matching.Sought:
    return matching.Sought(unit, Said(title, national), at, None)


def test_services_are_found_again_by_what_is_surest_first() -> None:
    items = [
        sought("نظارت بر بازار"),
        sought("صدور پروانه", national="10011234101"),
        sought("تمدید پروانهٔ کسب"),
        sought("بازدید کارگاه", unit="V"),
        sought("چیزی دیگر"),
    ]
    services = [
        known("A-1", "نظارت بر بازار"),
        known("A-2", "صدور پروانهٔ ساختمان", national="10011234101"),
        known("A-3", "تمدید پروانه کسبی"),
        known("A-4", "بازدید کارگاه", unit="W"),
        known("A-5", "رسیدگی به شکایت"),
    ]
    assert matching.match_services(items, services) == {0: "A-1", 1: "A-2", 2: "A-3", 3: "A-4"}


def test_two_services_of_one_name_are_never_guessed() -> None:
    services = [known("A-1", "نظارت", unit="V"), known("A-2", "نظارت", unit="W")]
    assert matching.match_services([sought("نظارت", unit="X")], services) == {}


def test_what_the_print_leaves_open_stays_open_whatever_is_published() -> None:
    published = Said("صدورِ پروانه", service_class="shared", has_client=True)
    proposed = matching.propose(Said("صدور پروانه"), matching.Known("A", "U", published, None, True))
    assert (proposed.title, proposed.service_class, proposed.has_client) == ("صدورِ پروانه", None, None)


def test_the_head_of_the_own_table_stands_above_the_row_and_that_of_another_does_not() -> None:
    head = "| ردیف | عنوان خدمت | شناسه خدمت |"
    lines = [head, "|---|---|---|", "| ۱ | یکی | ۲ |", "", "| | | |", "|---|---|---|", "| ۲ | دو | ۳ |"]
    assert source.head_of(lines, 3) == 1
    assert source.head_of(lines, 7) is None
    numbered = dict(enumerate(lines, start=1))
    [stretch] = source.shown(numbered, [(3, 3)], [(3, 3)], 1)
    assert [(each.number, each.head, each.own) for each in stretch.lines] == [
        (1, True, False),
        (3, False, True),
    ]


def test_lines_that_name_people_are_blank_and_the_others_keep_their_numbers() -> None:
    text = "# شناسنامه کتابچه\n\nتهیه و تدوین: ساختگی نام‌آور\n\n" + make_text()
    given, kept = text.split("\n"), lines_without_people(text)
    assert len(kept) == len(given)
    assert "نام‌آور" not in "\n".join(kept)
    assert all(each in ("", line) for each, line in zip(kept, given, strict=True))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("فرم درخواست", "form"),
        ("سامانهٔ سادا", "system"),
        ("مطابق شرح وظایف", "procedure"),
        ("رونوشت شناسنامه", "document"),
        ("۱. قانون شهرداری‌ها", "act"),
        ("آئین نامه اجرایی", "bylaw"),
        ("نامه شماره ۲۰۲۷۱۲", "letter"),
        ("بخشنامه وزارت کشور", "circular"),
    ],
)
def test_what_is_required_is_told_by_how_it_begins(text: str, kind: str) -> None:
    requirements, bases = sorted_out([Requirement("o", 1, 1, 1, text, (), 7)])
    [row] = [*requirements, *bases]
    assert (row.kind, row.source_line) == (kind, 7)


@pytest.mark.parametrize("text", ["", "۱.", "۲.  ", " - "])
def test_a_number_without_words_asks_for_nothing(text: str) -> None:
    asked = [Requirement("o", 1, 1, 1, each, (), 7) for each in (text, "۳. فرم درخواست")]
    requirements, bases = sorted_out(asked)
    assert ([row.text for row in requirements], bases) == (["فرم درخواست"], ())


def test_a_citation_gives_number_day_and_issuer() -> None:
    cited = Citation("قانون", "قانون نظام صنفی", "123", "1392/6/12", "1392/06/12", "مجلس شورای اسلامی")
    _, [basis] = sorted_out([Requirement("o", 1, 1, 1, "قانون نظام صنفی", (cited,), 7)])
    assert (basis.document_number, basis.date, basis.date_text) == ("123", date(2013, 9, 3), "۱۳۹۲/۶/۱۲")


def test_the_summary_is_compared_cell_by_cell_and_sums_are_those_of_the_offices() -> None:
    stated = {"total": 2, "specific": 0, "general": 0, "shared": 2, "client": 1}
    offices = [
        OfficeRead("deputy", "معاونت", "", 1, stated),
        OfficeRead("office", "دفتر", "معاونت", 2, stated),
        OfficeRead("total", "جمع", "", 3, {**stated, "client": None}),
    ]
    services = [Counted(1, "shared", True), Counted(1, "shared", None), Counted(1, None, None, aside=True)]
    rows = compare(offices, services)
    assert [row.differs for row in rows] == [False, False, False]
    assert (rows[1].aside, rows[1].unknown) == (1, 1)
    short = compare(offices, services[1:])
    assert [cell.figure for cell in short[1].cells if cell.differs] == ["total", "shared", "client"]


def test_every_stated_service_of_an_office_is_an_item() -> None:
    made = office("دفتر بازار", Row("یک", "10011234101"), Row("سه", "10011234103"), lost=[Row("دو")])
    made.rows[1].number = 3
    review = review_of(read(booklet(made)))
    assert [(item.row, item.kind) for item in review.items] == [(1, "row"), (2, "lost"), (3, "row")]
