"""Definitions: drafts that nobody overwrites unseen, versions that never change, publishing with reasons."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from barzan.access import Forbidden, Role
from barzan.bpmn.findings import Refused
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor
from barzan.process import actions, checked, errors
from barzan.process.models import Compiled, Definition, Draft, Happening, Version
from barzan.process.tests import factories as f
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
BROKEN = f.bpmn(f.START + f.task("a") + f.END + f.flows("start a"))  # nobody reaches the end
WARNED = f.bpmn(f.START + f.task("a", kind="task") + f.END + f.flows("start a", "a end"))


@pytest.fixture
def unit() -> Unit:
    return f.office()


@pytest.mark.parametrize("key", ["", "X", "1a", "a_b", "a" * 81, "a--b"])
def test_a_key_is_of_small_letters(unit, key: str) -> None:
    with pytest.raises(errors.ProcessRefused, match="key"):
        actions.create(f.designer(unit), key, "عنوان", unit)


def test_a_key_is_taken_once(unit) -> None:
    head = f.designer(unit)
    actions.create(head, "one", "عنوان", unit)
    with pytest.raises(errors.ProcessRefused, match="already"):
        actions.create(head, "one", "عنوان", unit)


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_lost(unit) -> None:
    head = f.designer(unit)
    definition = actions.create(head, "test", "عنوان", unit, xml=f.TWO)
    first = actions.save_draft(head, definition, BROKEN, 1)
    assert first.seen == 2
    with pytest.raises(errors.ProcessRefused, match="somebody else"):
        actions.save_draft(head, definition, f.TWO, 1)
    assert bytes(Draft.objects.get().xml) == BROKEN


def test_errors_refuse_to_publish_and_nothing_changes(unit) -> None:
    head = f.designer(unit)
    definition = actions.create(head, "test", "عنوان", unit, xml=BROKEN)
    with pytest.raises(Refused) as refused:
        actions.publish(head, definition, "چرا")
    assert any(finding.element for finding in refused.value.findings)
    assert not Version.objects.exists()
    assert Draft.objects.exists()
    for xml in (b"", b"<x/>", b"\xff\xfe"):
        actions.save_draft(head, definition, xml, Draft.objects.get().seen)
        with pytest.raises(Refused):
            actions.publish(head, definition, "چرا")


def test_a_warning_is_published_with_its_reason_only(unit) -> None:
    head = f.designer(unit)
    definition = actions.create(head, "test", "عنوان", unit, xml=WARNED)
    looked = checked.look_at(WARNED, "test")
    assert looked.warnings
    assert not looked.errors
    with pytest.raises(errors.ProcessRefused, match="not accepted"):
        actions.publish(head, definition, "چرا")
    reasons = {checked.place(each): "چون" for each in looked.warnings}
    version = actions.publish(head, definition, "چرا", reasons)
    assert [each["reason"] for each in version.accepted] == ["چون"] * len(looked.warnings)
    assert (version.number, version.hash[:3]) == (1, "v1:")
    assert Event.objects.filter(verb="process-version.published").count() == 1


def test_the_compiled_form_is_stored_once_and_nothing_published_ever_changes(unit) -> None:
    f.publish(unit)
    moved = f.TWO.replace(b"</bpmn:definitions>", b"<!-- drawn anew --></bpmn:definitions>")
    f.publish(unit, moved)
    assert (Version.objects.count(), Compiled.objects.count()) == (2, 1)
    instance = actions.start(f.officer(unit), "test", unit=unit)
    for model, change in ((Version, {"why": "x"}), (Compiled, {"hash": "x"}), (Happening, {"why": "x"})):
        with pytest.raises(Error), transaction.atomic():
            model.objects.update(**change)
        with pytest.raises(Error), transaction.atomic():
            model.objects.all()._raw_delete("default")
    assert instance.version.number == 2


def test_the_same_again_is_no_new_version_and_no_draft_is_none(unit) -> None:
    definition = f.publish(unit)
    head = f.designer(unit)
    with pytest.raises(errors.ProcessRefused, match="no draft"):
        actions.publish(head, definition, "باز")
    actions.take_up(head, definition.current)
    with pytest.raises(errors.ProcessRefused, match="same"):
        actions.publish(head, definition, "باز")
    with pytest.raises(errors.ProcessRefused, match="reason"):
        actions.publish(head, definition, " ")


def test_a_running_instance_stays_with_its_version(unit) -> None:
    f.publish(unit)
    old = actions.start(f.officer(unit), "test", unit=unit)
    f.publish(unit, f.TWO.replace("ثبت".encode(), "بایگانی".encode()))
    new = actions.start(f.officer(unit), "test", unit=unit)
    old.refresh_from_db()
    assert (old.version.number, new.version.number) == (1, 2)


def test_people_whom_nobody_knows_are_named_with_the_element(unit) -> None:
    xml = f.bpmn(
        f.START + f.task("a") + f.END + f.flows("start a", "a end"), lane='<barzan:work unit="nowhere"/>'
    )
    found = [each for each in checked.look_at(xml, "test").errors if each.code == "unknown-unit"]
    assert [each.element for each in found] == ["lane"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, Role.AUDITOR, Role.CITIZEN])
def test_others_design_nothing(unit, role: Role) -> None:
    with pytest.raises(Forbidden):
        actions.create(make_actor(role, unit), "test", "عنوان", unit)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.CITIZEN])
def test_others_start_and_cancel_nothing(unit, role: Role) -> None:
    f.publish(unit)
    with pytest.raises(Forbidden):
        actions.start(make_actor(role, unit), "test", unit=unit)
    instance = actions.start(f.officer(unit), "test", unit=unit)
    for command in (actions.cancel, actions.retry):
        with pytest.raises(Forbidden):
            command(make_actor(role, unit), instance, "چرا")


def test_heads_of_other_units_reach_neither_definitions_nor_instances(unit) -> None:
    definition = f.publish(unit)
    instance = actions.start(f.officer(unit), "test", unit=unit)
    stranger = f.designer(f.office("other"))
    with pytest.raises(Forbidden):
        actions.save_draft(stranger, definition, f.TWO, 0)
    with pytest.raises(Forbidden):
        actions.cancel(stranger, instance, "چرا")
    assert Definition.objects.count() == 1
