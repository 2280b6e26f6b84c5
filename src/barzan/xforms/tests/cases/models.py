"""Instances, repeats, events, languages, choices, metadata, entities."""

from __future__ import annotations

from barzan.xforms.tests.cases import Does
from barzan.xforms.tests.forms import bind

_X = "<input ref='/data/x'><label>x</label></input>"
_PERSON = (
    "<group ref='/data/person'><label>Person</label><repeat nodeset='/data/person'>"
    "<input ref='/data/person/name'><label>Name</label></input>"
    "<input ref='/data/person/relationship'><label>Relationship</label></input></repeat></group>"
)
_EMPTY_PERSON = "<person><name/><relationship/></person>"


def _counted(count: str) -> str:
    return _PERSON.replace(
        "<repeat nodeset='/data/person'", f"<repeat nodeset='/data/person' jr:count='{count}'"
    )


INSTANCES = [
    Does("Primary Instance", "values are defaults", "<x>10</x>", body=_X, values={"/data/x": "10"}),
    Does(
        "Primary Instance",
        "a default can be cleared",
        "<x>10</x>",
        body=_X,
        steps=[("/data/x", "")],
        answers={},
    ),
    Does(
        "Secondary Instances - Internal",
        "an item of a list",
        "<x>usa</x><y/>",
        "<instance id='c'><root><item><name>nl</name><cap>ams</cap></item>"
        "<item><name>usa</name><cap>was</cap></item></root></instance>"
        + bind("/data/y", calculate="instance('c')/root/item[name=/data/x]/cap"),
        _X,
        values={"/data/y": "was"},
    ),
    Does(
        "Secondary Instances - Internal",
        "cascading choices",
        "<x/><y/>",
        "<instance id='cities'><root><item><name>ams</name><country>nl</country></item>"
        "<item><name>den</name><country>usa</country></item><item><name>nyc</name><country>usa</country></item>"
        "</root></instance>",
        _X + "<select1 ref='/data/y'><label>y</label><itemset nodeset=\"instance('cities')/root/item[country="
        "/data/x]\"><value ref='name'/><label ref='name'/></itemset></select1>",
        steps=[("/data/x", "usa"), ("/data/y", "nyc")],
        choices={"/data/y": ["den", "nyc"]},
        broken=[],
    ),
    Does(
        "Secondary Instances - Internal",
        "a choice that no longer stands open",
        "<x/><y/>",
        "<instance id='cities'><root><item><name>ams</name><country>nl</country></item>"
        "<item><name>den</name><country>usa</country></item></root></instance>",
        _X + "<select1 ref='/data/y'><label>y</label><itemset nodeset=\"instance('cities')/root/item[country="
        "/data/x]\"><value ref='name'/><label ref='name'/></itemset></select1>",
        steps=[("/data/x", "usa"), ("/data/y", "den"), ("/data/x", "nl")],
        choices={"/data/y": ["ams"]},
        broken=[("/data/y", "choice")],
    ),
    Does(
        "Secondary Instances - External",
        "an unknown list judges nothing",
        "<y/>",
        "<instance id='far' src='jr://file-csv/far.csv'/>",
        "<select1 ref='/data/y'><label>y</label><itemset nodeset=\"instance('far')/root/item\">"
        "<value ref='name'/><label ref='label'/></itemset></select1>",
        steps=[("/data/y", "any")],
        broken=[],
        choices={"/data/y": []},
    ),
]
REPEATS = [
    Does("Repeats", "one row as the instance says", _EMPTY_PERSON, body=_PERSON, counts={"/data/person": 1}),
    Does(
        "Creation, Removal of Repeats",
        "A: several nodes in the instance",
        _EMPTY_PERSON * 3,
        body=_PERSON,
        counts={"/data/person": 3},
    ),
    Does(
        "Creation, Removal of Repeats",
        "B: jr:count with a number",
        _EMPTY_PERSON,
        body=_counted("3"),
        counts={"/data/person": 3},
    ),
    Does(
        "Creation, Removal of Repeats",
        "jr:count with a path: more",
        "<x>1</x>" + _EMPTY_PERSON,
        body=_X + _counted("/data/x"),
        steps=[("/data/x", "4")],
        counts={"/data/person": 4},
    ),
    Does(
        "Creation, Removal of Repeats",
        "jr:count with a path: fewer",
        "<x>3</x>" + _EMPTY_PERSON,
        body=_X + _counted("/data/x"),
        steps=[("/data/person[1]/name", "Ada"), ("/data/x", "1")],
        answers={"x": "1", "person": [{"name": "Ada"}]},
    ),
    Does(
        "Creation, Removal of Repeats",
        "jr:count that is no number: none",
        "<x>many</x>" + _EMPTY_PERSON,
        body=_X + _counted("/data/x"),
        counts={"/data/person": 0},
    ),
    Does(
        "Creation, Removal of Repeats",
        "rows are added by the user",
        _EMPTY_PERSON,
        body=_PERSON,
        steps=["/data/person", ("/data/person[2]/name", "Kofi")],
        answers={"person": [{}, {"name": "Kofi"}]},
    ),
    Does(
        "Creation, Removal of Repeats",
        "rows are removed by the user",
        _EMPTY_PERSON,
        body=_PERSON,
        steps=[
            ("/data/person[1]/name", "Ada"),
            "/data/person",
            ("/data/person[2]/name", "Kofi"),
            "-/data/person[1]",
        ],
        answers={"person": [{"name": "Kofi"}]},
    ),
    Does(
        "Default Values in Repeats",
        "A: a template for new rows",
        "<person jr:template=''><name/><relationship>spouse</relationship></person>"
        "<person><name>John</name><relationship>father</relationship></person>",
        body=_PERSON,
        steps=["/data/person"],
        answers={"person": [{"name": "John", "relationship": "father"}, {"relationship": "spouse"}]},
    ),
    Does(
        "Default Values in Repeats",
        "the template itself is no row",
        "<person jr:template=''><name/><relationship>spouse</relationship></person>",
        body=_PERSON,
        counts={"/data/person": 0},
    ),
    Does(
        "Default Values in Repeats",
        "B: values of each row",
        "<person><name>John</name><relationship>father</relationship></person>"
        "<person><name>Kofi</name><relationship>brother</relationship></person>",
        body=_PERSON,
        values={"/data/person[1]/name": "John", "/data/person[2]/relationship": "brother"},
    ),
    Does(
        "Repeats",
        "nested: each row has its own rows",
        "<r jr:template=''><k jr:template=''><v/></k></r><r><k><v/></k></r>",
        bind("/data/r/k/v", type="int") + bind("/data/r", relevant="true()"),
        "<group ref='/data/r'><repeat nodeset='/data/r'><group ref='/data/r/k'><repeat nodeset='/data/r/k'>"
        "<input ref='/data/r/k/v'><label>v</label></input></repeat></group></repeat></group>",
        steps=["/data/r", "/data/r[2]/k", ("/data/r[2]/k[2]/v", "9")],
        counts={"/data/r[1]/k": 1, "/data/r[2]/k": 2},
        answers={"r": [{"k": [{}]}, {"k": [{}, {"v": "9"}]}]},
    ),
    Does(
        "Repeats",
        "a sum over all rows follows them",
        "<r><n>1</n></r><s/>",
        bind("/data/s", calculate="sum(/data/r/n)"),
        "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>n</label></input></repeat>",
        steps=["/data/r", ("/data/r[2]/n", "5"), ("/data/r[1]/n", "2")],
        values={"/data/s": "7"},
    ),
    Does(
        "Repeats",
        "positions follow when a row goes",
        "<r><p/></r><r><p/></r><r><p/></r>",
        bind("/data/r/p", calculate="position(..)"),
        "<repeat nodeset='/data/r'/>",
        steps=["-/data/r[1]"],
        answers={"r": [{"p": "1"}, {"p": "2"}]},
    ),
    Does(
        "XPath Paths",
        "an absolute path inside a repeat means the row itself",
        "<r><n>1</n><d/></r><r><n>2</n><d/></r>",
        bind("/data/r/d", calculate="/data/r/n * 10"),
        "<repeat nodeset='/data/r'/>",
        answers={"r": [{"n": "1", "d": "10"}, {"n": "2", "d": "20"}]},
    ),
    Does(
        "XPath Paths",
        "its own repeat at the end of a path means all rows",
        "<r><n>1</n></r><r><n>2</n></r>",
        bind("/data/r/n", calculate="count(/data/r)"),
        "<repeat nodeset='/data/r'/>",
        answers={"r": [{"n": "2"}, {"n": "2"}]},
    ),
    Does(
        "fn:indexed-repeat",
        "the row before",
        "<r><n>5</n><b/></r><r><n>7</n><b/></r>",
        bind("/data/r/b", calculate="indexed-repeat(/data/r/n, /data/r, position(..) - 1)"),
        "<repeat nodeset='/data/r'/>",
        answers={"r": [{"n": "5"}, {"n": "7", "b": "5"}]},
    ),
    Does(
        "fn:indexed-repeat",
        "a running total",
        "<r><n>5</n><t/></r><r><n>7</n><t/></r><r><n>1</n><t/></r>",
        bind(
            "/data/r/t", calculate="../n + coalesce(indexed-repeat(/data/r/t, /data/r, position(..) - 1), 0)"
        ),
        "<repeat nodeset='/data/r'/>",
        steps=[("/data/r[1]/n", "6")],
        values={"/data/r[1]/t": "6", "/data/r[2]/t": "13", "/data/r[3]/t": "14"},
    ),
]
_SET = "<setvalue event='{event}' ref='{ref}' value=\"{value}\"/>"


def _set(event: str, ref: str, value: str) -> str:
    return _SET.format(event=event, ref=ref, value=value)


EVENTS = [
    Does(
        "event:odk-instance-first-load",
        "a dynamic default",
        "<now/>",
        bind("/data/now", type="dateTime") + _set("odk-instance-first-load", "/data/now", "now()"),
        values={"/data/now": "2026-11-26T10:20:30.456+03:30"},
    ),
    Does(
        "event:odk-instance-first-load",
        "may be changed by the user",
        "<x/>",
        _set("odk-instance-first-load", "/data/x", "'first'"),
        _X,
        steps=[("/data/x", "other")],
        values={"/data/x": "other"},
    ),
    Does(
        "event:odk-instance-first-load",
        "the old name xforms-ready",
        "<x/>",
        _set("xforms-ready", "/data/x", "1 + 1"),
        _X,
        values={"/data/x": "2"},
    ),
    Does(
        "event:xforms-value-changed",
        "a static value when a node changes",
        "<x/><c/>",
        "",
        "<input ref='/data/x'><label>x</label><setvalue event='xforms-value-changed' ref='/data/c'>"
        "Value changed!</setvalue></input>",
        steps=[("/data/x", "1")],
        values={"/data/c": "Value changed!"},
    ),
    Does(
        "event:xforms-value-changed",
        "not before",
        "<x>1</x><c/>",
        "",
        "<input ref='/data/x'><label>x</label><setvalue event='xforms-value-changed' ref='/data/c'>"
        "Value changed!</setvalue></input>",
        answers={"x": "1"},
    ),
    Does(
        "event:xforms-value-changed",
        "an empty value clears",
        "<x/><c>old</c>",
        "",
        "<input ref='/data/x'><label>x</label><setvalue event='xforms-value-changed' ref='/data/c'/></input>",
        steps=[("/data/x", "1")],
        answers={"x": "1"},
    ),
    Does(
        "event:xforms-value-changed",
        "in the same row of a repeat",
        "<r><x/><c/></r><r><x/><c/></r>",
        "",
        "<repeat nodeset='/data/r'><input ref='/data/r/x'><label>x</label>"
        "<setvalue event='xforms-value-changed' ref='/data/r/c' value=\"concat(../x, '!')\"/>"
        "</input></repeat>",
        steps=[("/data/r[2]/x", "hi")],
        answers={"r": [{}, {"x": "hi", "c": "hi!"}]},
    ),
    Does(
        "event:odk-new-repeat",
        "a default from other input",
        "<my_age>30</my_age><person><age/></person>",
        "",
        "<input ref='/data/my_age'><label>Your age</label></input><repeat nodeset='/data/person'>"
        "<setvalue event='odk-new-repeat' ref='/data/person/age' value='../../my_age + 2'/>"
        "<input ref='/data/person/age'><label>Age</label></input></repeat>",
        steps=["/data/person"],
        answers={"my_age": "30", "person": [{}, {"age": "32"}]},
    ),
    Does(
        "event:odk-new-repeat",
        "never for rows of the definition",
        "<person><age/></person>",
        "",
        "<repeat nodeset='/data/person'>"
        "<setvalue event='odk-new-repeat' ref='/data/person/age' value='1'/></repeat>",
        answers={"person": [{}]},
    ),
    Does(
        "event:odk-new-repeat",
        "for rows that jr:count adds",
        "<person><age/></person>",
        "",
        "<repeat nodeset='/data/person' jr:count='3'><setvalue event='odk-new-repeat' ref='/data/person/age' "
        "value='position(..)'/></repeat>",
        answers={"person": [{}, {"age": "2"}, {"age": "3"}]},
    ),
    Does(
        "action:setvalue",
        "several events in one action",
        "<person><age/></person>",
        "",
        "<repeat nodeset='/data/person'><setvalue event='odk-instance-first-load odk-new-repeat' "
        "ref='/data/person/age' value='7'/></repeat>",
        steps=["/data/person"],
        answers={"person": [{"age": "7"}, {"age": "7"}]},
    ),
    Does(
        "action:setgeopoint",
        "the current place",
        "<where/>",
        "<odk:setgeopoint event='odk-instance-first-load' ref='/data/where'/>",
        metadata={"geopoint": "35.7 51.4 0 0"},
        values={"/data/where": "35.7 51.4 0 0"},
    ),
    Does(
        "action:setgeopoint",
        "empty when it is not known",
        "<where/>",
        "<odk:setgeopoint event='odk-instance-first-load' ref='/data/where'/>",
        answers={},
    ),
]
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
META = [
    Does(
        "Preload Attributes",
        "timestamp start",
        "<s/>",
        bind("/data/s", jr_preload="timestamp", jr_preloadParams="start"),
        values={"/data/s": "2026-11-26T10:20:30.456+03:30"},
    ),
    Does(
        "Preload Attributes",
        "timestamp end",
        "<e/>",
        bind("/data/e", jr_preload="timestamp", jr_preloadParams="end"),
        values={"/data/e": "2026-11-26T10:20:30.456+03:30"},
    ),
    Does(
        "Preload Attributes",
        "property deviceid",
        "<d/>",
        bind("/data/d", jr_preload="property", jr_preloadParams="deviceid"),
        metadata={"deviceid": "collect:1"},
        values={"/data/d": "collect:1"},
    ),
    Does(
        "Preload Attributes",
        "property username",
        "<d/>",
        bind("/data/d", jr_preload="property", jr_preloadParams="username"),
        metadata={"username": "applicant-1"},
        values={"/data/d": "applicant-1"},
    ),
    Does(
        "Preload Attributes",
        "property phone number",
        "<d/>",
        bind("/data/d", jr_preload="property", jr_preloadParams="phone number"),
        metadata={"phonenumber": "0912"},
        values={"/data/d": "0912"},
    ),
    Does(
        "Preload Attributes",
        "property email, not known",
        "<d/>",
        bind("/data/d", jr_preload="property", jr_preloadParams="email"),
        answers={},
    ),
    Does(
        "Entities",
        "an entity is created with an id",
        "<x>oak</x><meta><entity dataset='trees' create='1' id=''><label/></entity></meta>",
        bind("/data/meta/entity/label", calculate="/data/x")
        + _set("odk-instance-first-load", "/data/meta/entity/@id", "'an id'"),
        answers={
            "x": "oak",
            "meta": {"entity": {"@dataset": "trees", "@create": "1", "@id": "an id", "label": "oak"}},
        },
    ),
    Does(
        "Entities",
        "create under a condition",
        "<x>17</x><meta><entity dataset='trees' create='' id=''/></meta>",
        bind("/data/meta/entity/@create", calculate="/data/x > 18"),
        _X,
        steps=[("/data/x", "19")],
        values={"/data/meta/entity/@create": "true"},
    ),
]
ALL = [*INSTANCES, *REPEATS, *EVENTS, *LANGUAGES, *BODY, *META]
