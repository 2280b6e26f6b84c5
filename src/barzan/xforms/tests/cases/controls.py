"""Languages, controls and choices."""

from __future__ import annotations

from barzan.xforms.tests.cases import Does
from barzan.xforms.tests.forms import bind

_ITEXT = (
    "<itext><translation lang='فارسی (fa)' default='true()'>"
    "<text id='age'><value>سن <output value='/data/x'/></value><value form='image'>jr://images/a.png</value></text>"
    "<text id='m'><value>از ۱ تا ۹</value></text></translation>"
    "<translation lang='English (en)'><text id='age'><value>Age <output value='/data/x'/></value></text>"
    "<text id='m'><value>from 1 to 9</value></text><text id='only'><value>only here</value></text>"
    "</translation></itext>"
)

LANGUAGES = [
    Does(
        "Languages",
        "the default language",
        "<x>7</x>",
        itext=_ITEXT,
        body="<input ref='/data/x'><label ref=\"jr:itext('age')\"/></input>",
        labels={("/data/x", ""): "سن 7"},
    ),
    Does(
        "Languages",
        "another language, by name and by code",
        "<x>7</x>",
        itext=_ITEXT,
        body="<input ref='/data/x'><label ref=\"jr:itext('age')\"/></input>",
        labels={("/data/x", "English (en)"): "Age 7", ("/data/x", "en"): "Age 7"},
    ),
    Does(
        "Languages",
        "a wording that is missing falls back",
        "<x/>",
        itext=_ITEXT,
        body="<input ref='/data/x'><label ref=\"jr:itext('only')\"/></input>",
        labels={("/data/x", "fa"): "only here"},
    ),
    Does(
        "Languages",
        "both a reference and words: the reference",
        "<x>1</x>",
        itext=_ITEXT,
        body="<input ref='/data/x'><label ref=\"jr:itext('age')\">default</label></input>",
        labels={("/data/x", "en"): "Age 1"},
    ),
    Does(
        "Languages",
        "words alone are the same in every language",
        "<x/>",
        itext=_ITEXT,
        body="<input ref='/data/x'><label>سن شما</label></input>",
        labels={("/data/x", "fa"): "سن شما", ("/data/x", "en"): "سن شما"},
    ),
    Does(
        "fn:jr:itext",
        "the wording in the active language",
        "<x/><y/>",
        bind("/data/y", calculate="jr:itext('m')"),
        itext=_ITEXT,
        values={"/data/y": "از ۱ تا ۹"},
    ),
    Does(
        "Body Elements",
        "output puts answers in",
        "<x>Ada</x><y/>",
        "",
        "<input ref='/data/y'><label>Hello <output value='/data/x'/>!</label></input>",
        steps=[("/data/x", "Eve")],
        labels={("/data/y", ""): "Hello Eve!"},
    ),
]

_ITEMS = "".join(f"<item><label>{one.upper()}</label><value>{one}</value></item>" for one in "abc")
BODY = [
    Does(
        "Body Elements",
        "select1: one of its items",
        "<x/>",
        "",
        f"<select1 ref='/data/x'><label>x</label>{_ITEMS}</select1>",
        steps=[("/data/x", "b")],
        broken=[],
        choices={"/data/x": ["a", "b", "c"]},
    ),
    Does(
        "Body Elements",
        "select1: no other",
        "<x/>",
        "",
        f"<select1 ref='/data/x'><label>x</label>{_ITEMS}</select1>",
        steps=[("/data/x", "d")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "select: several, space-separated",
        "<x/>",
        "",
        f"<select ref='/data/x'><label>x</label>{_ITEMS}</select>",
        steps=[("/data/x", "c a")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "select: none twice",
        "<x/>",
        "",
        f"<select ref='/data/x'><label>x</label>{_ITEMS}</select>",
        steps=[("/data/x", "a a")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "rank: all options",
        "<x/>",
        "",
        f"<odk:rank ref='/data/x'><label>x</label>{_ITEMS}</odk:rank>",
        steps=[("/data/x", "c a b")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "rank: not fewer",
        "<x/>",
        "",
        f"<odk:rank ref='/data/x'><label>x</label>{_ITEMS}</odk:rank>",
        steps=[("/data/x", "c a")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "trigger: OK",
        "<x/>",
        "",
        "<trigger ref='/data/x'><label>x</label></trigger>",
        steps=[("/data/x", "OK")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "trigger: nothing else",
        "<x/>",
        "",
        "<trigger ref='/data/x'><label>x</label></trigger>",
        steps=[("/data/x", "yes")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "Body Attributes",
        "range: on a step",
        "<x/>",
        bind("/data/x", type="int"),
        "<range ref='/data/x' start='1' end='9' step='2'><label>x</label></range>",
        steps=[("/data/x", "5")],
        broken=[],
    ),
    Does(
        "Body Attributes",
        "range: between steps",
        "<x/>",
        bind("/data/x", type="int"),
        "<range ref='/data/x' start='1' end='9' step='2'><label>x</label></range>",
        steps=[("/data/x", "4")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "Body Attributes",
        "range: beyond its end",
        "<x/>",
        bind("/data/x", type="decimal"),
        "<range ref='/data/x' start='0' end='1' step='0.1'><label>x</label></range>",
        steps=[("/data/x", "1.1")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "fn:randomize",
        "with a seed: the same order always",
        "<x/>",
        "<instance id='l'><root>"
        + "".join(f"<item><name>{one}</name></item>" for one in "ABCDEF")
        + "</root></instance>",
        "<select1 ref='/data/x'><label>x</label><itemset nodeset=\"randomize(instance('l')/root/item, 42)\">"
        "<value ref='name'/><label ref='name'/></itemset></select1>",
        steps=[("/data/x", "C")],
        broken=[],
        choices={"/data/x": ["A", "F", "C", "B", "D", "E"]},
    ),
    Does(
        "Body Elements",
        "itemset: rows of a repeat are choices",
        "<r><n>1</n></r><r><n>2</n></r><r><n/></r><x/>",
        "",
        "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>n</label></input></repeat>"
        "<select1 ref='/data/x'><label>x</label><itemset nodeset=\"/data/r[./n != '']\"><value ref='n'/>"
        "<label ref='n'/></itemset></select1>",
        steps=[("/data/x", "2")],
        broken=[],
        choices={"/data/x": ["1", "2"]},
    ),
]

BODY = [
    Does(
        "Body Elements",
        "select1: one of its items",
        "<x/>",
        "",
        f"<select1 ref='/data/x'><label>x</label>{_ITEMS}</select1>",
        steps=[("/data/x", "b")],
        broken=[],
        choices={"/data/x": ["a", "b", "c"]},
    ),
    Does(
        "Body Elements",
        "select1: no other",
        "<x/>",
        "",
        f"<select1 ref='/data/x'><label>x</label>{_ITEMS}</select1>",
        steps=[("/data/x", "d")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "select: several, space-separated",
        "<x/>",
        "",
        f"<select ref='/data/x'><label>x</label>{_ITEMS}</select>",
        steps=[("/data/x", "c a")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "select: none twice",
        "<x/>",
        "",
        f"<select ref='/data/x'><label>x</label>{_ITEMS}</select>",
        steps=[("/data/x", "a a")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "rank: all options",
        "<x/>",
        "",
        f"<odk:rank ref='/data/x'><label>x</label>{_ITEMS}</odk:rank>",
        steps=[("/data/x", "c a b")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "rank: not fewer",
        "<x/>",
        "",
        f"<odk:rank ref='/data/x'><label>x</label>{_ITEMS}</odk:rank>",
        steps=[("/data/x", "c a")],
        broken=[("/data/x", "choice")],
    ),
    Does(
        "Body Elements",
        "trigger: OK",
        "<x/>",
        "",
        "<trigger ref='/data/x'><label>x</label></trigger>",
        steps=[("/data/x", "OK")],
        broken=[],
    ),
    Does(
        "Body Elements",
        "trigger: nothing else",
        "<x/>",
        "",
        "<trigger ref='/data/x'><label>x</label></trigger>",
        steps=[("/data/x", "yes")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "Body Attributes",
        "range: on a step",
        "<x/>",
        bind("/data/x", type="int"),
        "<range ref='/data/x' start='1' end='9' step='2'><label>x</label></range>",
        steps=[("/data/x", "5")],
        broken=[],
    ),
    Does(
        "Body Attributes",
        "range: between steps",
        "<x/>",
        bind("/data/x", type="int"),
        "<range ref='/data/x' start='1' end='9' step='2'><label>x</label></range>",
        steps=[("/data/x", "4")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "Body Attributes",
        "range: beyond its end",
        "<x/>",
        bind("/data/x", type="decimal"),
        "<range ref='/data/x' start='0' end='1' step='0.1'><label>x</label></range>",
        steps=[("/data/x", "1.1")],
        broken=[("/data/x", "type")],
    ),
    Does(
        "fn:randomize",
        "with a seed: the same order always",
        "<x/>",
        "<instance id='l'><root>"
        + "".join(f"<item><name>{one}</name></item>" for one in "ABCDEF")
        + "</root></instance>",
        "<select1 ref='/data/x'><label>x</label><itemset nodeset=\"randomize(instance('l')/root/item, 42)\">"
        "<value ref='name'/><label ref='name'/></itemset></select1>",
        steps=[("/data/x", "C")],
        broken=[],
        choices={"/data/x": ["A", "F", "C", "B", "D", "E"]},
    ),
    Does(
        "Body Elements",
        "itemset: rows of a repeat are choices",
        "<r><n>1</n></r><r><n>2</n></r><r><n/></r><x/>",
        "",
        "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>n</label></input></repeat>"
        "<select1 ref='/data/x'><label>x</label><itemset nodeset=\"/data/r[./n != '']\"><value ref='n'/>"
        "<label ref='n'/></itemset></select1>",
        steps=[("/data/x", "2")],
        broken=[],
        choices={"/data/x": ["1", "2"]},
    ),
]

ALL = [*LANGUAGES, *BODY]
