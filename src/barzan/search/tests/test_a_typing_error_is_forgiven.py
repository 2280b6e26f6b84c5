"""One slip in a word of five letters or more still finds the title, and the page says what was meant."""

import random

import pytest
from rapidfuzz.distance import OSA

from barzan.access import ANONYMOUS
from barzan.config.proof import count, seed
from barzan.persian import search_tokens
from barzan.search import queries, rank
from barzan.search.models import Word
from barzan.search.tests.conftest import Fill, entry

LETTERS = "ابپتجچحخدرزژسشصطعفقکگلمنوهی"


def slip(dice: random.Random, word: str) -> str:
    """``word`` with one letter lost, added, changed, or two swapped; the first letter stays."""
    place = dice.randrange(1, len(word))
    letter = dice.choice(LETTERS)
    return dice.choice([
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    ])  # fmt: skip


def made_up_titles(dice: random.Random, number: int) -> list[str]:
    words = ["".join(dice.choices(LETTERS, k=dice.randint(3, 9))) for _ in range(number)]
    return [" ".join(dice.sample(words, 4)) for _ in range(number)]


@pytest.mark.proof
def test_one_slip_finds_the_title(fill: Fill) -> None:
    dice = random.Random(seed())
    titles = made_up_titles(dice, 400)
    fill(*[entry(f"k{number}", title) for number, title in enumerate(titles)])
    known = set(Word.objects.values_list("text", flat=True))
    for _ in range(count(5_000)):
        number = dice.randrange(len(titles))
        words = list(search_tokens(titles[number]))
        place = dice.choice([place for place, word in enumerate(words) if len(word) >= 5] or [0])
        wrong = slip(dice, words[place])
        if len(words[place]) < 5 or wrong in known:
            continue
        found = queries.find(ANONYMOUS, " ".join([*words[:place], wrong, *words[place + 1 :]]), limit=3)
        assert f"k{number}" in [hit.key for hit in found.hits], (titles[number], wrong)


@pytest.mark.proof
def test_a_piece_of_a_word_outlives_its_slips() -> None:
    dice = random.Random(seed())
    for _ in range(count(100_000)):
        word = "".join(dice.choices(LETTERS, k=dice.randint(4, 14)))
        wrong = word
        for _ in range(rank.edits(word)):
            wrong = slip(dice, wrong)
        if OSA.distance(word, wrong) <= rank.edits(word):
            assert any(piece in wrong for piece in rank.wholes(word)), (word, wrong)


def test_the_question_as_meant_is_told(fill: Fill) -> None:
    fill(entry("1", "صدور پروانهٔ ساختمان"), entry("2", "کارت بازرگانی"))
    found = queries.find(ANONYMOUS, "پروانه ساخمتان")
    assert [hit.key for hit in found.hits] == ["1"]
    assert found.corrected == "پروانه ساختمان"
    assert queries.find(ANONYMOUS, "پروانه ساختمان").corrected == ""


def test_a_slip_that_makes_another_word_is_forgiven_when_nothing_else_answers(fill: Fill) -> None:
    fill(entry("1", "کارت بازرگانی"), entry("2", "کارد آشپزخانه"))
    assert [hit.key for hit in queries.find(ANONYMOUS, "کارد بازرگانی").hits] == ["1"]


@pytest.mark.parametrize(
    ("typed", "other", "quality"),
    [
        ("پروانه", "پروامه", 40),
        ("پروانه", "پرونه", 40),
        ("پروانه", "پوراه", None),
        ("بازرگانان", "بازگانا", 20),
        ("بازرگانان", "بازگنا", None),
        ("راه", "ماه", None),
        ("10031", "10032", None),
    ],
)
def test_how_near_is_near(typed: str, other: str, quality: int | None) -> None:
    assert rank.nearly(typed, [other]).qualities.get(other) == quality
