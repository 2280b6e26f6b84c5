"""One paper in several wordings is one paper; another paper is never taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barzan.statistics.papers import KNOWN, papers_of

SAME = [
    ("شناسنامه", "کپی شناسنامه"),
    ("شناسنامه", "ارائهٔ یک برگ تصویر صفحهٔ اول و دوم شناسنامهٔ هر یک از مؤسسین"),
    ("کارت ملی", "اصل و تصویر كارت‌ملي"),
    ("تأیید مراجع ذی صلاح", "تایید مراجع ذی‌صلاح"),
    ("درخواست کتبی", "تقاضا"),
    ("فرم شمارهٔ ۲", "۲ نسخه فرم شماره 2"),
    ("گواهی عدم سوءپیشینه", "عدم سوء پیشینه"),
]
APART = [
    ("شناسنامه", "شناسنامه فنی ساختمان"),
    ("شناسنامه", "شناسنامه‌های امنیتی استان"),
    ("کارت ملی", "کارت شناسایی خودرو"),
    ("درخواست", "درخواست شکایت"),
    ("سند مالکیت", "سند مالکیت خودرو"),
    ("برگ سبز", "برگ مشخصات فردی"),
    ("اصل", "تصویر"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_wordings_of_one_paper(one: str, other: str) -> None:
    assert papers_of(one)[0] in papers_of(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_papers_that_only_look_alike(one: str, other: str) -> None:
    assert not set(papers_of(one)) & set(papers_of(other))


def test_a_line_that_names_two_papers_asks_for_both() -> None:
    found = papers_of("کپی شناسنامه خلبان، کپی کارت ملی خلبان")
    assert found == ("birth-certificate", "national-card")


@given(st.text(max_size=60))
def test_every_text_names_a_paper_and_never_one_twice(text: str) -> None:
    found = papers_of(text)
    assert len(found) == len(set(found)) >= 1


@given(st.sampled_from(KNOWN), st.sampled_from(["کپی", "اصل", "تصویر", "دو نسخه"]))
def test_how_a_known_paper_is_handed_in_does_not_matter(paper: object, head: str) -> None:
    words = paper.words[0]  # type: ignore[attr-defined]
    assert papers_of(f"{head} {words}") == papers_of(words)
