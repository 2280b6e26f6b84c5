"""restore_zwnj: what a scan lost comes back, and right words stay as they are."""

import pytest
from hypothesis import given

from barzan.persian import joined_key, normalise, restore_zwnj
from barzan.persian.tests.test_one_spelling import any_text
from barzan.persian.zwnj_words import AMBIGUOUS, LEAVE, SILENT_HEH, VERB_FORMS, WHOLE_WORDS

REPAIRED = """
سرمایه‌گذاری سرمایه‌گذاران سرمایه‌ای سرمایه‌ی برنامه‌ریزی برنامه‌ریزی‌های برنامه‌های برنامه‌ی
می‌شود می‌باشد می‌گردد می‌توان نمی‌دهد نمی‌کنند می‌گذارد می‌فرمایند شده‌اند نموده‌اند
دستورالعمل‌های تشکل‌های دستگاه‌ها سکونتگاه‌های بهره‌برداری بهره‌وری بودجه‌ریزی هزینه‌ای هزینه‌های
منطقه‌ای بیمه‌ای تبصره‌ی تفاهم‌نامه تفاهم‌نامه‌ی تفاهم‌نامه‌های شیوه‌نامه‌های موافقت‌نامه‌ی
آسیب‌ها آسیب‌پذیر میراب‌ها جمع‌آوری جمع‌بندی پیش‌بینی پیش‌نویس دانش‌آموزان دانش‌بنیان کسب‌وکارهای
گفت‌وگوی مردم‌نهاد سخت‌افزارها ظرفیت‌سازی مشارکت‌کنندگان سیاست‌گذاری‌های ذی‌ربط ذی‌نفعان
بین‌المللی آیین‌نامه راه‌ها
""".split()  # noqa: SIM905

KEPT = """
تنها تنهایی انتها انتهای آنها اینها بها خونبها گرانبها نهایی نهایت بهایی رها دنیا فقها اشتها منها
شهرها شوراهای نهادهای میدان میدانی میز میزان میان میل میلیون میهن میوه میراث میثاق میراب میسر نمیر
نمایش نامه نامی گواهی آگاهی دانشگاهی سازماندهی فرماندهی توجهی شهری شهرسازی بازسازی نوسازی بهسازی
پیگیری پیشگیری جلوگیری دستگیری واگذاری بازگذاری کاربری دختر دفتر بستر بهتر بیشتر کمتر ویترین
تبریزی مهندسی همایش نمایش آزمایش دلپذیر دلپذیری بخشنامه اساسنامه گواهینامه شناسنامه پاسخگویی
راهپیمایی ساماندهی خانهای نقشهای زمینهای محلهای حرفهای غیرحرفهای چندمرحلهای همکاری همچنین چنانچه
""".split()  # noqa: SIM905


@pytest.mark.parametrize("word", REPAIRED)
def test_a_lost_zwnj_comes_back(word: str) -> None:
    assert restore_zwnj(word.replace("\u200c", "")) == word


@pytest.mark.parametrize("word", KEPT)
def test_a_right_or_ambiguous_word_stays(word: str) -> None:
    assert restore_zwnj(word) == normalise(word)


def test_words_change_inside_a_text_and_nothing_else_does() -> None:
    scanned = "| ۱۲ | نظارت بر تشکلهای مردمنهاد، (برنامهریزی) و 3 مورد |"
    assert restore_zwnj(scanned) == "| ۱۲ | نظارت بر تشکل‌های مردم‌نهاد، (برنامه‌ریزی) و 3 مورد |"


@given(any_text)
def test_repair_is_idempotent_and_adds_only_zwnj(text: str) -> None:
    repaired = restore_zwnj(text)
    assert restore_zwnj(repaired) == repaired
    assert repaired.replace("\u200c", "") == normalise(text).replace("\u200c", "")
    assert joined_key(repaired.replace("\u200c", "")) == joined_key(normalise(text).replace("\u200c", ""))


@pytest.mark.parametrize("piece", ["ی", "سازی", "ه", "ها", "نامه", "می"])
def test_a_word_without_end_costs_nothing(piece: str) -> None:
    endless = piece * 5000
    assert restore_zwnj(endless) == normalise(endless)
    assert restore_zwnj("ظرفیتساز" + "ی" * 30).replace("\u200c", "") == "ظرفیتساز" + "ی" * 30


def test_the_lists_do_not_contradict_each_other() -> None:
    assert not AMBIGUOUS & (set(VERB_FORMS) | set(WHOLE_WORDS) | LEAVE)
    assert not set(VERB_FORMS) & set(WHOLE_WORDS)
    assert not SILENT_HEH & set(WHOLE_WORDS)
    for joined, word in (VERB_FORMS | WHOLE_WORDS).items():
        assert joined == word.replace("\u200c", "")
        assert "\u200c" in normalise(word), "a ZWNJ that shows nothing has no place in a list"
