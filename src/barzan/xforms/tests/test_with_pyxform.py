"""Forms as pyxform writes them: read, filled, judged."""

from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from barzan.xforms import Filling, Form, analyse, check, read, read_list
from barzan.xforms.tests.forms import NOW

FA, EN = "label::فارسی (fa)", "label::English (en)"
SURVEY: list[dict[str, str]] = [
    {"type": "start", "name": "start"},
    {"type": "deviceid", "name": "device"},
    {
        "type": "text",
        "name": "name",
        FA: "نام",
        EN: "Name",
        "hint::English (en)": "hint",
        "constraint": "string-length(.) > 2",
        "constraint_message::فارسی (fa)": "دست‌کم سه حرف، نه «${name}»",
        "required": "yes",
        "appearance": "multiline",
        "guidance_hint": "more",
        "image::English (en)": "a.png",
        "bind::b:personal": "yes",
    },
    {
        "type": "integer",
        "name": "age",
        FA: "سن ${name}",
        EN: "Age of ${name}",
        "relevant": "${name} != ''",
        "constraint": ". > 0 and . < 120",
        "required": "${name} = 'Ali'",
        "default": "5",
    },
    {"type": "select_one province", "name": "province", FA: "استان", EN: "Province", "appearance": "minimal"},
    {
        "type": "select_multiple town",
        "name": "towns",
        FA: "شهر",
        EN: "Town",
        "parameters": "randomize=true, seed=42",
        "choice_filter": "province = ${province}",
    },
    {
        "type": "select_one_from_file district.csv",
        "name": "district",
        FA: "منطقه",
        EN: "District",
        "parameters": "value=code, label=title",
        "choice_filter": "province = ${province}",
    },
    {"type": "rank province", "name": "ranked", FA: "ترتیب", EN: "Rank"},
    {"type": "range", "name": "share", FA: "سهم", EN: "Share", "parameters": "start=1 end=5 step=1"},
    {"type": "acknowledge", "name": "agreed", FA: "موافقم", EN: "Agreed"},
    {"type": "begin repeat", "name": "member", FA: "اعضا", EN: "Members", "relevant": "${age} > 3"},
    {"type": "text", "name": "title", FA: "نام عضو", EN: "Title"},
    {"type": "integer", "name": "years", FA: "سال", EN: "Years", "default": "${age} + 1"},
    {
        "type": "calculate",
        "name": "before",
        "calculation": "indexed-repeat(${years}, ${member}, position(..) - 1)",
    },
    {"type": "begin repeat", "name": "skill", FA: "مهارت ${title}", EN: "Skill"},
    {"type": "text", "name": "what", FA: "چه", EN: "What of ${title}", "relevant": "${title} != ''"},
    {"type": "end repeat"},
    {"type": "end repeat"},
    {"type": "select_one ${title}", "name": "eldest", FA: "بزرگ‌ترین", EN: "Eldest"},
    {"type": "begin group", "name": "sums", FA: "جمع", EN: "Sums", "appearance": "field-list"},
    {"type": "calculate", "name": "total", "calculation": "sum(${years})"},
    {"type": "calculate", "name": "when", "calculation": "now()", "trigger": "${age}"},
    {"type": "note", "name": "told", FA: "جمع ${total}", EN: "Sum ${total}"},
    {"type": "image", "name": "photo", FA: "عکس", EN: "Photo", "parameters": "max-pixels=1000"},
    {"type": "end group"},
    {"type": "select_one province or_other", "name": "origin", FA: "زادگاه", EN: "Origin"},
    {"type": "hidden", "name": "secret"},
]
CHOICES = [
    {"list_name": "province", "name": "a", FA: "الف", EN: "A"},
    {"list_name": "province", "name": "b", FA: "ب", EN: "B"},
    {"list_name": "town", "name": "t1", FA: "یک", EN: "One", "province": "a"},
    {"list_name": "town", "name": "t2", FA: "دو", EN: "Two", "province": "b"},
]
SETTINGS = [
    {
        "form_id": "household",
        "form_title": "خانوار",
        "version": "3",
        "default_language": "فارسی (fa)",
        "namespaces": 'b="urn:barzan:form:1"',
        "instance_name": "concat(${name}, '-x')",
        "style": "pages",
    },
]
ENTITIES = [
    {"list_name": "people", "label": "${name}"},
]
DISTRICTS = "code,title,province\n11,یازده,a\n12,دوازده,a\n21,بیست‌ویک,b\n".encode()


def table(name: str, rows: list[dict[str, str]]) -> str:
    """A sheet as pyxform reads it in Markdown."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join([f"| {name} |", *(f"| | {' | '.join(line)} |" for line in lines)])


@pytest.fixture(scope="module")
def household() -> Form:
    sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "entities": ENTITIES}
    return read(convert("\n".join(map(table, sheets, sheets.values())), file_type=".md").xform)


def test_what_a_form_says_of_itself(household: Form) -> None:
    assert (household.id, household.version, household.title["فارسی (fa)"]) == ("household", "3", "خانوار")
    assert household.languages == ("فارسی (fa)", "English (en)")
    assert household.default_language == "فارسی (fa)"
    assert household.settings["style"] == "pages"
    assert [(one["dataset"], one["path"]) for one in household.entities] == [("people", "/data/meta/entity")]
    assert household.lists["district"].source == "jr://file-csv/district.csv"
    assert [one.in_("en") for one in household.lists["town"].labels] == ["One", "Two"]
    assert analyse(household) == []


def test_kinds_and_types(household: Form) -> None:
    found = {
        path.removeprefix("/data/"): (node.kind, node.type)
        for path, node in household.nodes.items()
        if "/meta" not in path
    }
    assert found == {
        "/data": ("form", "form"),
        "start": ("meta", "start"),
        "device": ("meta", "deviceid"),
        "name": ("question", "text"),
        "age": ("question", "integer"),
        "province": ("question", "select_one"),
        "towns": ("question", "select_multiple"),
        "district": ("question", "select_one"),
        "ranked": ("question", "rank"),
        "share": ("question", "range"),
        "agreed": ("question", "acknowledge"),
        "member": ("repeat", "repeat"),
        "member/title": ("question", "text"),
        "member/years": ("question", "integer"),
        "member/before": ("calculate", "calculate"),
        "member/skill": ("repeat", "repeat"),
        "member/skill/what": ("question", "text"),
        "eldest": ("question", "select_one"),
        "sums": ("group", "group"),
        "sums/total": ("calculate", "calculate"),
        "sums/when": ("calculate", "calculate"),
        "sums/told": ("note", "note"),
        "sums/photo": ("question", "image"),
        "origin": ("question", "select_one"),
        "origin_other": ("question", "text"),
        "secret": ("hidden", "hidden"),
    }


def test_a_label_may_be_a_picture_alone() -> None:
    markdown = """
        | survey |
        | | type               | name | label | media::image | media::audio::fa |
        | | note               | n    |       | n.png        | n.mp3            |
        | | select_one picture | s    | S     |              |                  |
        | choices |
        | | list_name | name | media::image |
        | | picture   | a    | a.png        |
        """
    form = read(convert(markdown, validate=False, form_name="data").xform)
    assert dict(form.nodes["/data/n"].label) == {}
    assert form.nodes["/data/n"].label.media == {
        "image": {"default": "jr://images/n.png"}, "audio": {"fa": "jr://audio/n.mp3"}
    }  # fmt: skip
    choice = Filling(form, now=NOW).choices("/data/s")[0]
    assert choice.label.media == {"image": {"default": "jr://images/a.png"}}


def test_what_a_node_says(household: Form) -> None:
    nodes = household.nodes
    name, towns = nodes["/data/name"], nodes["/data/towns"]
    assert name.extra == {"personal": "yes"}
    assert (name.label.in_("fa"), name.label.in_("en"), name.label.in_("de")) == ("نام", "Name", "نام")
    assert name.label.media == {"image": {"English (en)": "jr://images/a.png"}}
    assert (name.hint.in_("fa"), name.guidance.in_("en"), name.appearance) == ("hint", "more", "multiline")
    assert nodes["/data/age"].label["فارسی (fa)"] == "سن ${name}"
    assert nodes["/data/age"].label.outputs == ("/data/name",)
    assert towns.itemset is not None
    assert (towns.list, towns.itemset.filter, towns.itemset.randomize, towns.itemset.seed) == (
        "town", "province =  /data/province", True, "42",
    )  # fmt: skip
    assert nodes["/data/sums/photo"].parameters == {"max-pixels": "1000", "mediatype": "image/*"}
    assert nodes["/data/share"].parameters == {"start": "1", "end": "5", "step": "1"}
    assert nodes["/data/sums/when"].trigger == ("/data/age",)
    assert [one.path for one in nodes["/data/member/skill/what"].repeats] == [
        "/data/member",
        "/data/member/skill",
    ]


def test_a_filling_from_the_first_load_to_the_judgement(household: Form) -> None:
    lists = {"district": read_list("district", "district.csv", DISTRICTS)}
    filling = Filling(household, now=NOW, seed=5, lists=lists, metadata={"deviceid": "web:1"})
    assert filling.get("/data/device") == "web:1"
    assert filling.get("/data/start").startswith("2026-11-26T10:20:30")
    assert {(one.place, one.rule) for one in filling.broken()} == {("/data/name", "required")}
    filling.set("/data/name", "Al")
    (broken,) = filling.broken()
    assert (broken.rule, broken.message.in_("fa")) == ("constraint", "دست‌کم سه حرف، نه «Al»")
    filling.set("/data/name", "Ali")
    assert filling.label("/data/age", "en") == "Age of Ali"
    assert filling.required("/data/age")
    assert filling.get("/data/meta/instanceName") == "Ali-x"
    filling.set("/data/province", "a")
    assert [(one.value, one.label.in_("en")) for one in filling.choices("/data/towns")] == [("t1", "One")]
    assert [one.label.in_("fa") for one in filling.choices("/data/district")] == ["یازده", "دوازده"]
    filling.set("/data/district", "21")
    assert [(one.place, one.rule) for one in filling.broken()] == [("/data/district", "choice")]
    filling.set("/data/district", "11")
    filling.set("/data/age", "40")
    assert filling.get("/data/sums/when") == "2026-11-26T10:20:30.456+03:30"
    filling.set("/data/member[1]/title", "Eve")
    filling.set("/data/member[1]/years", "7")
    assert filling.add("/data/member") == "/data/member[2]"
    assert filling.get("/data/member[2]/years") == "41"
    assert filling.get("/data/member[2]/before") == "7"
    filling.set("/data/member[2]/title", "Ada")
    assert filling.label("/data/member[2]/skill[1]/what", "en") == "What of Ada"
    assert filling.label("/data/member[2]/skill", "fa") == "مهارت Ada"
    assert [one.value for one in filling.choices("/data/eldest")] == ["Eve", "Ada"]
    assert filling.label("/data/sums/told", "fa") == "جمع 48"
    filling.set("/data/origin", "other")
    assert filling.relevant("/data/origin_other")
    verdict = check(household, filling.value(), now=NOW, lists=lists)
    assert (verdict.answers, verdict.changed, verdict.dropped) == (filling.value(), (), ())
    assert verdict.broken == ()
