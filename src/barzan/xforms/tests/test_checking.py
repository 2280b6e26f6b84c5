"""The judgement of what arrives, and what a filling refuses."""

from __future__ import annotations

import datetime

import pytest

from barzan.xforms import ChoiceList, Filling, Refused, check, from_xml, identity, read_list, to_xml
from barzan.xforms.tests.forms import NOW, bind, form

R = "<repeat nodeset='/data/r'><input ref='/data/r/n'><label>n</label></input></repeat>"
X = "<input ref='/data/x'><label>x</label></input>"


def test_calculations_are_reckoned_anew_and_told() -> None:
    made = form(
        "<x/><y/><z/>",
        bind("/data/y", calculate="/data/x * 2") + bind("/data/z", calculate="/data/x div 3"),
        X,
    )
    verdict = check(made, {"x": "4", "y": "99", "z": "1.33333333333"}, now=NOW)
    assert verdict.answers == {"x": "4", "y": "8", "z": "1.3333333333333333"}
    assert verdict.changed == (("/data/y", "99", "8"),)
    assert check(made, {"x": "4"}, now=NOW).changed == ()
    assert check(made, {"x": 4, "y": 8.0}, now=NOW).answers["y"] == "8"


def test_what_is_not_relevant_is_left_out_and_told() -> None:
    made = form(
        "<x/><g><a/><b/></g><r><n/></r>",
        bind("/data/g", relevant="/data/x = 'yes'") + bind("/data/r/n", relevant="/data/x = 'yes'"),
        X + R,
    )
    verdict = check(made, {"x": "no", "g": {"a": "1", "b": "2"}, "r": [{"n": "3"}, {}]}, now=NOW)
    assert verdict.answers == {"x": "no", "r": [{}, {}]}
    assert verdict.dropped == ("/data/g/a", "/data/g/b", "/data/r[1]/n")
    assert verdict.broken == ()


def test_rows_are_counted() -> None:
    made = form("<x/><r><n/></r>", "", X + R.replace("'/data/r'>", "'/data/r' jr:count='/data/x'>", 1))
    verdict = check(made, {"x": "1", "r": [{"n": "a"}, {"n": "b"}]}, now=NOW)
    assert verdict.answers == {"x": "1", "r": [{"n": "a"}]}
    assert [(one.place, one.rule) for one in verdict.broken] == [("/data/r", "count")]
    assert verdict.broken[0].message.in_("fa") == "۲ ردیف رسیده است؛ باید ۱ ردیف باشد."
    assert verdict.dropped == ("/data/r[2]/n",)
    verdict = check(made, {"x": "2", "r": [{"n": "a"}]}, now=NOW)
    assert verdict.answers == {"x": "2", "r": [{"n": "a"}, {}]}
    assert check(made, {"x": "1", "r": [{"n": "a"}]}, now=NOW).broken == ()


def test_nothing_is_set_by_defaults_events_or_the_clock() -> None:
    made = form(
        "<x>default</x><s/><d/><t/>",
        bind("/data/s", jr_preload="timestamp", jr_preloadParams="start")
        + "<setvalue event='odk-instance-first-load' ref='/data/d' value='now()'/>"
        + bind("/data/t", calculate="today()"),
        X,
    )
    assert check(made, {}, now=NOW).answers == {"t": "2026-11-26"}
    sent = {"x": "a", "s": "2026-11-25T00:00:00.000Z", "d": "2026-11-25T00:00:00.000Z", "t": "2026-11-25"}
    verdict = check(made, sent, now=NOW)
    assert (verdict.answers, verdict.changed) == (sent, ())


CLOCKED = form(
    "<s/><t/><n/><o/><other/>",
    bind("/data/s", jr_preload="timestamp", jr_preloadParams="start")
    + bind("/data/t", calculate="today()", type="date")
    + bind("/data/n", calculate=" now() ", type="dateTime")
    + bind("/data/o", calculate="once(today())")
    + bind("/data/other", calculate="today() + 30"),
)


@pytest.mark.parametrize(
    ("answers", "places"),
    [
        ({"t": "2026-11-26", "n": "2026-11-26T09:00:00.000Z", "o": "2026-11-26", "other": "9"}, ()),
        ({"t": "2026-11-27", "o": "1999-01-01"}, ()),  # a clock that is ahead; no start to hold it against
        ({"t": "2026-11-28", "n": "2030-01-01T00:00:00Z", "o": "2027-01-01"}, ("t", "n", "o")),
        ({"t": "never"}, ("t",)),
        ({"s": "2026-11-20T10:00:00Z", "t": "2026-11-20", "n": "2026-11-19T23:00:00Z"}, ()),
        ({"s": "2026-11-20T10:00:00Z", "t": "2026-11-18", "o": "2026-11-01"}, ("t", "o")),
        ({"s": "0001-01-01T00:00:00Z", "t": "0001-01-01"}, ()),
        ({"s": "soon", "t": "2026-11-18"}, ()),
    ],
)
def test_what_the_clock_gave_lies_between_the_start_and_the_arrival(
    answers: dict[str, str], places: tuple[str, ...]
) -> None:
    verdict = check(CLOCKED, answers, now=NOW)
    assert [(one.place, one.rule) for one in verdict.broken] == [
        (f"/data/{name}", "clock") for name in places
    ]
    assert all(verdict.answers[name] == value for name, value in answers.items())


def test_what_the_form_gives_and_nobody_may_change_is_judged() -> None:
    made = form(
        "<fee>50000</fee><open>a</open><moved>b</moved><r jr:template=''><n>1</n></r><r><n>2</n></r>",
        bind("/data/fee", readonly="true()")
        + bind("/data/moved", readonly="true()")
        + bind("/data/r/n", readonly="true()")
        + "<setvalue event='odk-instance-first-load' ref='/data/moved' value=\"'c'\"/>",
        "".join(
            f"<input ref='/data/{name}'><label>{name}</label></input>" for name in ("fee", "open", "moved")
        )
        + R,
    )
    sent = {"fee": "1", "open": "z", "moved": "z", "r": [{"n": "1"}, {"n": "2"}, {"n": "3"}]}
    verdict = check(made, sent, now=NOW)
    assert [(one.place, one.rule) for one in verdict.broken] == [
        ("/data/fee", "readonly"),
        ("/data/r[3]/n", "readonly"),
    ]
    assert "“50000”" in verdict.broken[0].message.in_("en")
    assert "«50000»" in verdict.broken[0].message.in_("fa")
    assert verdict.answers == sent  # kept as it came, and told
    assert check(made, {"fee": "50000"}, now=NOW).broken == ()
    assert check(made, {}, now=NOW).broken == ()
    filling = Filling(made, now=NOW)
    filling.set("/data/fee", "1")  # what the house itself puts in
    assert filling.broken() == []


def test_rules_of_each_kind_in_both_languages() -> None:
    made = form(
        "<x/><y/><z/>",
        bind("/data/x", type="int", required="true()", jr_requiredMsg="say it")
        + bind("/data/y", constraint=". != 'a'"),
        X + "<input ref='/data/y'><label>y</label></input><select1 ref='/data/z'><label>z</label>"
        "<item><label>A</label><value>a</value></item></select1>",
    )
    verdict = check(made, {"y": "a", "z": "b"}, now=NOW)
    assert [(one.place, one.rule) for one in verdict.broken] == [
        ("/data/x", "required"),
        ("/data/y", "constraint"),
        ("/data/z", "choice"),
    ]
    assert verdict.broken[0].message.in_("fa") == "say it"
    assert verdict.broken[1].message.in_("en") == "The answer does not meet the condition of this question."
    assert verdict.broken[1].message.in_("fa") == "پاسخ با شرط این پرسش نمی‌خواند."


def test_external_lists_come_from_outside() -> None:
    made = form(
        "<x/><y/><z/>",
        "<instance id='towns' src='jr://file-csv/towns.csv'/>"
        + bind("/data/z", calculate="instance('towns')/root/item[name = /data/y]/people"),
        X + "<select1 ref='/data/y'><label>y</label><itemset nodeset=\"instance('towns')/root/item"
        "[province = /data/x and people > 5]\"><value ref='name'/><label ref='label'/></itemset></select1>",
    )
    data = "name,label,province,people\nt1,یک,a,10\nt2,دو,a,1\nt3,سه,b,30\n".encode()
    lists = {"towns": read_list("towns", "towns.csv", data)}
    filling = Filling(made, now=NOW, lists=lists)
    filling.set("/data/x", "a")
    assert [(one.value, one.label.in_("fa")) for one in filling.choices("/data/y")] == [("t1", "یک")]
    assert check(made, {"x": "a", "y": "t1"}, now=NOW, lists=lists).answers["z"] == "10"
    assert [one.rule for one in check(made, {"x": "a", "y": "t2"}, now=NOW, lists=lists).broken] == ["choice"]
    assert check(made, {"x": "a", "y": "t2"}, now=NOW).broken == ()
    with_xml = ChoiceList(
        "towns", read_list("towns", "t.xml", b"<root><item><name>q</name></item></root>").rows
    )
    assert with_xml.columns == ("name",)


def test_a_list_of_places_from_geojson() -> None:
    data = (
        '{"type": "FeatureCollection", "features": ['
        '{"type": "Feature", "id": "p1", "properties": {"title": "یک", "ok": true, "n": 2, "no": null},'
        ' "geometry": {"type": "Point", "coordinates": [51.4, 35.7]}},'
        '{"type": "Feature", "properties": {"id": "l"},'
        ' "geometry": {"type": "LineString", "coordinates": [[0, 1], [2, 3, 4]]}},'
        '{"type": "Feature", "properties": null,'
        ' "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0]]]}},'
        '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": ["x"]}}]}'
    ).encode()
    rows = read_list("places", "places.geojson", data).rows
    assert rows[0] == {
        "title": "یک",
        "ok": "true",
        "n": "2",
        "no": "",
        "id": "p1",
        "geometry": "35.7 51.4 0 0",
    }
    assert [row["geometry"] for row in rows[1:]] == ["1 0 0 0;3 2 4 0", "0 0 0 0;0 1 0 0", ""]


def test_submissions_go_out_and_come_in_as_xml() -> None:
    made = form("<x/><g><a/></g><r><n/><k><m/></k></r><meta><instanceID/></meta>", "", X + R.replace(
        "</repeat>", "<repeat nodeset='/data/r/k'/></repeat>"))  # fmt: skip
    answers = {
        "x": "a < b & 'c' \"d\" سلام", "g": {"a": "1"}, "r": [{"n": "1", "k": [{"m": "x"}, {}]}, {}],
        "meta": {"instanceID": "uuid:1"},
    }  # fmt: skip
    data = to_xml(made, answers)
    assert from_xml(made, data) == answers
    assert identity(data) == ("test", "1")
    assert from_xml(made, "<data id='test'><none><deep>1</deep></none><x>1</x></data>") == {
        "none": {"deep": "1"},
        "x": "1",
    }
    assert from_xml(made, to_xml(made, {"x": "a\x00b"})) == {"x": "ab"}


def test_a_filling_refuses_what_cannot_be() -> None:
    made = form("<x/><g><a/></g><r><n/></r>", "", X + R)
    filling = Filling(made, now=NOW)
    for place in (
        "",
        "/",
        "/data/none",
        "/other/x",
        "/data/r[9]/n",
        "/data/x[1]",
        "/data/r[0]/n",
        "/data/r[1]/n/x",
    ):
        with pytest.raises(Refused) as refused:
            filling.set(place, "1")
        assert refused.value.fa != refused.value.en
    for place in ("/data/g", "/data/r", "/data/r[1]"):
        with pytest.raises(Refused):
            filling.get(place)
    with pytest.raises(Refused):
        filling.set("/data/x", "a" * 100_001)
    with pytest.raises(Refused):
        filling.add("/data/x")
    with pytest.raises(Refused):
        filling.remove("/data/r")
    counted = Filling(form("<r><n/></r>", "", R.replace("'/data/r'>", "'/data/r' jr:count='1'>", 1)), now=NOW)
    with pytest.raises(Refused):
        counted.add("/data/r")
    with pytest.raises(Refused):
        counted.remove("/data/r[1]")
    assert counted.choices("/data/r[1]/n") == []


def test_answers_that_are_not_relevant_are_kept_for_a_draft() -> None:
    made = form("<x/><y/>", bind("/data/y", relevant="/data/x = 'yes'"), X)
    filling = Filling(made, now=NOW)
    filling.set("/data/x", "yes")
    filling.set("/data/y", "here")
    filling.set("/data/x", "no")
    assert filling.value() == {"x": "no"}
    assert filling.kept() == {"x": "no", "y": "here"}
    again = Filling(made, filling.kept(), now=NOW)
    again.set("/data/x", "yes")
    assert again.value() == {"x": "yes", "y": "here"}


def test_metadata_of_a_draft_stays_and_its_end_goes_on() -> None:
    made = form(
        "<s/><e/><meta><instanceID/></meta>",
        bind("/data/s", jr_preload="timestamp", jr_preloadParams="start")
        + bind("/data/e", jr_preload="timestamp", jr_preloadParams="end")
        + bind("/data/meta/instanceID", jr_preload="uid"),
    )
    first = Filling(made, now=NOW)
    later = Filling(made, first.kept(), now=NOW + datetime.timedelta(hours=1))
    assert later.get("/data/s") == first.get("/data/s") == "2026-11-26T10:20:30.456+03:30"
    assert later.get("/data/e") == "2026-11-26T11:20:30.456+03:30"
    assert later.get("/data/meta/instanceID") == first.get("/data/meta/instanceID")
    assert first.get("/data/meta/instanceID").startswith("uuid:")
    assert first.get("/data/meta/instanceID") != Filling(made, now=NOW).get("/data/meta/instanceID")


def test_choices_shuffled_without_a_seed_keep_their_order_for_one_record() -> None:
    items = "".join(f"<item><name>{letter}</name></item>" for letter in "abcdefghij")
    made = form(
        "<x/><meta><instanceID/></meta>",
        f"<instance id='l'><root>{items}</root></instance>" + bind("/data/meta/instanceID", jr_preload="uid"),
        "<select1 ref='/data/x'><label>x</label><itemset nodeset=\"randomize(instance('l')/root/item)\">"
        "<value ref='name'/><label ref='name'/></itemset></select1>",
    )
    first = Filling(made, now=NOW)
    again = Filling(made, first.kept(), now=NOW)
    order = [one.value for one in first.choices("/data/x")]
    assert [one.value for one in again.choices("/data/x")] == order
    others = [[one.value for one in Filling(made, now=NOW).choices("/data/x")] for _ in range(5)]
    assert any(other != order for other in others)
    assert all(sorted(other) == sorted(order) for other in others)
