"""Forms, versions and answers for the tests; written straight to the tables, without events."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

from django.utils import timezone

from barzan.forms.kinds import FormKind, OpenTo, State
from barzan.forms.models import Content, Form, FormVersion
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit

_number = count(1)
HEAD = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:barzan="urn:barzan:form:1">
<h:head><h:title>{title}</h:title><model>
<itext><translation lang="Persian (fa)" default="true()">{fa}</translation>
<translation lang="English (en)">{en}</translation></itext>
<instance><data id="{key}" version="{version}"><name/><age/><kind/><twice/><photo/>
<household><street/><national_id/></household>
<member jr:template=""><first/><years/></member><member><first/><years/></member>
<place/><meta><instanceID/></meta></data></instance>
<instance id="kinds"><root><item><name>a</name><itextId>kinds-0</itextId></item>
<item><name>b</name><itextId>kinds-1</itextId></item></root></instance>
<bind nodeset="/data/name" type="string" required="true()" barzan:personal="yes"/>
<bind nodeset="/data/age" type="int" constraint=". &gt;= 0 and . &lt;= 120"
  jr:constraintMsg="jr:itext('/data/age:jr:constraintMsg')"/>
<bind nodeset="/data/kind" type="string"/>
<bind nodeset="/data/twice" type="string" calculate="/data/age * 2"/>
<bind nodeset="/data/photo" type="binary" relevant="/data/kind = 'b'"/>
<bind nodeset="/data/household/street" type="string"/>
<bind nodeset="/data/household/national_id" type="string" barzan:personal="yes"/>
<bind nodeset="/data/member/first" type="string" barzan:personal="yes"/>
<bind nodeset="/data/member/years" type="int"/>
<bind nodeset="/data/place" type="string" barzan:tag="place"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/name"><label ref="jr:itext('/data/name:label')"/></input>
<input ref="/data/age"><label ref="jr:itext('/data/age:label')"/></input>
<select1 ref="/data/kind"><label ref="jr:itext('/data/kind:label')"/>
<itemset nodeset="instance('kinds')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>
</select1>
<upload ref="/data/photo" mediatype="image/*"><label ref="jr:itext('/data/photo:label')"/></upload>
<group ref="/data/household"><label ref="jr:itext('/data/household:label')"/>
<input ref="/data/household/street"><label ref="jr:itext('/data/household/street:label')"/></input>
<input ref="/data/household/national_id"><label ref="jr:itext('/data/household/national_id:label')"/></input>
</group>
<group ref="/data/member"><label ref="jr:itext('/data/member:label')"/><repeat nodeset="/data/member">
<input ref="/data/member/first"><label ref="jr:itext('/data/member/first:label')"/></input>
<input ref="/data/member/years"><label ref="jr:itext('/data/member/years:label')"/></input>
</repeat></group>
<input ref="/data/place"><label ref="jr:itext('/data/place:label')"/></input>
</h:body></h:html>
"""
WORDS = {
    "/data/name:label": ("نام", "Name"),
    "/data/age:label": ("سن", "Age"),
    "/data/age:jr:constraintMsg": ("سن باید از ۰ تا ۱۲۰ باشد.", "The age is 0 to 120."),
    "/data/kind:label": ("گونه", "Kind"),
    "/data/photo:label": ("عکس", "Photo"),
    "/data/household:label": ("خانوار", "Household"),
    "/data/household/street:label": ("خیابان", "Street"),
    "/data/household/national_id:label": ("کد ملی", "National id"),
    "/data/member:label": ("عضو", "Member"),
    "/data/member/first:label": ("نام کوچک", "First name"),
    "/data/member/years:label": ("سال", "Years"),
    "/data/place:label": ("محله", "Neighbourhood"),
    "kinds-0": ("الف", "A"),
    "kinds-1": ("ب", "B"),
}
GOOD = {
    "name": "applicant-1",
    "age": "34",
    "kind": "a",
    "twice": "68",
    "household": {"street": "راه‌آهن", "national_id": "0012345679"},
    "member": [{"first": "member-1", "years": "7"}, {"first": "member-2"}],
}


def xml_of(key: str, version: int) -> str:
    """The form of the tests: personal name, id and first names; a photo of kind b; a repeat."""
    texts = [
        "".join(f'<text id="{name}"><value>{both[side]}</value></text>' for name, both in WORDS.items())
        for side in (0, 1)
    ]
    return HEAD.format(key=key, version=version, title="پرسش‌نامه", fa=texts[0], en=texts[1])


def make_form(
    unit: Unit | None = None,
    *,
    open_to: str = OpenTo.PUBLIC,
    kind: str = FormKind.QUESTIONNAIRE,
    key: str = "",
    xml: str = "",
    **more: object,
) -> Form:
    """An open form with one version."""
    now = timezone.now()
    key = key or f"form-{next(_number)}"
    form = Form.objects.create(
        key=key,
        title=f"فرم {key}",
        title_en=f"Form {key}",
        unit=unit or make_unit(f"unit-of-{key}"),
        kind=kind,
        open_to=open_to,
        added_at=now,
        changed_at=now,
        **more,
    )
    publish(form, xml)
    return form


def publish(form: Form, xml: str = "") -> FormVersion:
    """The next version of a form, which is open from then on."""
    number = form.versions.count() + 1
    workbook, _ = Content.objects.get_or_create(
        sha256="0" * 64, defaults={"size": 1, "media_type": "text/plain", "data": b"x"}
    )
    version = FormVersion.objects.create(
        form=form,
        number=number,
        title=form.title,
        title_en=form.title_en,
        xml=xml or xml_of(form.key, number),
        content_hash=f"v1:{uuid4().hex}",
        source_hash=f"v1:{uuid4().hex}",
        workbook=workbook,
        workbook_name="form.xlsx",
        why="test",
        published_at=timezone.now(),
    )
    form.current, form.state = version, State.OPEN
    form.save()
    return version


def new_key() -> str:
    return f"uuid:{uuid4()}"
