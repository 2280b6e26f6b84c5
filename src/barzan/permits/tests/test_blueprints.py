"""The blueprints of registers load whole, load again without a change, and their permits can be signed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from shutil import copytree
from unittest.mock import patch

import pytest
from django.conf import settings
from django.utils import timezone

from barzan.access import Actor, Grant, Role
from barzan.access.values import system_actor
from barzan.blueprints.actions import load
from barzan.people.models import Post
from barzan.people.tests.factories import make_actor, make_place, make_unit, make_user
from barzan.permits import actions
from barzan.permits.models import Template
from barzan.permits.tests.factories import ADDRESS
from barzan.permits.tests.samples import PAPER
from barzan.registers import actions as registers
from barzan.registers.actions.passing import Handed
from barzan.registers.core import Standing, check
from barzan.registers.errors import EntryError, EntryRefused
from barzan.registers.formed import fields_of
from barzan.registers.models import Entry, Register

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")
SHELF = settings.SOURCE.parents[1] / "blueprints"
NAMES = ("registers-qazvin", "registers-home-business", "registers-facilitation", "registers-metropolis")
UNITS = ("QZ", "QZ-POL-2", "QZ-POL-3", "QZ-CIV-1", "QZ-CIV-3", "QZ-ECO-2", "QZ-DEV-2")
COUNTIES = ("qazvin", "abyek", "alborz", "avaj", "buin-zahra", "takestan")
REQUEST = {
    "centre_name": "مرکز آزمون", "call": "فراخوان ۱", "cars": "light", "county": "IR-QZ-avaj",
    "applicant": "applicant-1", "lines": "2",
    "visit": {"visited_on": "2026-01-01", "building_done": "yes", "equipment_done": "no", "defects": "ترمز"},
}  # fmt: skip
NEEDS = "needs: [qazvin-services]\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The blueprints beside the units and places that they take from ``qazvin-services``."""
    root = make_unit("QZ")
    for code in UNITS[1:]:
        make_unit(code, root)
    for county in COUNTIES:
        make_place(f"IR-QZ-{county}")
    for name in NAMES:
        manifest = copytree(SHELF / name, tmp_path / name) / "blueprint.yaml"
        text = manifest.read_text(encoding="utf-8")
        assert NEEDS in text
        manifest.write_text(text.replace(NEEDS, ""), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_blueprint_loads_without_a_finding_and_again_without_a_change(shelf: Path, name: str) -> None:
    load(LOADER, shelf / name)
    found = list(Register.objects.select_related("current__form_version"))
    posts = set(Post.objects.values_list("code", flat=True))
    keys = {each.key for each in found}
    assert found
    for each in found:
        fields = fields_of(each.current.form_version)
        assert check(each.current.life, fields, posts=posts, registers=keys) == ()
    again = load(LOADER, shelf / name)
    assert {change.kind for file in again.files for change in file.changes} == {"keep"}


@pytest.mark.parametrize("name", NAMES[:2])
def test_the_permits_of_a_blueprint_can_be_signed(shelf: Path, name: str) -> None:
    load(LOADER, shelf / name)
    templates = list(Template.objects.select_related("register__current"))
    assert templates
    for template in templates:
        entry = valid_entry(template.register)
        with patch("barzan.permits.press.pdf", return_value=PAPER) as press:
            certificate = actions.issue(signer(template), entry, address=ADDRESS)
        assert certificate.entry_version == entry.current
        assert "……" not in press.call_args.args[0], template.register.key


def valid_entry(register: Register) -> Entry:
    """An entry of the demonstration, in a state that a certificate may be signed in."""
    entry = register.entries.order_by("pk").first()
    states = register.current.life.states
    entry.state = next(state.key for state in states if state.standing is Standing.VALID)
    entry.valid_from = timezone.localdate()
    entry.valid_to = entry.valid_from + timedelta(30)
    entry.save()
    return entry


def signer(template: Template) -> Actor:
    """Who holds the post that signs."""
    post = Post.objects.filter(code__in=template.posts).first()
    if post is None:
        return make_actor(Role.UNIT_HEAD, template.register.unit)
    user = make_user(Role.UNIT_HEAD, template.register.unit)
    return Actor(user.pk, user.person_id, (Grant(Role.UNIT_HEAD, post.pk, post.unit.path, ""),))


def test_a_centre_is_given_three_months_to_correct_once_only(shelf: Path) -> None:
    load(LOADER, shelf / "registers-qazvin")
    register = Register.objects.get(key="inspection-requests")
    head = make_actor(Role.UNIT_HEAD, register.unit)
    entry = registers.open_entry(head, register, registers.NewEntry(REQUEST, register.unit))
    letter = {"request": ("request.txt", "درخواست".encode())}
    registers.pass_(head, entry, "agree-initially", Handed(files=letter))
    registers.pass_(head, entry, "ask-correction", Handed("دستگاه آزمون ترمز نصب شود"))
    entry.refresh_from_db()
    assert 88 <= (entry.valid_to - entry.valid_from).days <= 93
    with pytest.raises(EntryError):
        registers.pass_(head, entry, "ask-correction", Handed("باز هم ناقص است"))


def test_nobody_is_confirmed_below_the_least_score_of_the_role(shelf: Path) -> None:
    load(LOADER, shelf / "registers-facilitation")
    entry = Entry.objects.select_related("current").get(
        register__key="facilitation-staff", state="interviewed"
    )
    head = make_actor(Role.UNIT_HEAD, entry.unit)
    assert [entry.current.answers[name] for name in ("score", "minimum")] == ["42", "50"]
    with pytest.raises(EntryRefused):
        registers.pass_(head, entry, "appoint")
    answers = entry.current.answers | {"person": "applicant-2"}
    answers["scores"] |= {"degree": "phd", "related": "long"}
    registers.change(head, entry, answers, base=1)
    registers.pass_(head, entry, "appoint")


def test_a_course_is_closed_when_sessions_and_attendance_agree(shelf: Path) -> None:
    load(LOADER, shelf / "registers-home-business")
    register = Register.objects.get(key="training-courses")
    head = make_actor(Role.UNIT_HEAD, register.unit)
    held = [{"day": "2026-01-0" + day, "hours": "2.5", "present": "2"} for day in "12"]
    trainees = [
        {"trainee_name": "applicant-1", "attended": "5"},
        {"trainee_name": "applicant-2", "attended": "2"},
    ]
    answers = {"course": "دوره", "sector": "services", "provider": "خانه", "city": "قزوین", "session": held}
    new = registers.NewEntry(answers | {"trainee": trainees}, register.unit, state="checking")
    entry = registers.open_entry(head, register, new)
    sums = entry.current.answers["sums"]
    assert [sums[name] for name in ("sessions", "person_hours", "person_hours_list")] == ["2", "10", "7"]
    with pytest.raises(EntryRefused):
        registers.pass_(head, entry, "close")
    trainees[1]["attended"] = "5"
    registers.change(head, entry, answers | {"trainee": trainees}, base=1)
    registers.pass_(head, entry, "close")


def test_published_figures_keep_their_contradictions(shelf: Path) -> None:
    load(LOADER, shelf / "registers-facilitation")
    figures = {
        entry.current.answers["line"]: entry.current.answers
        for entry in Entry.objects.filter(register__key="facilitation-figures").select_related("current")
    }
    printed, reckoned = figures["printed-total"], figures["reckoned-sum"]
    assert [table["office_table"]["offices"] for table in (printed, reckoned)] == ["69", "70"]
    assert [printed["by_sex"], printed["by_degree"]] == ["408", "409"]
    provinces = [row for line, row in figures.items() if line not in ("printed-total", "reckoned-sum")]
    for table, names in reckoned.items():
        for name in names if table.endswith("_table") else ():
            assert sum(int(row[table][name]) for row in provinces) == int(reckoned[table][name])
