"""The picture: everything is in it, named, with classes only."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from barzan.bpmn.measuring import width, wrapped
from barzan.bpmn.picture import svg
from barzan.bpmn.reading import read
from barzan.bpmn.tests.examples import inquiry, permit
from barzan.bpmn.writing import written

SVG = "{http://www.w3.org/2000/svg}"


def groups(picture: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(picture)  # of our own making
    return {each.get("data-id", ""): each for each in root.iter(f"{SVG}g") if each.get("data-id")}


def test_every_element_is_drawn_and_says_what_it_is() -> None:
    process = permit()
    found = groups(svg(written(process)))
    assert {each.id for each in (*process.nodes, *process.flows, *process.lanes)} <= set(found)
    assert found["complete"].findtext(f"{SVG}title") == "دروازهٔ انتخاب: مدارک کامل است؟"
    assert found["late"].findtext(f"{SVG}title") == "رویداد مرزی (زمان‌سنج): ده روز گذشت"
    assert "bpmn-boundaryEvent" in found["late"].get("class", "")


def test_the_whole_has_a_title_a_description_and_the_direction_of_its_language() -> None:
    root = ElementTree.fromstring(svg(written(permit())))
    assert (root.get("role"), root.get("direction"), root.get("lang")) == ("img", "rtl", "fa")
    assert root.findtext(f"{SVG}title") == "صدور پروانهٔ ساختمان"
    assert "از چپ به راست" in (root.findtext(f"{SVG}desc") or "")
    assert "۵ خط" in (root.findtext(f"{SVG}desc") or "")
    english = ElementTree.fromstring(svg(written(permit()), "permit", "en"))
    assert english.findtext(f"{SVG}title") == "Building permit"
    assert english.get("direction") == "ltr"


def test_there_is_no_style_no_script_and_no_id() -> None:
    picture = svg(written(permit(), inquiry()), "inquiry")
    assert not re.search(r"[ \n](style|id|on\w+|href)=|<(style|script|foreignObject)\b", picture)


def test_marks_become_classes() -> None:
    found = groups(svg(written(permit()), marks={"sign": "bpmn-now", "f_sign_ok": "bpmn-done"}))
    assert found["sign"].get("class", "").split()[-1] == "bpmn-now"
    assert found["f_sign_ok"].get("class", "").split()[-1] == "bpmn-done"


def test_a_mirrored_picture_begins_on_the_right() -> None:
    def start(picture: str) -> float:
        circle = groups(picture)["start"].find(f"{SVG}circle")
        assert circle is not None
        return float(circle.get("cx", "0"))

    document = written(permit())
    assert start(svg(document)) < 400
    assert start(svg(document, mirrored=True)) > 3_000


def test_a_process_that_is_not_there_or_holds_nothing_is_an_error() -> None:
    with pytest.raises(KeyError):
        svg(written(permit()), "ghost")
    with pytest.raises(KeyError):
        svg(written(replace(permit(), nodes=(), flows=(), lanes=())), "permit")


def test_words_that_look_like_markup_stay_words() -> None:
    process = permit()
    first, *rest = process.nodes
    evil = replace(first, name=replace(first.name, fa='<script>alert("x")</script>'))
    picture = svg(written(replace(process, nodes=(evil, *rest))), marks={"start": '"><script>'})
    assert "<script" not in picture


def test_coordinates_that_are_none_do_not_break_the_picture() -> None:
    from barzan.bpmn.layout import laid_out

    data = laid_out(written(permit())).write()
    data = re.sub(rb'<dc:Bounds x="[^"]*" y="[^"]*"', b'<dc:Bounds x="nan" y="1e999"', data, count=5)
    data = re.sub(rb'<di:waypoint x="[^"]*"', b'<di:waypoint x="left"', data, count=5)
    assert "nan" not in svg(read(data))


def test_texts_break_between_words_and_are_cut_with_an_ellipsis() -> None:
    text = "رسیدگی به درخواست پروانهٔ ساختمان در کمیسیون مادهٔ پنج"
    lines = wrapped(text, 100, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width(line) <= 100 for line in lines)
    assert wrapped("", 100, 3) == ()
    assert "".join(wrapped("ی" * 60, 100, 9)) == "ی" * 60
