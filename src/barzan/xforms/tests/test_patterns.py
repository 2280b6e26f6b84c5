"""Patterns as JavaScript writes them find what JavaScript (here Python's re, in ASCII) finds."""

from __future__ import annotations

import re

import pytest

from barzan.xforms.patterns import program_of, translated
from barzan.xforms.rows import Failing

TEXTS = [
    "",
    "a",
    "-",
    "a-.b",
    "[",
    "]",
    "}",
    "A",
    "ا",
    "aa",
    "a{",
    "1a_!",
    "a\nb",
    "\\",
    "9",
    "۹",
    "a/b",
    "x y",
]


@pytest.mark.parametrize(
    "pattern",
    [
        "[a-z\\-9]+", "[\\[]", "\\}", "^\\]$", "\\x41", "[\\u0600-\\u06FF]", "^[-a]+$", "^[^-a]+$", "^[a-]+$",
        "a{2}", "a\\{", "\\d\\D\\w\\W", "^[\\s\\S]*$", "\\\\", "[\\]]", "[\\\\-]", "^$", "^[^/]+\\/[^/]$",
        "^\\S+\\s\\S+$", "^(a|b)+$", "^.+$", "[^\\d]", "^[\\w.-]+$", "(.)\\1",
    ],
)  # fmt: skip
def test_the_same_is_found(pattern: str) -> None:
    program = program_of(pattern)
    assert not isinstance(program, Failing)
    for text in TEXTS:
        found = program.search(text, 0, lambda steps: None) is not None
        assert found == bool(re.search(pattern, text, re.ASCII)), text


@pytest.mark.parametrize(
    ("pattern", "same"),
    [
        ("^[\\w-.]+$", "^[\\w.\\-]+$"),
        ("[a-z-9]", "[a-z9\\-]"),
        ("[[]", "[\\[]"),
        ("}", "\\}"),
        ("^]$", "^\\]$"),
    ],
)
def test_what_python_writes_otherwise(pattern: str, same: str) -> None:
    one, other = program_of(pattern), program_of(same)
    assert not isinstance(one, Failing)
    assert not isinstance(other, Failing)
    for text in TEXTS:
        assert bool(one.search(text, 0, lambda steps: None)) == bool(
            other.search(text, 0, lambda steps: None)
        )


@pytest.mark.parametrize("pattern", ["(?=a)", "\\bword", "(", "[a", "a**", "*", "\\", "(?i)a"])
def test_what_has_no_counterpart_is_refused(pattern: str) -> None:
    assert isinstance(program_of(pattern), Failing)
    assert translated(pattern)
