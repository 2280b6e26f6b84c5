"""Services and whole catalogues for tests, made without events."""

from __future__ import annotations

from django.utils import timezone

from barzan.access.values import system_actor
from barzan.catalogue import actions
from barzan.catalogue.actions import Placement
from barzan.catalogue.content import RequirementContent, ServiceContent
from barzan.catalogue.models import Category, LifeEvent, Requirement, Service, ServiceGroup, ServiceVersion
from barzan.people.models import Unit
from barzan.people.tests.factories import make_unit
from barzan.persian import sort_key

LOADER = system_actor("test")
WORDS = (
    "صدور",
    "تمدید",
    "بررسی",
    "پرداخت",
    "ثبت",
    "نظارت",
    "مجوز",
    "پروانه",
    "شکایت",
    "تسهیلات",
    "روستا",
    "شورا",
)


def make_content(title: str = "صدور پروانهٔ آزمون", **fields: object) -> ServiceContent:
    """A content with one document."""
    parts = {"requirements": (RequirementContent("document", "شناسنامه"),), **fields}
    return ServiceContent(title=title, **parts)  # type: ignore[arg-type]


def make_service(code: str = "AZ-0001", unit: Unit | None = None, **fields: object) -> Service:
    """A published service through the actions of the room."""
    service = actions.add_service(LOADER, code, Placement(unit or make_unit(f"unit-{code}")))
    actions.publish_version(LOADER, service, make_content(**fields))
    service.refresh_from_db()
    return service


def make_catalogue(size: int) -> None:
    """``size`` published services of 20 offices, straight into the tables."""
    root = make_unit("root")
    offices = [
        make_unit(f"office-{n}", make_unit(f"deputy-{n}", root) if n % 4 == 0 else root) for n in range(20)
    ]
    categories = [_shelf(Category, n) for n in range(8)]
    events = [_shelf(LifeEvent, n) for n in range(4)]
    groups = [ServiceGroup.objects.create(code=f"G-{n}", title=f"گروه {n}") for n in range(size // 10)]
    services = Service.objects.bulk_create(
        Service(
            code=f"BG-{n:05}", unit=offices[n % 20], group=groups[n % len(groups)], category=categories[n % 8]
        )
        for n in range(size)
    )
    versions = ServiceVersion.objects.bulk_create(
        ServiceVersion(
            service=service, number=1, content_hash=f"v1:{n}", published_at=timezone.now(), title=_title(n),
            service_class=("specific", "general", "shared", None)[n % 4],
            has_client=(True, False, None)[n % 3],
        )
        for n, service in enumerate(services)
    )  # fmt: skip
    Requirement.objects.bulk_create(
        Requirement(version=version, number=number, kind="document", text=f"مدرک {number}")
        for version in versions
        for number in (1, 2)
    )
    for service, version in zip(services, versions, strict=True):
        service.current_version = version
        service.title_order = sort_key(version.title).encode().hex()[:400]
    Service.objects.bulk_update(services, ["current_version", "title_order"], batch_size=1000)
    links = Service.life_events.through
    links.objects.bulk_create(
        links(service_id=service.pk, lifeevent_id=events[n % 4].pk)
        for n, service in enumerate(services[:400])
    )


def _title(number: int) -> str:
    words = (WORDS[number % 12], WORDS[number // 12 % 12], WORDS[number // 144 % 12])
    return f"{' '.join(words)} {number}"


def _shelf(model: type[Category] | type[LifeEvent], number: int) -> Category | LifeEvent:
    return model.objects.create(
        code=f"shelf-{number}", title=f"دستهٔ {number}", title_en=f"Shelf {number}", icon="list", order=number
    )
