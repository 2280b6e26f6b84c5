"""A small catalogue with everything that a booklet must set: two deputies, three offices, odd texts."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from barzan.access import ANONYMOUS
from barzan.catalogue.content import (
    ChannelContent,
    LegalBasisContent,
    RequirementContent,
    StepContent,
)
from barzan.catalogue.models import BookletReading, Decision, Service, StatedSummary
from barzan.catalogue.tests.factories import make_service
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit
from barzan.printing.book import Book
from barzan.printing.queries import gather

ACT = LegalBasisContent("act", "قانون شوراها", "123/45", date(1996, 11, 21), "1375/9/1", "مجلس")
SAME = LegalBasisContent("bylaw", "قانون  شوراها", "۱۲۳/۴۵", date(1996, 11, 21), "1375/9/1")
OTHER = LegalBasisContent("bylaw", "آیین‌نامهٔ دهیاری", "", None, "1380")
HOSTILE = "=cmd|' /C calc'!A1 <script>alert(x)</script>"


@pytest.fixture
def catalogue(db: None) -> dict[str, Unit]:
    """The units by code."""
    root = make_unit("R")
    units = {"R": root, "A": make_unit("A", root), "B": make_unit("B", root)}
    units |= {
        "A-1": make_unit("A-1", units["A"]),
        "A-2": make_unit("A-2", units["A"]),
        "B-1": make_unit("B-1", units["B"]),
    }
    make_service(
        "PR-0001", units["A-1"], title="پروانهٔ ساختمان", service_class="specific", has_client=True,
        national_code="13051234567", description="برای ساختن خانه؛ پیش از آن PR-0004 را ببینید.",
        fee_rials=1_500_000, fee_text="به ازای هر متر", standard_days=15, day_kind="working",
        standard_text="پانزده روز", objection="به شورا بنویسید.",
        requirements=(
            RequirementContent("document", "شناسنامه", "اصل و تصویر"),
            RequirementContent("form", "فرم درخواست"),
        ),
        legal_bases=(ACT, OTHER),
        steps=(StepContent("درخواست بدهید.", "متقاضی", 2), StepContent("بازدید می‌شود.", "کارشناس", 5)),
        channels=(ChannelContent("web", "my.example.ir", "شبانه‌روز"),),
    )  # fmt: skip
    make_service("PR-0002", units["A-1"], title="آگهی مزایده", service_class="shared", legal_bases=(SAME,))
    make_service("PR-0003", units["A-2"], title=HOSTILE, has_client=False, requirements=())
    make_service("PR-0004", units["B-1"], title="گواهی عدم خلاف", legal_bases=(OTHER,))
    make_service(
        "PR-0005", units["B-1"], title="خدمت افتاده", gap_reason="سطر آن در اسکن نیست.", requirements=()
    )
    reading = BookletReading.objects.create(
        code="b", title="کتابچهٔ پیشین", edition="ویراست اول", sha256="0" * 64, lines=10,
        read_on=date(2026, 1, 1),
        editor_note_fa="توضیح‌ها نوشتهٔ ویراستاران است.",
    )  # fmt: skip
    decided = {
        "booklet": reading,
        "reason_en": "It is asked for.",
        "decided_by": "ویراستار",
        "basis": "judgement",
    }
    for number, (code, value) in enumerate(
        (("PR-0001", "yes"), ("PR-0003", "yes"), ("PR-0002", "shared")), 1
    ):
        Decision.objects.create(
            number=number,
            service=Service.objects.get(code=code),
            field="class" if value == "shared" else "client",
            value=value,
            reason_fa=f"چون مردم برای {code} می‌آیند.",
            **decided,
        )
    StatedSummary.objects.create(booklet=reading, unit=units["A"], total=4, specific=1, shared=1, client=1)
    StatedSummary.objects.create(booklet=reading, unit=None, total=5, specific=1, shared=1, client=1)
    return units


@pytest.fixture
def persian() -> object:
    with translation.override("fa"):
        yield


@pytest.fixture
def book(catalogue: dict[str, Unit], persian: object) -> Book:
    return gather(ANONYMOUS)


def silent(done: int, total: int, note: str) -> None:
    """No bar."""
