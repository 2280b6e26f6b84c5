"""A form written as a workbook converts to the same form again, and nothing of it is a formula."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from barzan.config.proof import count
from barzan.xlsform import convert, workbook
from barzan.xlsform.tests import samples
from barzan.xlsform.tests.building import Row, book, choices, question
from barzan.xlsform.tests.facts import facts

WAYS = ("questionnaire_120", "census", "checklist", "poll", "request_form")


@pytest.mark.parametrize("name", WAYS)
def test_an_example_comes_back_the_same(name: str) -> None:
    first = convert(getattr(samples, name)(), f"{name}.xlsx")
    again = convert(workbook(first), f"{name}.xlsx")
    assert facts(again.form) == facts(first.form)
    assert again.settings == first.settings
    assert canonicalize(again.xml) == canonicalize(first.xml)


def test_a_workbook_reads_from_the_right_and_says_names_for_paths() -> None:
    sheets = load_workbook(BytesIO(workbook(convert(samples.questionnaire_120(), "q.xlsx").form)))
    assert sheets.sheetnames == ["survey", "choices", "settings"]
    assert all(sheet.sheet_view.rightToLeft for sheet in sheets)
    cells = [str(cell.value) for row in sheets["survey"].iter_rows() for cell in row if cell.value]
    assert "province = ${province}" in cells
    assert not any("/data/" in cell for cell in cells)


@pytest.mark.parametrize("risky", ["=1+1", "+98 21", "-5", "@cmd", '=HYPERLINK("http://x.invalid")', "＝1"])
def test_no_cell_is_a_formula(risky: str) -> None:
    survey = [question("text", "a", risky, risky, hint=(risky, risky))]
    lists = choices("l", [("=1", risky, risky)])
    survey.append(question("select_one l", "b", "ب", "B"))
    first = convert(book(survey, lists), "f.xlsx")
    data = workbook(first)
    for sheet in load_workbook(BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value == risky:
                    assert cell.quotePrefix
    assert facts(convert(data, "f.xlsx").form) == facts(first.form)


@pytest.mark.parametrize(
    "default",
    [
        "${r}[1]/a",  # of the first row
        "${r}[position() = position(current()/..) - 1]/a",  # of the row before
        "position(current()/../..)",
    ],
)
def test_a_default_from_other_rows_comes_back_as_one(default: str) -> None:
    survey = [
        question("begin_repeat", "r", "ردیف", "Row"),
        question("text", "a", "الف", "A", default=default),
        question("end_repeat"),
    ]
    first = convert(book(survey), "f.xlsx")
    assert first.form.nodes["/data/r/a"].actions
    assert facts(convert(workbook(first), "f.xlsx").form) == facts(first.form)


@pytest.mark.parametrize("filter_", ["", "${age} > 18", "position() != current()/../own"])
def test_a_question_that_chooses_among_rows_comes_back_as_one(filter_: str) -> None:
    """From within the repeat, where its choices are rows beside it."""
    survey = [
        question("begin_repeat", "house", "خانه", "House"),
        question("begin_repeat", "member", "عضو", "Member"),
        question("text", "name", "نام", "Name"),
        question("integer", "age", "سن", "Age"),
        question("end_repeat"),
        question("integer", "own", "خود", "Own"),
        question("select_one ${name}", "head", "سرپرست", "Head", choice_filter=filter_),
        question("end_repeat"),
    ]
    first = convert(book(survey), "f.xlsx").form
    again = convert(workbook(first), "f.xlsx").form
    one, two = (form.nodes["/data/house/head"].itemset for form in (first, again))
    assert one is not None
    assert two is not None
    assert two.nodeset.replace(" ", "") == one.nodeset.replace(" ", "")
    assert two.value == one.value


WORDS = st.text(alphabet="آبپ‌ت دهکیabc ,.?!<>&'\"()=+-۱۲۳", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "ک"
)
SIMPLE = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "geopoint",
    "note",
    "barcode",
    "acknowledge",
)


@st.composite
def surveys(draw: st.DrawFn) -> list[Row]:
    """Rows that convert: groups and repeats, references to what stands before, wordings of any letters."""
    rows: list[Row] = [question("integer", "first", "نخست", "First")]
    open_lines: list[str] = []
    for number in range(draw(st.integers(1, 12))):
        step = draw(st.sampled_from(("ask", "ask", "ask", "begin_group", "begin_repeat", "end")))
        fa, en = draw(WORDS), draw(WORDS)
        if step == "end" and open_lines:
            rows.append(question(open_lines.pop().replace("begin", "end")))
        elif step.startswith("begin"):
            open_lines.append(step)
            rows.append(question(step, f"g{number}", fa, en))
            rows.append(question("text", f"in{number}", "درون", "Inside"))
        elif step == "ask":
            rows.append(draw(asked(number, fa, en)))
    rows += [question(each.replace("begin", "end")) for each in reversed(open_lines)]
    return rows


@st.composite
def asked(draw: st.DrawFn, number: int, fa: str, en: str) -> Row:
    """One question with some logic."""
    kind = draw(
        st.sampled_from((*SIMPLE, "select_one l", "select_multiple l", "rank l", "calculate", "range"))
    )
    row = question(kind, f"q{number}", fa, en)
    if kind == "calculate":
        row["calculation"] = draw(
            st.sampled_from(("${first} + 1", "if(${first} > 3, 'آری', \"no\")", "today()"))
        )
    if kind == "range":
        row["parameters"] = "start=1 end=9 step=2"
    if kind.startswith("select") and draw(st.booleans()):
        row["choice_filter"] = "kind = ${first}"
    for column, options in (
        ("relevant", ("${first} > 1", "selected(${first}, '1') or true()", "")),
        ("required", ("yes", "${first} = 2", "")),
        ("readonly", ("yes", "")),
        ("appearance", ("w1", "")),
        ("personal", ("yes", "")),
        ("tag", (f"t{number}", "")),
    ):
        if kind != "calculate":
            row[column] = draw(st.sampled_from(options))
    if kind in ("text", "integer", "decimal"):
        row["constraint"] = draw(st.sampled_from((". != ${first}", "string-length(.) < 5", "")))
        row["constraint_message::فارسی (fa)"] = draw(st.sampled_from(("نه", "")))
        row["constraint_message::English (en)"] = "no" if row["constraint_message::فارسی (fa)"] else ""
        row["default"] = draw(st.sampled_from(("", "7", "${first} + 1")))
    return row


@pytest.mark.proof
@settings(max_examples=count(2_000), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(surveys())
def test_any_form_comes_back_the_same(survey: list[Row]) -> None:
    lists = [dict(row, kind=row["name"]) for row in choices("l", [("1", "یک", "One"), ("2", "دو", "Two")])]
    first = convert(book(survey, lists, {"form_id": "any", "form_title": "هر"}), "any.xlsx")
    assert facts(convert(workbook(first.form), "any.xlsx").form) == facts(first.form)
