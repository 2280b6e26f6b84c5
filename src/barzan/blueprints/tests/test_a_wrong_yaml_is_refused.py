"""YAML files keep what was written, and cannot build objects or grow while they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.blueprints import yamls
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.blueprints.yamls import read_yaml

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


def problem_of(text: str) -> Problem:
    with pytest.raises(BlueprintRefused) as caught:
        read_yaml(text.encode(), "steps.yaml")
    return caught.value.problems[0]


def test_scalars_stay_the_text_that_was_written() -> None:
    rows = read_yaml("- {code: 007, open: no, day: 2026-11-22, note: ~}\n- code: ۱۲\n".encode(), "steps.yaml")
    assert dict(rows[0].cells) == {"code": "007", "open": "no", "day": "2026-11-22", "note": ""}
    assert (rows[1].number, rows[1]["code"]) == (2, "۱۲")


def test_a_list_of_texts_is_one_cell() -> None:
    assert read_yaml(b"- {papers: [deed, map]}\n", "steps.yaml")[0]["papers"] == "deed\nmap"


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        (BOMB, 1, "Do not use &"),
        ("- !!python/object/apply:os.system [ls]\n", 1, "Do not use &"),
        ("- a: 1\n  a: 2\n", 2, "twice"),
        ("- a: {b: 1}\n", 1, "one text"),
        ("a: 1\n", 1, "a list of records"),
        ("- one\n- two\n", 1, "name: value"),
        ("- a: [1\n", 2, "not valid YAML"),
        ("- a: 1\n---\n- a: 2\n", 2, "one document"),
        ("[" * 50 + "]" * 50, 1, "20 deep"),
        ("# nothing\n", 0, "empty"),
        (f"- a: {'x' * 20_001}\n", 1, "longer"),
    ],
)
def test_a_wrong_file_names_the_line(text: str, row: int, says: str) -> None:
    problem = problem_of(text)
    assert problem.row == row
    assert says in problem.en


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamls, "MAX_BYTES", 2**20)
    assert "over 1 MB" in problem_of("#" * (2**20 + 1)).en


@given(st.text(st.sampled_from("ab-:&*!{}[]#|>'\"\n ,?%\t۱"), max_size=60) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_sentences(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_yaml(text.encode("utf-8", "surrogatepass"), "steps.yaml")
    except BlueprintRefused as refused:
        problems = refused.problems
    assert all(problem.fa and problem.en for problem in problems)
