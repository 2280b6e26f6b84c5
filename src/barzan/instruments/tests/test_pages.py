"""The public pages: few questions at any size, filters that count, honest words, a safe spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from barzan.access import Role
from barzan.catalogue.models import LegalBasis, ServiceVersion
from barzan.catalogue.tests.factories import make_catalogue
from barzan.instruments import actions
from barzan.instruments.models import Instrument, Relation
from barzan.instruments.tests.factories import STEWARD, cite, make_instrument, make_resting
from barzan.people.tests.factories import make_unit, make_user
from barzan.search import actions as search

pytestmark = pytest.mark.django_db
MOST = 12
ON = date(2020, 1, 1)


def make_law(instruments: int) -> None:
    """``instruments`` acts, every third replaced, cited by every service of the catalogue there is."""
    rows = Instrument.objects.bulk_create(
        Instrument(
            code=f"L-{n:05}", kind=("act", "bylaw", "circular")[n % 3], title=f"سند آزمون {n}", number=f"{n}",
            date=date(2000 + n % 20, 1, 1), year=1380 + n % 20, issuer=f"صادرکننده {n % 9}",
            title_order=f"{n:08}",
        )
        for n in range(1, instruments + 1)
    )  # fmt: skip
    Relation.objects.bulk_create(
        Relation(kind="replaces", source=new, target=old, on=date(2021, 1, 1))
        for old, new in zip(rows[::3], rows[1::3], strict=False)
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(
            version=version, number=number, kind="act", title="سند آزمون",
            document_number=f"{version.pk % 5}", instrument=rows[(version.pk * number) % len(rows)].code,
        )
        for version in ServiceVersion.objects.all()
        for number in (1, 2)
    )  # fmt: skip


@pytest.mark.parametrize(("services", "instruments"), [(40, 30), (1_000, 200)])
@pytest.mark.parametrize("role", [None, Role.SECRETARY])
def test_pages_ask_few_questions_at_any_size(
    client: Client, services: int, instruments: int, role: Role | None
) -> None:
    make_catalogue(services)
    make_law(instruments)
    search.rebuild()
    if role:
        user = make_user(role, make_unit("reform"))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/instruments/")
    for path in (
        "/instruments/",
        "/instruments/?page=2&sort=services",
        "/instruments/?kind=act&state=replaced&decade=1390&issuer=صادرکننده+3&care=differs",
        "/instruments/?q=آزمون",
        "/instruments/list.csv?kind=act",
        "/instruments/L-00001/",
        "/api/v1/instruments?limit=200",
        "/api/v1/instruments/L-00001",
        "/services/BG-00007/",
    ):
        caches["template_fragments"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200, path
        asked = [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= MOST, (path, len(asked), asked)


def test_the_page_says_what_it_is_what_rests_on_it_and_what_contradicts_itself(client: Client) -> None:
    law = make_instrument("قانون باغ‌ها", number="74/13282", date=ON, issuer="مجلس آزمون")
    office = make_unit("gardens", make_unit("root"), name="دفتر باغ‌ها")
    make_resting("AA-0001", cite(law, article="ماده ۳"), cite(law, article="ماده ۴"), unit=office)
    make_resting("AA-0002", cite(law, document_number="13282/74"), unit=office)
    make_resting("AA-0003", cite(law, document_number="74/99999", date=date(2020, 1, 2)), unit=office)
    text = client.get(f"/instruments/{law.code}/").text
    assert "۳ خدمت بر آن استوار است" in text
    assert text.count("دفتر باغ‌ها") == 1
    assert "ماده ۳، ماده ۴" in text
    assert "با ۲ شمارهٔ ناهمسان" in text
    assert "با ۲ تاریخ ناهمسان" in text
    english = client.get(f"/en/instruments/{law.code}/").text
    assert "3 services rest on it." in english


def test_a_hostile_title_is_only_text(client: Client) -> None:
    law = make_instrument("<script>alert(1)</script> %(x)s", issuer="<b>مجلس</b> 100%")
    other = make_instrument("<i>نو</i>")
    actions.relate(STEWARD, "replaces", other, law, on=ON)
    make_resting("AA-0001", cite(law))
    for path in (
        "/instruments/",
        f"/instruments/{law.code}/",
        f"/en/instruments/{law.code}/",
        "/services/AA-0001/",
    ):
        text = client.get(path).text
        for mark in ("<script>alert", "<b>مجلس", "<i>نو"):
            assert mark not in text, path


def test_an_address_lasts_in_small_letters_and_an_unknown_code_is_not_found(client: Client) -> None:
    law = make_instrument()
    answer = client.get(f"/instruments/{law.code.lower()}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/instruments/{law.code}/")
    assert client.get("/instruments/L-9999/").status_code == 404


def test_the_sheet_links_to_the_instrument_and_warns_from_the_day_on(client: Client) -> None:
    old, new = make_instrument("قانون کهنه"), make_instrument("قانون نو")
    make_resting("AA-0001", cite(old))
    first = client.get("/services/AA-0001/").text
    assert f'href="/instruments/{old.code}/"' in first
    assert "قانون نو" not in first
    actions.relate(STEWARD, "replaces", new, old, on=date(2100, 1, 1))
    assert "قانون نو" not in client.get("/services/AA-0001/").text
    actions.relate(STEWARD, "repeals", new, old, on=ON)
    assert "قانون نو" in client.get("/services/AA-0001/").text


def test_filters_narrow_and_nonsense_narrows_nothing(client: Client) -> None:
    make_instrument("قانون باغ", issuer="مجلس")
    make_instrument("آیین‌نامهٔ باغ", kind="bylaw", number="", date=None, date_text="1383")
    for query, shown in (
        ("kind=bylaw", 1),
        ("decade=1380", 1),
        ("decade=x&kind=nonsense&sort=z", 2),
        ("care=unnumbered", 1),
        ("care=unused", 2),
        ("issuer=مجلس", 1),
        ("state=unknown", 1),
        ("q=باغ", 2),
        ("q=هیچ‌کدام", 0),
        ("page=99", 2),
    ):
        assert client.get(f"/instruments/?{query}").text.count('class="law-row"') == shown, query


def test_the_csv_is_safe_and_whole(client: Client) -> None:
    law = make_instrument("=1+1", number="+5", issuer="@x")
    make_resting("AA-0001", cite(law))
    rows = list(csv.DictReader(io.StringIO(client.get("/instruments/list.csv").content.decode("utf-8-sig"))))
    assert [(row["title"], row["number"], row["issuer"], row["services"]) for row in rows] == [
        ("'=1+1", "'+5", "'@x", "1")
    ]


def test_a_kept_text_is_for_everybody_and_never_run(client: Client) -> None:
    law = make_instrument()
    assert client.get(f"/instruments/{law.code}/text/").status_code == 404
    actions.attach_text(STEWARD, law, "law.txt", "متن".encode())
    answer = client.get(f"/instruments/{law.code}/text/")
    assert b"".join(answer).decode() == "متن"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_search_of_the_site_finds_an_instrument_by_number_and_title(client: Client) -> None:
    law = make_instrument("قانون بوستان‌های شهری", number="86420")
    for asked in ("بوستان های شهری", "86420", law.code):
        assert f"/instruments/{law.code}/" in client.get("/search/", {"q": asked}).text, asked


def test_the_api_gives_the_same_as_data(client: Client) -> None:
    old, new = make_instrument("قانون کهنه"), make_instrument("قانون نو", kind="bylaw", date=None)
    withdrawn = actions.relate(STEWARD, "cites", new, old)
    actions.withdraw(STEWARD, withdrawn, why="نادرست")
    actions.relate(STEWARD, "replaces", new, old, on=ON)
    make_resting("AA-0001", cite(old, article="ماده ۳"))
    listed = client.get("/api/v1/instruments?limit=1").json()
    assert (listed["total"], [each["code"] for each in listed["instruments"]]) == (2, [old.code])
    assert client.get("/api/v1/instruments?kind=bylaw").json()["instruments"][0]["state"] == "unknown"
    given = client.get(f"/api/v1/instruments/{old.code}").json()
    assert (given["state"], given["state_since"], given["state_by"]) == ("replaced", "2020-01-01", new.code)
    assert [(each["kind"], each["source"], each["on"]) for each in given["relations"]] == [
        ("replaces", new.code, "2020-01-01")
    ]
    assert given["services"] == [{"service": "AA-0001", "title": "خدمت AA-0001", "article": "ماده ۳"}]
    assert client.get("/api/v1/instruments/L-9999").status_code == 404
    assert client.get("/api/v1/instruments?kind=charter").status_code == 422
