"""A blueprint fills the catalogue; loading again changes nothing, a changed file is the next version."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.blueprints import actions as blueprints
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.catalogue import queries
from barzan.catalogue.models import Finding, LegalBasis, Service, ServiceVersion, StatedSummary
from barzan.catalogue.tests.factories import LOADER
from barzan.search import queries as search
from barzan.trail.models import Event


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(folder: Path) -> list[Problem]:
    with pytest.raises(BlueprintRefused) as caught:
        blueprints.load(LOADER, folder)
    return list(caught.value.problems)


def test_every_file_arrives(mehrkuh: None) -> None:
    assert Service.objects.count() == 12
    assert StatedSummary.objects.count() == 7
    assert Finding.objects.count() == 4
    service, version = queries.sheet(LOADER, "MK-0001") or pytest.fail("not loaded")
    assert [row.kind for row in version.requirements.all()] == ["form", "document", "system"]
    assert [row.number for row in version.steps.all()] == [1, 2, 3, 4]
    assert LegalBasis.objects.get(version=version, number=1).date.isoformat() == "2002-03-10"  # type: ignore[union-attr]
    assert service.unit.code == "investment"
    assert [event.code for event in service.life_events.all()] == ["start-business"]


def test_an_empty_cell_is_unknown_and_not_zero(mehrkuh: None) -> None:
    content = queries.contents(LOADER, ["MK-0012"])["MK-0012"]
    assert (content.service_class, content.has_client, content.fee_rials, content.standard_days) == (
        None,
    ) * 4


def test_a_service_that_the_scan_lost_keeps_its_place_as_a_gap(mehrkuh: None) -> None:
    lost = Service.objects.get(code="MK-0006").current_version
    assert lost
    assert lost.is_gap
    assert "ردیف ۲" in lost.gap_reason


def test_loading_unchanged_files_changes_nothing(mehrkuh: None, folder: Path) -> None:
    events = Event.objects.count()
    plan = blueprints.load(LOADER, folder)
    assert not plan.changes_something
    assert Event.objects.count() == events
    assert ServiceVersion.objects.count() == 12


def test_a_dry_run_tells_the_changes_and_makes_none(mehrkuh: None, folder: Path) -> None:
    edit(folder, "services.csv", "بررسی بودجهٔ شهرداری‌ها", "بررسی بودجهٔ سالانهٔ شهرداری‌ها")
    plan = blueprints.load(LOADER, folder, dry_run=True)
    changed = [change for file in plan.files for change in file.changes if change.kind == "change"]
    assert [(change.key, change.fields) for change in changed] == [("MK-0008", ("title",))]
    assert ServiceVersion.objects.count() == 12


def test_changed_content_becomes_the_next_version_and_the_old_one_stays(mehrkuh: None, folder: Path) -> None:
    edit(folder, "requirements.csv", "طرح توجیهی فنی و مالی", "طرح توجیهی فنی، مالی و محیط‌زیستی")
    blueprints.load(LOADER, folder)
    service = Service.objects.get(code="MK-0001")
    assert [version.number for version in service.versions.order_by("number")] == [1, 2]
    old, new = service.versions.order_by("number")
    assert service.current_version == new
    assert old.requirements.get(number=2).text == "طرح توجیهی فنی و مالی"
    assert ServiceVersion.objects.count() == 13
    event = Event.objects.filter(verb="service.published").latest("pk")
    assert (event.key, event.version, event.why) == ("MK-0001", 2, "mehrkuh")


def test_rows_taken_out_of_a_part_are_taken_out_of_the_next_version(mehrkuh: None, folder: Path) -> None:
    edit(folder, "requirements.csv", "MK-0010,document,سند یا اجاره‌نامه,اگر در دسترس است,310\n", "")
    blueprints.load(LOADER, folder)
    assert queries.contents(LOADER, ["MK-0010"])["MK-0010"].requirements == ()


def test_a_moved_service_keeps_its_version(mehrkuh: None, folder: Path) -> None:
    edit(folder, "services.csv", "MK-0005,market", "MK-0005,investment")
    blueprints.load(LOADER, folder)
    service = Service.objects.get(code="MK-0005")
    assert service.unit.code == "investment"
    assert service.versions.count() == 1
    assert Event.objects.filter(verb="service.placed", key="MK-0005").exists()


def test_loaded_services_are_found_at_once(mehrkuh: None) -> None:
    found = search.find(LOADER, "سرمایه گذاری خارجی")
    assert [hit.key for hit in found.hits][:1] == ["MK-0001"]


WRONG_CELLS = {
    "unknown unit": ("services.csv", "MK-0005,market", "MK-0005,bazaar", "unit"),
    "code of the wrong shape": ("services.csv", "MK-0009,urban", "MK9,urban", "code"),
    "code given twice": ("services.csv", "MK-0012,crisis", "MK-0011,crisis", "code"),
    "unknown group": ("services.csv", "G-COUNCILS,99010002101", "G-NONE,99010002101", "group"),
    "unknown category": (
        "services.csv",
        "specific,yes,safety,disaster",
        "specific,yes,sea,disaster",
        "category",
    ),
    "unknown life event": (
        "services.csv",
        "specific,yes,safety,disaster",
        "specific,yes,safety,comet",
        "life_events",
    ),
    "national code too short": ("services.csv", "99010004100", "9901000410", "national_code"),
    "class that is none": ("services.csv", "general,no,safety", "common,no,safety", "class"),
    "days without their kind": ("services.csv", "7,calendar,یک هفته", "7,,یک هفته", "day_kind"),
    "number in words": ("services.csv", "14,calendar", "fourteen,calendar", "standard_days"),
    "part of an unknown service": ("requirements.csv", "MK-0002,document", "MK-0099,document", "service"),
    "impossible date": ("legal_bases.csv", "2002-03-10", "2002-02-30", "date"),
    "date that is not the printed one": ("legal_bases.csv", "2002-03-10", "2002-03-11", "date"),
    "date in the future": ("legal_bases.csv", "2002-03-10,۱۳۸۰/۱۲/۱۹", "2302-03-10,", "date"),
    "unknown booklet": (
        "findings.csv",
        "mehrkuh-1403,services_missing",
        "nowhere,services_missing",
        "booklet",
    ),
    "unit stated twice": ("stated_summary.csv", "mehrkuh-1403,works", "mehrkuh-1403,economy", "booklet"),
    "icon that is none": ("categories.csv", ",briefcase,", ",unicorn,", "icon"),
    "hash that is none": ("booklets.csv", "0f1e2d3c", "xxxxxxxx", "sha256"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "old", "new", "column"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_a_wrong_cell_is_named_by_file_row_and_column_and_nothing_is_loaded(
    folder: Path, file: str, old: str, new: str, column: str
) -> None:
    edit(folder, file, old, new)
    problems = refused(folder)
    assert [(problem.file, problem.column) for problem in problems] == [(file, column)]
    assert problems[0].row > 1
    assert problems[0].fa
    assert problems[0].en
    assert Service.objects.count() == 0
    assert Event.objects.count() == 0
