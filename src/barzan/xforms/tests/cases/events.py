"""Events, actions, metadata, entities."""

from __future__ import annotations

from barzan.xforms.tests.cases import Does
from barzan.xforms.tests.forms import bind

_X = "<input ref='/data/x'><label>x</label></input>"

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

ALL = [*EVENTS, *META]
