"""What is wrong is told in both languages, with line and column and the cure; what is null is told why."""

import pytest

from barzan.feel import FeelError, parse, parse_unary

WRONG = [
    ("a +", 1, 4, "not complete", "ناتمام"),
    ("a == 1", 1, 4, "Equality is one =", "برابری"),
    ("a = «x»", 1, 5, 'write " instead', "بنویسید"),
    ("[1، 2]", 1, 3, "write , instead", "بنویسید"),
    ("a ≥ 5", 1, 3, "write >= instead", "بنویسید"),
    ("a && b", 1, 3, "write and instead", "بنویسید"),
    ("(1", 1, 3, "ends too early", "قطع"),
    ('x = "abc', 1, 5, "not closed", "بسته نشده"),
    ("1 /* so", 1, 3, "not closed", "بسته نشده"),
    ("if a\nthen 1", 2, 7, "add else", "else"),
    ("1\n+ 2 3", 2, 5, "after the end", "پس از پایان"),
    ("{a 1}", 1, 5, "Here :", ":"),
    ("a[1", 1, 4, "add ]", "]"),
    ("@5", 1, 2, "After @", "پس از @"),
    ("(!= 5)", 1, 6, "no range with !=", "not"),
    ("function() external {}", 1, 12, "write the body", "بدنه"),
    ("1e999999", 1, 1, "outside what is taken", "بیرون"),
    ('"\\uD800"', 1, 1, "surrogate", "دوپاره"),
    ("", 1, 1, "not complete", "ناتمام"),
    ("۳ماه", 1, 1, "touches a letter", "چسبیده"),
    ("1٫5", 1, 2, "write . instead", "بنویسید"),
    ("a # b", 1, 3, "remove it", "بردارید"),
]


@pytest.mark.parametrize(("text", "line", "column", "en", "fa"), WRONG)
def test_an_error_names_its_place_and_its_cure(text, line, column, en, fa):
    with pytest.raises(FeelError) as caught:
        parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert error.place == {"line": line, "column": column}
    assert en in error.sentence("en")
    assert f"Line {line}, column {column}" in str(error)
    assert fa in error.sentence("fa")
    assert error.sentence("fa").startswith("سطر ")


def test_a_cell_that_is_wrong_is_refused_as_well():
    with pytest.raises(FeelError, match="column 6"):
        parse_unary("[1..5")


NULLS = [
    ("amount + 1", "“amount” is not known", (1, 1)),
    ('1 +\n"a"', "has no meaning between number and string", (1, 3)),
    ("1 / 0", "division by zero", (1, 3)),
    ('1 < "a"', "number and string cannot be compared", (1, 3)),
    ("[1, 2][3]", "2 members and no place 3", (1, 7)),
    ("{a: 1}.b", "no member “b”", (1, 7)),
    ('substring("a", "b")', "“start position” must be number, not string", (1, 1)),
    ("count()", "no “count” with that many", (1, 1)),
    ("nothing(1)", "What is called is no function", (1, 1)),
    ('@"2026-13-01"', "no day of the calendar", (1, 1)),
    ('matches("a", "(")', "not right at character 2", (1, 1)),
    ('replace("a", "a*", "b")', "matches the empty text", (1, 1)),
    ('date and time("2026-03-21T10:00:00@Mars/Base")', "time zone “Mars/Base” is not known", (1, 1)),
    ('@"10:00:00" - @"10:00:00Z"', "has a zone and the other none", (1, 13)),
]


@pytest.mark.parametrize(("text", "en", "place"), NULLS)
def test_a_null_says_why_and_where(text, en, place):
    """10.3.2.13.1: what has no meaning is null; the notice is ours."""
    told = parse(text).explain({})
    assert told.value is None
    assert any(en in notice.en and (notice.line, notice.column) == place for notice in told.notices)
    assert all(notice.sentence("fa").startswith("سطر ") for notice in told.notices)


def test_notices_are_few():
    told = parse("for i in 1..1000 return i + null").explain({})
    assert len(told.notices) == 20
