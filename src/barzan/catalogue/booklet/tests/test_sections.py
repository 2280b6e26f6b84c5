"""Pages of services: their service, requirements, cited acts and printed flows."""

import pytest

from barzan.catalogue.booklet import Booklet, read
from barzan.catalogue.booklet.citations import citations_of
from barzan.catalogue.booklet.tests.booklets import Row, booklet, office
from barzan.catalogue.booklet.words import is_requirements

NEEDS = "مدارک/فرمها/رویههای مرتبط و مورد نیاز:"
TITLES = ("صدور پروانه اسب‌سواری", "بازدید از اسطبل‌ها", "ثبت کره‌اسب", "پایش چراگاه‌ها")


def with_pages(pages: str) -> Booklet:
    return read(booklet(office("دفتر اسب و چراگاه", *(Row(title) for title in TITLES)), pages=pages))


def found(book: Booklet, code: str) -> list[int | None]:
    return [each.row for each in book.findings if each.code == code]


def texts(book: Booklet, row: int) -> list[str]:
    return [each.text for each in book.requirements if each.row == row]


@pytest.mark.parametrize(
    "spelling",
    [
        NEEDS,
        "مدارک/فرم ها/رویه های مرتبط و مورد نیاز:",
        "مدارک / فرم‌ها / رویه‌های مرتبط و مورد نیاز",
        "**مدا رک/فرم ها/رویه های مرتبط و مورد نیاز:**",
        "- مدارک/فرمها/رویههای مرتبط و مورد نیاز:**",
        "مداخلک/فرمها/رویههای مرتبط و مورد نیاز:",
        "مدارك/فرمها/رويههاي مرتبط و مورد نياز:",
        "مدارک و فرم‌های مورد نیاز:",
        "مستندات لازم",
        "اسناد و مدارک درخواستی:",
        "مدارک مورد نیاز جهت ارائه خدمت:",
    ],
)
def test_the_heading_of_requirements_is_known_in_every_spelling(spelling: str) -> None:
    assert is_requirements(spelling)


@pytest.mark.parametrize(
    "text",
    ["۱. مدارک مورد نیاز", "تأمین مدارک", "فرم‌های وزارت", "تأیید مدارک مورد نیاز ارتقا درجه شهرداری‌ها"],
)
def test_other_texts_are_no_heading_of_requirements(text: str) -> None:
    assert not is_requirements(text)


@pytest.mark.parametrize(
    "opening",
    [
        "## نمودار گردش کار فرآیند صدور پروانه اسب سواری",
        "نمودار گردش کار فرایند  \nصدور پروانه  \nاسبسواری",
        "صدور پروانه اسب‌سواری  \nنمودار گردش کار فرآیند",
        "## صدور پروانه اسب‌سواری\n\n### نمودار گردش کار فرآیند",
        "# صدور پروانه اسب‌سواری نمودار گردش کار",
        "صدور پروانه  \nاسب‌سواری",
        "# نمودار گردش کار صدور پروانه\n\n## اسب‌سواری",
    ],
)
def test_a_section_opens_with_its_title_before_behind_or_below_the_flowchart(opening: str) -> None:
    book = with_pages(f"دفتر اسب\n\nو چراگاه\n\n{opening}\n\n{NEEDS}\n\n۱. شناسنامه اسب\n")
    assert [(each.row, each.matched) for each in book.sections] == [(1, "title")]
    assert texts(book, 1) == ["شناسنامه اسب"]


def test_requirements_go_on_over_lines_and_end_with_the_section() -> None:
    book = with_pages(
        f"نمودار گردش کار ثبت کره‌اسب\n\n{NEEDS}  \n۰۱. گواهی دامپزشک\n\n \nشهر\n\n- ۲. عکس کره‌اسب\n\n\n\n\n"
        "خیر\n\n"
        f"نمودار گردش کار پایش چراگاه‌ها\n\n{NEEDS}\n\n- نقشه چراگاه"
    )
    assert texts(book, 3) == ["گواهی دامپزشک شهر", "عکس کره‌اسب"]
    assert texts(book, 4) == ["نقشه چراگاه"]
    assert [each.number for each in book.requirements] == [1, 2, None]


def test_letterheads_inside_sections_are_left_out() -> None:
    head = "وزارت کشور  \nاستانداری دریاکنار  \nمعاونت آبادانی"
    book = with_pages(
        f"نمودار گردش کار ثبت کره‌اسب\n\n{head}\n\nشروع\n\nدیدن کره‌اسب\n\n{head}\n\nپایان\n\n{NEEDS}\n\n۱. عکس"
    )
    assert texts(book, 3) == ["عکس"]
    assert [[step.text for step in flow.steps] for flow in book.flows] == [["دیدن کره‌اسب"]]


def test_the_printed_boxes_of_a_flow_stand_in_order_with_their_lines() -> None:
    book = with_pages(
        "نمودار گردش کار ثبت کره‌اسب\n\nشروع\n\nدیدن  \nکره‌اسب\n\nآیا سالم است؟\n\n"
        f"خیر\n\nپایان\n\n{NEEDS}\n\n۱. عکس"
    )
    (flow,) = book.flows
    assert [step.text for step in flow.steps] == ["دیدن کره‌اسب", "آیا سالم است؟", "خیر"]
    assert flow.complete
    assert flow.row == 3
    assert flow.steps[0].line == flow.line + 2


def test_a_flow_without_an_end_is_named() -> None:
    book = with_pages(f"نمودار گردش کار ثبت کره‌اسب\n\nشروع\n\nدیدن کره‌اسب\n\n{NEEDS}\n\n۱. عکس")
    assert found(book, "flow_without_end") == [3]
    assert texts(book, 3) == ["عکس"]


def around_a_lost_title(above: str, below: str) -> str:
    """A section without its title between two that have theirs."""
    lost = f"{NEEDS}\n\n۱. کلید اسطبل"
    known = (f"نمودار گردش کار {title}\n\n{NEEDS}\n\n۱. عکس" for title in (above, below))
    return "دفتر اسب و چراگاه\n\n" + f"\n\n\n\n{lost}\n\n\n\n".join(known)


def test_a_lost_title_between_two_known_sections_is_found_by_its_place() -> None:
    book = with_pages(around_a_lost_title(TITLES[0], TITLES[2]))
    assert [(each.row, each.matched) for each in book.sections] == [(1, "title"), (2, "order"), (3, "title")]
    assert found(book, "section_title_lost") == [2]
    assert texts(book, 2) == ["کلید اسطبل"]


def test_a_lost_title_with_two_free_rows_is_given_to_none() -> None:
    book = with_pages(around_a_lost_title(TITLES[0], TITLES[3]))
    assert [each.row for each in book.sections] == [1, None, 4]
    assert found(book, "row_without_section") == [2, 3]


def test_a_section_without_a_row_is_named_and_counted_among_the_missing() -> None:
    book = with_pages(f"دفتر اسب و چراگاه\n\nنمودار گردش کار آموزش نعل‌بندی\n\n{NEEDS}\n\n۱. نعل")
    assert [each.title for each in book.sections if each.row is None] == ["آموزش نعل‌بندی"]
    assert found(book, "section_without_row") == [None]


def test_an_empty_requirement_is_named() -> None:
    book = with_pages(f"نمودار گردش کار {TITLES[0]}\n\n{NEEDS}\n\n۱. زین اسب\n۲.\n")
    assert found(book, "requirement_empty") == [1]


@pytest.mark.parametrize(
    ("text", "kind", "number", "date", "issuer"),
    [
        ("نامه شماره ۷۳۶ مورخ ۱۴۰۱/۴/۱۸ وزارت کشور", "نامه", None, "1401/04/18", "وزارت کشور"),
        ("آیین نامه اجرایی شماره ۶۱۲۳۵/ت/۴۱۳۰۵هـ", "آیین‌نامه", "61235/ت/41305", None, None),
        ("تصویب‌نامه شماره ۹۷۱۷۷ مورخ ۱۱/۲/۹۴ هیات وزیران", "تصویب‌نامه", "97177", "1394/02/11", "هیات وزیران"),
        ("دستورالعمل تأسیس شعب مصوب ۱۴۰۲/۴/۱۸ به شماره ۷۵۹۱۴", "دستورالعمل", "75914", "1402/04/18", None),
        ("بخشنامه ۶۹۹۶۱ مورخ ۵/۵/۱۴۰۰", "بخشنامه", "69961", "1400/05/05", None),
        ("ماده ۵۴ قانون شهرداری‌ها", "قانون", None, None, None),
        ("قانون جنگل مصوب ۱۳۸۳", "قانون", None, None, None),
    ],
)
def test_an_act_is_read_with_kind_number_date_and_issuer(
    text: str, kind: str, number: str | None, date: str | None, issuer: str | None
) -> None:
    (act,) = citations_of(text)
    assert (act.kind, act.number, act.date, act.issuer) == (kind, number, date, issuer)


def test_two_acts_of_one_item_are_told_apart() -> None:
    acts = citations_of("قانون درآمد شماره ۷۹۱۶۱ مورخ ۱۴۰۱/۵/۱۱ و دستورالعمل عوارض ۲۰۳۷۱۶ مورخ ۱۴۰۱/۹/۳۰")
    assert [(act.kind, act.number) for act in acts] == [("قانون", "79161"), ("دستورالعمل", "203716")]


@pytest.mark.parametrize("text", ["شناسنامه اسب", "ارائه مدرک قانونی", "برنامه سالانه"])
def test_what_is_no_act_cites_none(text: str) -> None:
    assert citations_of(text) == ()


@pytest.mark.parametrize(
    "words", ["فلوچارت", "فلوچارت فرآیند", "نمودار فرآیند", "فرآیند انجام کار", "مراحل انجام کار", "گردش کار"]
)
def test_other_agencies_name_the_flowchart_in_other_words(words: str) -> None:
    book = with_pages("\n\n".join(f"## {words} {title}\n\n{NEEDS}\n\n۱. یونجه" for title in TITLES))
    assert [(each.row, each.title) for each in book.sections] == list(enumerate(TITLES, start=1))
    assert {each.code for each in book.findings} == set()


@pytest.mark.parametrize(
    "signs", ["۱) ;۲) ", "(۱) ;(۲) ", "الف) ;ب) ", "الف- ;ب- ", "• ;• ", "* ;* ", "+ ;+ ", "– ;– ", "✓ ;✓ "]
)
def test_items_are_parted_by_whatever_signs_the_agency_prints(signs: str) -> None:
    one, two = signs.split(";")
    book = with_pages(f"## نمودار گردش کار {TITLES[0]}\n\n{NEEDS}\n\n{one}زین و افسار\n{two}گواهی سلامت اسب")
    assert texts(book, 1) == ["زین و افسار", "گواهی سلامت اسب"]


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("بخشنامه شماره ۹۰۲۱۰ مورخ ۹۷.۱۱.۱۲", "90210", "1397/11/12"),
        ("دستورالعمل شماره ۳۳۲۲۱-۱۴۰۰ مورخ ۱۴۰۰-۰۷-۱۵", "33221-1400", "1400/07/15"),
        ("شیوه‌نامه شماره ۴۴۱۱/د به تاریخ ۵/۱۰/۱۳۹۹", "4411/د", "1399/10/05"),
        ("قانون اسب‌داری مصوب ۸ مهر ۱۳۸۶", None, "1386/07/08"),
        ("آیین‌نامه مورخ ۳۱ مهرماه ۱۳۸۶", None, None),
    ],
)
def test_numbers_and_dates_of_acts_are_read_in_other_shapes(
    text: str, number: str | None, date: str | None
) -> None:
    (act,) = citations_of(text)
    assert (act.number, act.date) == (number, date)
    assert act.date_printed


def test_a_heading_with_nothing_of_a_service_below_it_is_no_section() -> None:
    book = with_pages(
        f"## پیوست نقشه‌ها\n\nنقشه‌ها جداست.\n\n## نمودار گردش کار {TITLES[0]}\n\n{NEEDS}\n\n۱. زین"
    )
    assert [each.row for each in book.sections] == [1]


def test_a_booklet_without_any_section_is_one_finding_not_one_for_each_row() -> None:
    codes = [each.code for each in with_pages("").findings]
    assert codes == ["sections_missing"]


def test_requirements_may_stand_in_a_table() -> None:
    rows = "| ردیف | مدرک | تعداد |\n|---|---|---|\n| ۱ | زین اسب | |\n| ۲ | عکس | ۴ قطعه |"
    book = with_pages(f"## نمودار گردش کار {TITLES[0]}\n\n{NEEDS}\n\n{rows}\n\nشروع\n\nدیدن\n\nپایان")
    assert texts(book, 1) == ["زین اسب", "عکس – ۴ قطعه"]
    assert not found(book, "table_unread") + found(book, "requirements_missing")
