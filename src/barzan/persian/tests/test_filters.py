"""Template filters: the active language decides digits, names and units."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override

from barzan.persian import Rial

AZAR_11 = date(2026, 12, 2)


def rendered(source: str, language: str, **context: object) -> str:
    with override(language):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "value", "fa", "en"),
    [
        ("{{ v|fa_digits }}", "ماده 12 و ۱۳", "ماده ۱۲ و ۱۳", "ماده 12 و 13"),
        ("{{ v|num }}", 1234567, "۱٬۲۳۴٬۵۶۷", "1,234,567"),
        ("{{ v|num:1 }}", Decimal("2.25"), "۲٫۳", "2.3"),
        ("{{ v|jalali }}", AZAR_11, "۱۴۰۵/۹/۱۱", "1405/9/11"),
        ('{{ v|jalali:"short" }}', AZAR_11, "۱۱ آذر ۱۴۰۵", "11 Azar 1405"),
        ("{{ v|jalali_long }}", AZAR_11, "چهارشنبه ۱۱ آذر ۱۴۰۵", "Wednesday 11 Azar 1405"),
        ("{{ v|rial }}", 1_500_000, "۱٬۵۰۰٬۰۰۰ ریال", "1,500,000 rials"),
        ("{{ v|rial }}", Rial(10), "۱۰ ریال", "10 rials"),
        ("{{ v|bdi }}", "<b>", "<bdi>&lt;b&gt;</bdi>", "<bdi>&lt;b&gt;</bdi>"),
        ('{{ v|bdi:"ltr" }}', "A-1", '<bdi dir="ltr">A-1</bdi>', '<bdi dir="ltr">A-1</bdi>'),
        ("{{ v|num|bdi }}", 5, "<bdi>۵</bdi>", "<bdi>5</bdi>"),
    ],
)
def test_filters_in_both_languages(source: str, value: object, fa: str, en: str) -> None:
    assert (rendered(source, "fa", v=value), rendered(source, "en", v=value)) == (fa, en)


@pytest.mark.parametrize("name", ["fa_digits", "num", "jalali", "jalali_long", "rial"])
def test_nothing_is_written_for_no_value(name: str) -> None:
    assert rendered("{{ v|" + name + " }}", "fa", v=None) == ""


def test_a_moment_is_shown_as_the_local_day(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tehran"
    late_in_utc = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    assert rendered("{{ v|jalali }}", "fa", v=late_in_utc) == "۱۴۰۵/۹/۱۱"
