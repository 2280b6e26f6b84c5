"""Catalogues of every kind of service: with and without each thing that the statistics count."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from barzan.catalogue.models import (
    Category,
    Channel,
    LegalBasis,
    LifeEvent,
    Requirement,
    Service,
    ServiceVersion,
    Step,
)
from barzan.people.tests.factories import make_unit
from barzan.persian import sort_key
from barzan.statistics.values import SECTIONS

TEXTS = (
    "شناسنامه", "کپی شناسنامه", "اصل و تصویر شناسنامه متقاضی", "کارت ملی", "تصویر کارت ملی", "درخواست کتبی",
    "درخواست", "تقاضا", "سند مالکیت", "کپی شناسنامه و کارت ملی", "فرم شمارهٔ ۲", "شناسنامه فنی ساختمان",
    "مدرک تحصیلی", "تأیید مراجع ذی صلاح", "تایید مراجع ذی‌صلاح", "گواهی عدم سوء پیشینه",
)  # fmt: skip
OLDEST = 1_600  # days: more than four years


def make_various(size: int, seed: int = 0, wordings: int = 60) -> None:
    """``size`` services of 20 units, in all states that matter; some are retired, some have an older version.

    ``wordings`` more documents are invented beside ``TEXTS``.
    """
    random = Random(seed)
    now = timezone.now()
    root = make_unit("root")
    deputies = [make_unit(f"deputy-{n}", root) for n in range(4)]
    units = [root, *deputies, *(make_unit(f"office-{n}", deputies[n % 4]) for n in range(15))]
    shelves = [
        [model.objects.create(code=f"shelf-{n}", title=f"دسته {n}", title_en=f"Shelf {n}", icon="list")
         for n in range(number)]
        for model, number in ((Category, 6), (LifeEvent, 5))
    ]  # fmt: skip
    services = Service.objects.bulk_create(
        Service(
            code=f"ST-{n:05}", unit=random.choice(units), category=random.choice([None, *shelves[0]]),
            reviewed_on=random.choice((None, None, _ago(random, now).date())),
            retired_at=now if random.random() < 0.03 else None,
        )
        for n in range(size)
    )  # fmt: skip
    versions = []
    for service in services:
        published = _ago(random, now)
        if random.random() < 0.2:
            versions.append(_version(random, service, 1, published))
            published += (now - published) / 2
            versions.append(_version(random, service, 2, published))
        else:
            versions.append(_version(random, service, 1, published))
    versions = ServiceVersion.objects.bulk_create(versions, batch_size=2_000)
    texts = [*TEXTS, *(f"مدرک شمارهٔ {n}" for n in range(wordings))]
    _parts(random, versions, texts)
    for version in versions:  # the later version of a service comes later
        version.service.current_version = version
        version.service.title_order = sort_key(version.title).encode().hex()[:400]
    Service.objects.bulk_update(services, ["current_version", "title_order"], batch_size=500)
    through = Service.life_events.through
    through.objects.bulk_create(
        through(service_id=service.pk, lifeevent_id=event.pk)
        for service in services
        for event in random.sample(shelves[1], random.choice((0, 0, 1, 2)))
    )


def _ago(random: Random, now: datetime) -> datetime:
    return now - timedelta(days=random.randrange(OLDEST))


def _version(random: Random, service: Service, number: int, published: datetime) -> ServiceVersion:
    days = random.choice((None, None, 3, 15))
    return ServiceVersion(
        service=service, number=number, content_hash=f"v1:{service.code}", published_at=published,
        title=f"خدمت {service.code}",
        national_code=random.choice((None, str(random.randrange(10**10, 10**11)))),
        service_class=random.choice(("specific", "general", "shared", None)),
        has_client=random.choice((True, False, None)), description=random.choice(("", "شرح")),
        fee_rials=random.choice((None, 0, 1000)), fee_text=random.choice(("", "رایگان")),
        standard_days=days, day_kind="working" if days else "", standard_text=random.choice(("", "یک هفته")),
    )  # fmt: skip


def _parts(random: Random, versions: list[ServiceVersion], texts: list[str]) -> None:
    requirements, bases, steps, channels = [], [], [], []
    for version in versions:
        for number in range(1, random.randrange(5)):
            kind = random.choice(("document", "form", "procedure", "system"))
            requirements.append(
                Requirement(version=version, number=number, kind=kind, text=random.choice(texts))
            )
        for number in range(1, random.randrange(4)):
            kind = random.choice(SECTIONS["basis"])
            bases.append(LegalBasis(version=version, number=number, kind=kind, title="قانون"))
        for number in range(1, random.choice((1, 1, 4))):
            steps.append(Step(version=version, number=number, text="گام"))
        for number in range(1, random.choice((1, 2, 3))):
            kind = random.choice(SECTIONS["channel"])
            channels.append(Channel(version=version, number=number, kind=kind, value="نشانی"))
    for model, rows in ((Requirement, requirements), (LegalBasis, bases), (Step, steps), (Channel, channels)):
        model.objects.bulk_create(rows, batch_size=2_000)
