"""The pages of a form: what they show, how many questions they ask the database, what they refuse."""

from __future__ import annotations

import pytest
from django.test import Client

from barzan.access import Role
from barzan.answers import engine, segments
from barzan.answers.errors import AnalysisMissing
from barzan.answers.models import Chosen
from barzan.answers.tests.making import FA, add_version, make_form, make_submission, xml_of
from barzan.forms.models import Content, FormFile
from barzan.people.tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "charts/",
    "two-questions/?down=home/owner&across=needs",
    "map/",
    "files/",
    "versions/",
    "columns/",
)


@pytest.fixture
def unit():
    return make_unit("asking")


@pytest.fixture
def form(unit):
    made = make_form(unit, key="households")
    for owner in ("yes", "yes", "no"):
        answers = {"home": {"owner": owner, "rooms": "3", "street": "بهار"}, "needs": "water",
                   "point": "35.70 51.40 0 0", "member": [{"age": "34"}, {"age": "7"}]}  # fmt: skip
        make_submission(made, answers)
    return made


@pytest.fixture
def client(unit):
    client = Client(headers={"accept-language": "fa"})
    client.force_login(make_user(Role.ANALYST, unit))
    return client


def text(client, address: str, status: int = 200) -> str:
    answer = client.get(f"/staff/answers/{address}")
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_list_shows_answers_in_words(client, form) -> None:
    found = text(client, "households/")
    for said in ("مالک است؟", "بله", "نه", "شمار اتاق‌ها", "بهار"):
        assert said in found
    assert "تلفن" not in found  # personal


def test_choices_from_a_file_are_told_by_their_label(client, unit) -> None:
    survey = [{"type": "select_one_from_file places.csv", "name": "province", FA: "استان"}]
    form = make_form(unit, key="placed", xml=xml_of(survey))
    names = ["البرز", "کرج", "کرج", *(f"محلهٔ {number}" for number in range(30))]
    lines = ["name,label", *(f"ir-{number:02},{name}" for number, name in enumerate(names))]
    data = "\n".join(lines).encode()
    content = Content.objects.create(sha256="f" * 64, size=len(data), media_type="text/csv", data=data)
    FormFile.objects.create(version=form.current, name="places.csv", content=content)
    for value in ("ir-00", "ir-01", "ir-02", "ir-99"):
        make_submission(form, {"province": value})
    found = text(client, "placed/")
    assert "البرز" in found
    assert "ir-99" in found  # one that the list has not
    [chart] = client.get("/staff/answers/placed/charts/").context["charts"]
    bars = [("البرز", ""), ("کرج", "ir-01"), ("کرج", "ir-02"), ("ir-99", "")]
    assert [(bar.label, bar.note) for bar in chart.bars] == bars
    assert chart.notes == ("۳۰ گزینه که کسی برنگزیده نشان داده نمی‌شود.",)


def test_forms_with_answers_are_listed(client, form) -> None:
    assert "households/charts/" in text(client, "")


def test_a_repeat_is_a_list_of_its_own(client, form) -> None:
    found = text(client, "households/?table=member")
    assert "۳۴" in found
    assert found.index("عضو خانوار ۱") < found.index("عضو خانوار ۲")
    assert "member[" not in found
    text(client, "households/?table=nothing", 404)


def test_conditions_narrow_the_list_and_can_be_taken_away(client, form) -> None:
    found = text(client, "households/?path=home/owner&op=is&value=نه")
    assert found.count("<tr>") == 2  # head and one row
    assert "f=home%2Fowner%3Ais%3Ano" in found
    assert "شرطی این‌جا معنا ندارد" in text(client, "households/?f=home/rooms:ge:many")


def test_charts_count_and_open_their_lists(client, form) -> None:
    found = text(client, "households/charts/")
    assert "/staff/answers/households/?f=home%2Fowner%3Ais%3Ayes" in found
    assert "۶۶٫۷" in found


def test_questions_lead_the_charts_and_what_has_no_words_follows(client, form) -> None:
    first = client.get("/staff/answers/households/charts/").context["page"]
    pages = first.paginator.page_range
    paths = [each.column.path for page in pages for each in charts_of(client, f"?page={page}")]
    assert len(paths) == first.paginator.count > len(first.object_list)
    assert (paths[0], paths[-1]) == ("home/owner", "start")


def charts_of(client, query: str):
    return client.get(f"/staff/answers/households/charts/{query}").context["charts"]


def test_where_nothing_arrived_list_and_charts_say_so_and_show_no_empty_tables(client, unit) -> None:
    make_form(unit, key="asked-nobody")
    for page in ("", "charts/"):
        found = text(client, f"asked-nobody/{page}")
        assert "هنوز ردیفی این‌جا نیست." in found
        assert "هنوز چیزی نرسیده است" in found
        assert "answers-bars" not in found
        assert "به وضع همین لحظه" not in found


def test_where_no_row_passes_the_way_back_is_offered(client, form) -> None:
    for page in ("", "charts/"):
        found = text(client, f"households/{page}?f=home/rooms:ge:90")
        assert "هیچ ردیفی با شرط‌ها نمی‌خواند." in found
        assert "answers-bars" not in found
        assert f"/staff/answers/households/{page}" in found


@pytest.mark.parametrize("page", PAGES)
def test_few_questions_however_many_rows(client, form, page, django_assert_max_num_queries) -> None:
    add_version(form, xml_of())
    text(client, f"households/{page}")
    for _ in range(5):
        make_submission(form, {"home": {"owner": "no"}, "point": "35.71 51.41 0 0"})
    with django_assert_max_num_queries(13):  # one more until the first segment is written
        text(client, f"households/{page}")
    segments.take_in(form)
    make_submission(form, {"home": {"owner": "no"}})
    with django_assert_max_num_queries(13):
        text(client, f"households/{page}")


def test_columns_are_chosen_and_kept(client, form) -> None:
    client.post("/staff/answers/households/columns/", {"path": ["home/area", "home/rooms", "phone"]})
    assert Chosen.objects.get().paths == ["home/rooms", "home/area"]
    assert "زیربنا" in text(client, "households/")
    client.post("/staff/answers/households/columns/", {"reset": "yes"})
    assert Chosen.objects.get().paths == []


def test_without_the_libraries_pages_say_so(client, form, monkeypatch) -> None:
    def missing() -> None:
        raise AnalysisMissing

    monkeypatch.setattr(engine, "require", missing)
    assert "barzan[analysis]" in text(client, "households/", 503)


def test_an_unknown_form_is_no_page(client) -> None:
    text(client, "nothing/", 404)
