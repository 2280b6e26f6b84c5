"""The date field of forms: three fields, no script needed, nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from barzan.persian.fields import JalaliDateField


class Form(forms.Form):
    due = JalaliDateField(label="due")
    since = JalaliDateField(required=False)


def form(day: str, month: str, year: str) -> Form:
    return Form({"due_day": day, "due_month": month, "due_year": year})


@pytest.mark.parametrize(("day", "year"), [("۱۱", "۱۴۰۵"), ("١١", "١٤٠٥"), ("11", "1405"), (" 011 ", "1405")])
def test_digits_of_any_keyboard_are_read(day: str, year: str) -> None:
    filled = form(day, "9", year)
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data == {"due": date(2026, 12, 2), "since": None}


@pytest.mark.parametrize(
    ("typed", "code", "fa"),
    [
        (("", "", ""), "required", None),
        (("11", "", "1405"), "date.part", "ماه را هم بنویسید."),
        (("", "", "1405"), "date.part", "روز و ماه را هم بنویسید."),
        (("x", "9", "1405"), "date.unreadable", "روز و سال را با رقم بنویسید، مانند ۱۱ و ۱۴۰۵."),
        (("31", "9", "1405"), "date.day", "آذر ۱۴۰۵، ۳۰ روز دارد؛ روز ۳۱ ندارد."),
        (("11", "13", "1405"), "date.month", None),
        (("11", "9", "05"), "date.year", None),
    ],
)
def test_an_error_names_the_cure(typed: tuple[str, str, str], code: str, fa: str | None) -> None:
    with override("fa"):
        refused = form(*typed)
        (error,) = refused.errors.as_data()["due"]
        assert error.code == code
        assert fa is None or error.messages == [fa]


def test_what_was_typed_comes_back_after_an_error() -> None:
    html = str(form("۳۱", "9", "۱۴۰۵ه")["due"])
    assert 'value="۳۱"' in html
    assert 'value="۱۴۰۵ه"' in html
    assert '<option value="9" selected>' in html


@pytest.mark.parametrize(("language", "day", "month"), [("fa", "۱۱", "آذر"), ("en", "11", "Azar")])
def test_a_stored_day_is_shown_in_the_active_language(language: str, day: str, month: str) -> None:
    with override(language):
        html = str(Form(initial={"due": date(2026, 12, 2)})["due"])
    assert f'value="{day}"' in html
    assert f'<option value="9" selected>{month}</option>' in html


def test_an_unchanged_day_is_no_change() -> None:
    data = {"due_day": "۱۱", "due_month": "9", "due_year": "۱۴۰۵"}
    assert not Form(data, initial={"due": date(2026, 12, 2)}).has_changed()
    assert Form(data, initial={"due": date(2026, 12, 3)}).has_changed()


def test_every_part_has_its_label_and_no_script_or_style_is_inline(settings: Any) -> None:
    # Names of files as they are, without the manifest that only a collected installation has.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    with override("fa"):
        blank = Form()
        html = str(blank["due"])
    for label in ("روز", "ماه", "سال"):
        assert f'<span class="jp-name">{label}</span>' in html
    assert "<fieldset" in str(blank)
    assert "<script" not in html
    assert "style=" not in html
    assert 'type="module"' in str(blank.media)
    assert "persian/jalali-picker.css" in str(blank.media)
