"""What the component tags promise beyond their looks."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from barzan.look.icons import drawings
from barzan.look.parts import Bar, Ruler, Source


def rendered(source: str, path: str = "/", **context: Any) -> str:
    request = RequestFactory().get(path)
    with translation.override("fa"):
        return Template(source).render(RequestContext(request, context, processors=[]))


def test_an_icon_is_silent_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "search" %}')
    assert 'role="img" aria-label="یافتن"' in rendered('{% icon "search" label="یافتن" %}')


def test_an_unknown_icon_is_an_error_of_the_page() -> None:
    with pytest.raises(KeyError):
        rendered('{% icon "no-such-icon" %}')


def test_every_drawing_is_plain_lines_without_colour_or_script() -> None:
    assert len(drawings()) > 60
    for name, drawing in drawings().items():
        assert "fill=" not in drawing.replace('fill="currentColor"', ""), name
        assert "style" not in drawing, name
        assert "<script" not in drawing, name


def test_only_what_points_along_the_reading_is_mirrored() -> None:
    assert "mirror" in rendered('{% icon "arrow-left" %}')
    assert "mirror" not in rendered('{% icon "clock" %}')


@pytest.mark.parametrize(
    "tag", ["badge text", "star text", "alert text %}{{ text }}{% endalert", 'chip text "/"']
)
def test_a_component_escapes_what_it_is_given(tag: str) -> None:
    assert "<b>" not in rendered("{% " + tag + " %}", text="<b>")


def test_a_gap_is_hatched_and_never_drawn_as_zero() -> None:
    text = rendered("{% bars rows %}", rows=[Bar("الف", "۱۲", 40), Bar("ب", "داده نداریم", None)])
    assert text.count("<rect") == 1
    assert 'width="40.00"' in text
    assert "bars-none" in text


def test_a_ruler_says_its_sentence_twice_for_eyes_and_for_ears() -> None:
    text = rendered("{% ruler ruler %}", ruler=Ruler(("past", "today", "holiday", "last"), "۹ روز مانده"))
    assert text.count("۹ روز مانده") == 2
    assert text.count("ruler-day ") == 4


def test_the_strip_counts_the_sources_that_speak() -> None:
    items = [Source("تماس", 3), Source("شورا", 0), Source("پیمایش", 1)]
    text = rendered("{% sources items %}", items=items)
    assert "۲ منبع از ۳ منبع" in text
    assert "تماس، پیمایش" in text


def test_the_pager_keeps_what_was_asked() -> None:
    text = rendered("{% pager page %}", "/?q=%D8%A2%D8%A8&page=2", page=Paginator(range(50), 10).page(2))
    assert 'href="?q=%D8%A2%D8%A8&amp;page=3" rel="next"' in text
    assert text.count('aria-current="page"') == 1


def test_one_page_needs_no_pager() -> None:
    assert rendered("{% pager page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


class Form(forms.Form):
    name = forms.CharField(label="نام", help_text="چنان‌که در کارت است")
    kinds = forms.MultipleChoiceField(
        label="نوع", choices=[("a", "الف")], widget=forms.CheckboxSelectMultiple
    )


def test_a_field_comes_as_label_hint_error_input() -> None:
    text = rendered("{% field form.name %}", form=Form({}))
    places = [text.index(mark) for mark in ("field-label", "field-hint", "field-error", "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    text = rendered("{% field form.kinds %}", form=Form({}))
    assert "<fieldset" in text
    assert "<legend" in text


def test_the_error_summary_links_to_each_field_and_is_absent_without_errors() -> None:
    wrong = rendered("{% error_summary form %}", form=Form({}))
    assert "۲ چیز را درست کنید" in wrong
    assert 'href="#id_name"' in wrong
    assert rendered("{% error_summary form %}", form=Form({"name": "آب", "kinds": ["a"]})).strip() == ""
