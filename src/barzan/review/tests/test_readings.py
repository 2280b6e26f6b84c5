"""A text becomes a reading: offices with their units, items in order, findings at their rows; or nothing."""

from __future__ import annotations

import pytest

from barzan.access import Forbidden, Role
from barzan.catalogue.booklet import BookletError
from barzan.catalogue.tests.factories import make_service
from barzan.documents.errors import DocumentRefused
from barzan.documents.models import Document
from barzan.people.models import Unit
from barzan.people.tests.factories import make_actor
from barzan.persian.errors import BilingualError
from barzan.review import actions, errors
from barzan.review.core.said import Said
from barzan.review.models import Item, Reading, SourceChunk
from barzan.review.tests.factories import make_reading, make_text, make_units

pytestmark = pytest.mark.django_db


def test_a_text_becomes_items_in_the_order_of_the_print_and_lost_rows_have_a_place() -> None:
    reading = make_reading()
    rows = list(reading.items.values_list("office__name", "row", "kind", "title"))
    assert rows == [
        ("دفتر آبادانی", 1, "row", "صدور پروانه"),
        ("دفتر آبادانی", 2, "row", "تمدید پروانه"),
        ("دفتر آبادانی", 3, "row", "بازدید کارگاه"),
        ("دفتر بازار", 1, "row", "نظارت بر بازار"),
        ("دفتر بازار", 2, "row", "رسیدگی به شکایت"),
        ("دفتر بازار", 3, "lost", ""),
    ]
    lost = reading.items.get(kind="lost")
    assert lost.said.gap_reason
    assert lost.group == 0


def test_offices_find_their_units_by_name_and_deputies_first() -> None:
    reading = make_reading()
    matched = dict(reading.offices.values_list("name", "unit__code"))
    assert matched == {
        "معاونت آبادانی": "deputy",
        "دفتر آبادانی": "works",
        "دفتر بازار": "trade",
        "جمع کل": None,
    }


def test_the_page_of_a_service_gives_its_requirements_and_legal_bases() -> None:
    first = make_reading().items.get(order=1)
    assert [row.text for row in first.said.requirements] == ["فرم درخواست"]
    assert [(row.kind, row.title) for row in first.said.legal_bases] == [("act", "قانون شهرداری‌ها")]


def test_the_text_is_kept_as_a_document_and_its_lines_without_those_that_name_people() -> None:
    text = "# شناسنامه کتابچه\n\nتهیه و تدوین: نام‌آور ساختگی\n\n" + make_text()
    reading = make_reading(text=text)
    assert reading.document.sha256 == reading.sha256
    assert reading.document.document.personal
    kept = "\n".join(SourceChunk.objects.values_list("text", flat=True))
    assert "نام‌آور" not in kept
    assert "صدور پروانه" in kept


def test_a_service_that_is_published_is_found_again_and_its_words_stand() -> None:
    root = make_units()
    works = Unit.objects.get(code="works")
    make_service("MK-0007", works, title="صدورِ پروانه", service_class="general")
    item = make_reading(root).items.get(order=1)
    assert item.service is not None
    assert item.service.code == "MK-0007"
    assert item.title == "صدورِ پروانه"
    assert "published_differs" in item.kinds.split(), "the print says another class"
    assert item.service_class == "specific", "and the print is what is reviewed"


def test_another_unit_is_chosen_by_a_person_and_its_services_are_sought() -> None:
    root = make_units()
    actor = make_actor(Role.OFFICER, root)
    reading = make_reading(root, actor)
    office = reading.offices.get(name="دفتر بازار")
    with pytest.raises(errors.ReviewRefused, match="stands for"):
        actions.choose_units(actor, reading, {office: Unit.objects.get(code="works")})
    actions.choose_units(actor, reading, {office: None})
    make_service("MK-0009", root, title="نظارت بر بازار")
    actions.choose_units(actor, reading, {office: root})
    assert reading.items.get(title="نظارت بر بازار").service.code == "MK-0009"


def test_somebody_says_which_service_an_item_is_and_that_stands() -> None:
    root = make_units()
    actor = make_actor(Role.OFFICER, root)
    make_service("MK-0007", Unit.objects.get(code="trade"), title="چیزی با نام دیگر")
    make_service("MK-0008", Unit.objects.get(code="works"), title="صدور پروانه")
    reading = make_reading(root, actor)
    last = reading.items.get(order=5)
    with pytest.raises(errors.ReviewRefused, match="No service"):
        actions.match_item(actor, last, "MK-9999")
    with pytest.raises(errors.ReviewRefused, match="already"):
        actions.match_item(actor, last, "MK-0008")
    assert actions.match_item(actor, last, "MK-0007").service.code == "MK-0007"
    actions.match_item(actor, reading.items.get(order=1), "")
    actions.choose_units(actor, reading, {reading.offices.get(name="دفتر بازار"): None})
    matched = dict(reading.items.values_list("order", "service__code"))
    assert (matched[5], matched[1]) == ("MK-0007", None)
    assert reading.items.get(order=5).decisions.count() == 0


def test_only_whoever_writes_for_the_unit_starts_a_review() -> None:
    root = make_units()
    for role in (Role.CITIZEN, Role.AUDITOR, Role.ANALYST):
        with pytest.raises(Forbidden):
            make_reading(root, make_actor(role, root))
    with pytest.raises(Forbidden):
        make_reading(root, make_actor(Role.OFFICER, Unit.objects.get(code="works")))


BAD = {
    "nothing": (b"", "b.md", BookletError, "booklet.empty"),
    "another encoding": ("کتابچه".encode("cp1256"), "b.md", BookletError, "booklet.encoding"),
    "cut inside a letter": (make_text().encode() + b"\xd8", "b.md", BookletError, "booklet.truncated"),
    "no booklet": ("فقط یک نامه.".encode(), "b.txt", BookletError, "booklet.none"),
    "cut before the lists": (
        make_text().encode()[: make_text().encode().index("لیست خدمات".encode()) - 4],
        "b.md",
        BookletError,
        "booklet.truncated",
    ),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "b.md", BookletError, "booklet.encoding"),
    "signs of control": (make_text().encode() + b"\x07", "b.md", DocumentRefused, "document.content"),
    "a PDF": (b"%PDF-1.7", "b.pdf", errors.ReviewRefused, "review.kind"),
    "50 MB": (b" " * (50 * 2**20), "b.md", errors.ReviewRefused, "review.too_large"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_booklet_is_refused_in_a_sentence_and_nothing_is_kept(what: str) -> None:
    data, name, error, code = BAD[what]
    root = make_units()
    actor = make_actor(Role.OFFICER, root)
    with pytest.raises(error) as refused:
        actions.start(actor, unit=root, prefix="MK", title="ک", edition="", name=name, data=data)
    assert isinstance(refused.value, BilingualError)
    assert refused.value.code == code
    assert refused.value.sentence("fa") != refused.value.sentence("en")
    assert (Reading.objects.count(), Item.objects.count(), Document.objects.count()) == (0, 0, 0)


def test_the_same_text_is_under_review_once() -> None:
    root = make_units()
    actor = make_actor(Role.OFFICER, root)
    reading = make_reading(root, actor)
    with pytest.raises(errors.ReviewRefused, match="under review already"):
        make_reading(root, actor)
    with pytest.raises(errors.ReviewRefused, match="reason"):
        actions.give_up(actor, reading, why=" ")
    actions.give_up(actor, reading, why="متن بهتری رسید")
    make_reading(root, actor)
    with pytest.raises(errors.ReviewRefused, match="not open"):
        actions.give_up(actor, reading, why="دوباره")


@pytest.mark.parametrize("prefix", ["", "Q", "qz", "QZ1", "ABCDEFG", "Q-Z"])
def test_codes_begin_with_two_to_six_capital_letters(prefix: str) -> None:
    with pytest.raises(errors.ReviewRefused, match="capital"):
        make_reading(prefix=prefix)


def test_what_is_read_survives_the_database() -> None:
    for item in make_reading().items.all():
        assert Said.from_value(item.proposed).as_value() == item.proposed
