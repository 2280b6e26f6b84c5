"""Instances and repeats."""

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

ALL = [*INSTANCES, *REPEATS]
