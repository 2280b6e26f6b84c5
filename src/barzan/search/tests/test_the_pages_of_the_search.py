"""The results page, the suggestions and the API: filled, empty, nothing found, narrowed."""

import pytest
from django.test import Client
from django.urls import reverse

from barzan.search.highlight import Piece, mark, snippet
from barzan.search.registry import Name
from barzan.search.tests.conftest import Fill, entry, unit

RESULTS = "/search/"
FACTS = [Name("کد ۱۷", "code 17")]


@pytest.fixture
def library(fill: Fill) -> None:
    fill(
        entry("1", "پروانهٔ ساختمان", body="برای ساختن خانه در شهر", facts=FACTS, facets=unit("دفتر یک")),
        entry("2", "پروانهٔ <b>بازار</b>", facets=unit("دفتر دو")),
    )


def page(client: Client, **asked: str) -> str:
    response = client.get(RESULTS, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_an_empty_search_invites(client: Client) -> None:
    assert "دنبال چه هستید" in page(client) or "What are you looking for" in page(client)


@pytest.mark.usefixtures("library")
def test_found_words_are_marked_and_texts_escaped(client: Client) -> None:
    shown = page(client, q="پروانه ساختمان")
    assert "<mark>پروانهٔ</mark> <mark>ساختمان</mark>" in shown
    shown = page(client, q="بازار")
    assert "<b>" not in shown.partition("<main")[2]


@pytest.mark.usefixtures("library")
def test_filters_narrow_and_can_be_taken_away(client: Client) -> None:
    assert page(client, q="پروانه").count('class="card result"') == 2
    shown = page(client, q="پروانه", unit="دفتر یک")
    assert shown.count('class="card result"') == 1
    assert 'aria-current="true"' in shown
    assert page(client, q="پروانه", unit="دفتر سه").count('class="card result"') == 0


@pytest.mark.usefixtures("library")
def test_an_english_page_names_filters_and_facts_in_english(client: Client) -> None:
    shown = client.get("/en/search/", {"q": "پروانه"}).content.decode()
    assert "Office one" in shown
    assert "code 17" in shown


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "asked",
    [
        {"q": "سیمرغ"},
        {"q": "پروانه", "page": "99"},
        {"q": "پروانه", "page": "x"},
        {"q": "پروانه", "kind": "nothing"},
    ],
)
def test_odd_questions_get_a_page(client: Client, asked: dict[str, str]) -> None:
    page(client, **asked)


@pytest.mark.usefixtures("library")
def test_suggestions_are_options_of_a_list(client: Client) -> None:
    shown = client.get(reverse("search:suggest"), {"q": "پروانه سا"}).content.decode()
    assert shown.count('role="option"') == 1
    assert "ساختمان" in shown
    assert client.get(reverse("search:suggest")).content.strip() == b""


@pytest.mark.usefixtures("library")
def test_the_api_answers_in_json(client: Client) -> None:
    answer = client.get("/api/v1/search/", {"q": "پروانه ساخمان"}).json()
    assert (answer["total"], answer["corrected"], answer["hits"][0]["key"]) == (1, "پروانه ساختمان", "1")
    assert client.get("/api/v1/search/").status_code == 422
    assert client.get("/api/v1/search/", {"q": "x" * 500}).status_code == 422


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("صدور پروانهٔ ساختمان", {"پروانه"}, ["پروانهٔ"]),
        ("امور سرمایه‌گذاری", {"سرمایهگذاری"}, ["سرمایه‌گذاری"]),
        ("امور سرمایه‌گذاری", {"سرمایه"}, ["سرمایه‌گذاری"]),
        ("امور سرمایه گذاری", {"سرمایهگذاری"}, ["سرمایه", "گذاری"]),
        ("کد ۱۲۰۴", {"1204"}, ["۱۲۰۴"]),
        ("هیچ", {"پروانه"}, []),
    ],
)
def test_what_is_marked(text: str, words: set[str], marked: list[str]) -> None:
    pieces = mark(text, words)
    assert [piece.text for piece in pieces if piece.found] == marked
    assert "".join(piece.text for piece in pieces) == text


def test_a_long_text_is_cut_round_the_first_found_word() -> None:
    text = "آب " * 200 + "پروانه " + "خاک " * 200
    pieces = snippet(text, {"پروانه"})
    assert Piece("پروانه", found=True) in pieces
    assert len("".join(piece.text for piece in pieces)) < 200
    assert snippet("خاک\nپروانه\nآب", {"پروانه"}) == (Piece("پروانه", found=True),)
    assert snippet("کوتاه", set()) == (Piece("کوتاه"),)
    assert snippet("", {"پروانه"}) == ()
