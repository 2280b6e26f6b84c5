"""Where the booklet leaves a flag open, what people decided stands beside it, and holds until a version says
otherwise. With the decisions the summary of Qazvin equals the booklet's own in every cell.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from barzan.access import ANONYMOUS
from barzan.blueprints import actions as blueprints
from barzan.blueprints.values import BlueprintRefused
from barzan.catalogue import actions, decided, queries, web
from barzan.catalogue.models import BookletReading, Decision, Finding, Service, StatedSummary
from barzan.catalogue.summary import STATED
from barzan.catalogue.tests.factories import LOADER

QAZVIN = Path(__file__).parents[4] / "blueprints/qazvin-services"


@pytest.fixture(scope="module")
def rows_of_qazvin() -> list[dict[str, str]]:
    with (QAZVIN / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_the_summary_of_qazvin_equals_the_booklets_own_in_every_row_and_column(client: Client) -> None:
    blueprints.load(LOADER, QAZVIN)
    for language in ("", "/en"):
        assert client.get(f"{language}/services/decisions/").status_code == 200
    rows, total = queries.summary(ANONYMOUS)
    lines = {line.code: line for line in (*(line for _, line in rows), total)}
    stated = list(StatedSummary.objects.select_related("unit"))
    assert len(stated) == 23
    for row in stated:
        line = lines[row.unit.code if row.unit else ""]
        found = {cell.figure: cell.found for cell in line.cells}
        assert {name: found[name] for name in STATED} == {name: getattr(row, name) for name in STATED}
        assert (found["class_unknown"], found["client_unknown"]) == (0, 0)
    # What the reader said stays: it could not tell these flags, whatever people decided afterwards.
    assert Finding.objects.filter(kind="flag-undecided").count() == 90


def test_every_figure_that_is_decided_has_a_name() -> None:
    assert all(web.heading(figure) for figure in decided.DECIDED)


def test_the_booklets_own_table_does_not_contradict_itself() -> None:
    """Else no catalogue could equal it: rows add up to their total, deputies to their offices, all to all."""
    with (QAZVIN / "stated-summary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["unit"]: {name: int(row[name]) for name in STATED} for row in csv.DictReader(file)}
    for row in rows.values():
        assert row["specific"] + row["general"] + row["shared"] == row["total"]
    deputies = [code for code in rows if code.count("-") == 1]
    for code in ("", *deputies):
        below = deputies if not code else [each for each in rows if each.startswith(f"{code}-")]
        assert rows[code] == {name: sum(rows[each][name] for each in below) for name in STATED}


def test_every_flag_that_was_decided_has_its_reason_in_both_languages(
    rows_of_qazvin: list[dict[str, str]],
) -> None:
    assert Counter(row["field"] for row in rows_of_qazvin) == {"class": 26, "client": 97}
    for row in rows_of_qazvin:
        assert re.search("[\u0600-\u06ff]", row["reason_fa"])
        assert not re.search("[\u0600-\u06ff]", row["reason_en"])
        assert row["decided_by"] == "ویراستاران برزن"


@pytest.mark.django_db
def test_a_decision_holds_until_a_version_says_otherwise(mehrkuh: None) -> None:
    assert decided.figures(ANONYMOUS)["client"] == 1
    service = Service.objects.get(code="MK-0001")
    content = queries.contents(LOADER, ["MK-0001"])["MK-0001"]
    actions.publish_version(LOADER, service, replace(content, has_client=False))
    assert decided.figures(ANONYMOUS)["client"] == 0
    assert not [note for note in queries.notes(ANONYMOUS, service) if note.field == "client"]
    assert Decision.objects.filter(service=service, field="client").exists()


@pytest.mark.django_db
def test_the_sheet_the_list_and_the_figures_say_what_was_decided_and_not_read(
    client: Client, mehrkuh: None
) -> None:
    sheet = client.get("/en/services/MK-0001/").content.decode()
    assert "Whether it has clients was decided, not read" in sheet
    assert "somebody applies for it" in sheet
    assert "clients decided" in client.get("/en/services/list/").content.decode()
    summary = client.get("/en/services/summary/").content.decode()
    assert "?figure=client&amp;unit=investment" in summary
    assert "?figure=shared&amp;unit=urban" in summary
    page = client.get("/en/services/decisions/?figure=client&unit=economy").content.decode()
    assert "MK-0001" in page
    assert "MK-0007" not in page
    found = client.get("/api/v1/services/MK-0001").json()
    assert (found["decided"], found["decisions"][0]["basis"]) == (["client"], "judgement")
    listed = {each["code"]: each["decided"] for each in client.get("/api/v1/services").json()["services"]}
    assert (listed["MK-0001"], listed["MK-0007"], listed["MK-0002"]) == (["client"], ["class"], [])


WRONG = {
    "a service that says otherwise": (",client,yes,", ",client,no,", "value"),
    "a value that is none": (",class,shared,", ",class,common,", "value"),
    "a flag that is none": (",class,shared,", ",unit,shared,", "field"),
    "a basis that is none": (",judgement,", ",guess,", "basis"),
    "an unknown service": ("MK-0001,", "MK-0099,", "service"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new", "column"), WRONG.values(), ids=WRONG)
def test_a_wrong_decision_is_named_by_row_and_column(folder: Path, old: str, new: str, column: str) -> None:
    path = folder / "decisions.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BlueprintRefused) as caught:
        blueprints.load(LOADER, folder)
    assert {(each.file, each.column) for each in caught.value.problems} == {("decisions.csv", column)}
    assert Service.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"value": "yes"}, {"field": "unit"}, {"basis": "guess"}])
def test_the_database_refuses_a_decision_that_makes_no_sense(mehrkuh: None, values: dict[str, str]) -> None:
    booklet = BookletReading.objects.get()
    sound = {"field": "class", "value": "shared", "basis": "source", "reason_fa": "…", "reason_en": "…"}
    service = Service.objects.get(code="MK-0003")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(booklet=booklet, service=service, number=99, **{**sound, **values})
