"""Regular expressions of ``matches``, ``replace`` and ``split`` (DMN 1.5, 10.3.4.3; XPath functions, 5.6)."""

import pytest

from barzan.feel import parse


def matches(text, pattern, flags=""):
    return parse("matches(t, p, f)").evaluate({"t": text, "p": pattern, "f": flags})


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("abcd", "b.d", "", True),
        ("abab", "^(ab)\\1$", "", True),
        ("aBAb", "^(ab)\\1$", "i", True),
        ("ab", "(a)|b\\1", "", True),
        ("hello world", "hello\\ sworld", "x", True),
        ("a b", "a[ ]b", "x", True),
        ("a\nb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("a\nb", "^b$", "", False),
        ("a\nb", "^b$", "m", True),
        ("a.b", "a.b", "q", True),
        ("axb", "a.b", "q", False),
        ("Q", "[^q]", "i", False),
        ("متن", "^\\p{IsArabic}+$", "", True),
        ("text", "^\\P{IsArabic}+$", "", True),
        ("Ab1", "^\\p{Lu}\\p{L}\\p{Nd}$", "", True),
        ("۱۲", "^\\d{2}$", "", True),
        ("a_b-c", "^\\i\\c*$", "", True),
        ("a b", "^\\w\\s\\w$", "", True),
        ("ab", "^\\S\\D$", "", True),
        ("e", "[a-z-[aeiou]]", "", False),
        ("b", "[a-z-[aeiou]]", "", True),
        ("-", "^[a-]$", "", True),
        ("]", "^[\\]\\d]$", "", True),
        ("aaa", "^a{2,3}$", "", True),
        ("aaaa", "^a{2,3}$", "", False),
        ("aaaa", "^a{2,}?$", "", True),
        ("", "^$", "", True),
        ("a", "a", "z", None),
        ("a", "[", "", None),
        ("a", "[]", "", None),
        ("a", "[z-a]", "", None),
        ("a", "a**", "", None),
        ("a", "a{3,2}", "", None),
        ("a", "a{", "", None),
        ("a", "(?=a)", "", None),
        ("a", "a)", "", None),
        ("a", "\\", "", None),
        ("a", "\\y", "", None),
        ("a", "\\p{Xx}", "", None),
        ("a", "\\p", "", None),
        ("a", "\\1", "", None),
    ],
)
def test_a_pattern_is_xpaths(text, pattern, flags, expected):
    assert matches(text, pattern, flags) is expected


@pytest.mark.parametrize(
    ("pattern", "replacement", "flags", "expected"),
    [
        ("b", "x", "", "axra"),
        ("(a)(b)", "$2$1", "", "bara"),
        ("(a)(b)", "$12", "", "a2ra"),
        ("(a)b|(r)", "[$1$2]", "", "[a][r]a"),
        ("B", "x", "i", "axra"),
        ("b", "$0", "q", "a$0ra"),
        ("b", "\\$", "", "a$ra"),
        ("b", "$9", "", "ara"),
        ("b", "$", "", None),
        ("b", "\\n", "", None),
        ("b?", "x", "", None),
    ],
)
def test_a_replacement_names_groups(pattern, replacement, flags, expected):
    names = {"p": pattern, "r": replacement, "f": flags}
    assert parse('replace("abra", p, r, f)').evaluate(names) == expected


def test_a_text_is_split_at_every_match():
    assert parse('split("John Doe", "\\s")').evaluate({}) == ("John", "Doe")
    assert parse('split("abc", "x")').evaluate({}) == ("abc",)
    assert parse('split("abc", "x*")').evaluate({}) is None
