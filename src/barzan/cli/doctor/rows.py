"""Checks of what the rows say: time, work in the background, the trail, the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from barzan.cli import life
from barzan.cli.doctor.finding import Finding
from barzan.documents.queries import missing
from barzan.jobs.models import Job, State
from barzan.search import registry
from barzan.search.models import Entry
from barzan.trail.appendonly import lost as lost_guards
from barzan.trail.models import Event, Pending, Seal

CLOCK_SLACK = timedelta(minutes=2)
LATE = timedelta(minutes=10)
SEALED_WITHIN = timedelta(minutes=1)
NAMED = 10


def clock() -> Iterator[Finding]:
    """Time has not run backwards since the newest event."""
    newest = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest - timezone.now() > CLOCK_SLACK:
        yield Finding(
            "clock",
            (
                "ساعت رایانه عقب است: رویدادهایی از آینده داریم.",
                "The clock is behind: events lie in the future.",
            ),
            ("ساعت را با NTP درست کنید.", "Set the clock by NTP."),
        )


def worker() -> Iterator[Finding]:
    """A worker gave a sign of life lately."""
    silent = life.seconds_silent()
    if silent is None or silent > life.SILENT_AFTER:
        since = ("هیچ‌گاه", "never") if silent is None else (f"{silent:.0f} ثانیه پیش", f"{silent:.0f} s ago")
        yield Finding(
            "worker",
            (f"کارهای پشت صحنه نمی‌گردد؛ آخرین نشانه: {since[0]}.", f"No worker runs; last sign: {since[1]}."),
            ("barzan up یا barzan worker را به راه بیندازید.", "Start barzan up or barzan worker."),
            "warning",
        )


def jobs() -> Iterator[Finding]:
    """No job has failed for good, and none waits long past its time."""
    failed = Job.objects.filter(state=State.FAILED).count()
    if failed:
        yield Finding(
            "jobs.failed",
            (f"{failed} کار پشت صحنه انجام نشد.", f"{failed} background jobs failed."),
            (
                "در صفحهٔ کارها علت را ببینید و دوباره بفرستید.",
                "See why on the page of jobs, and send them again.",
            ),
            "warning",
        )
    late = Job.objects.filter(state=State.WAITING, run_at__lt=timezone.now() - LATE).count()
    if late:
        yield Finding(
            "jobs.late",
            (f"{late} کار بیش از ده دقیقه عقب است.", f"{late} jobs are over ten minutes late."),
            ("barzan worker دیگری به راه بیندازید.", "Start one more barzan worker."),
            "warning",
        )


def guards() -> Iterator[Finding]:
    """The database still refuses changes to the trail and to what is published."""
    lost = lost_guards(connection)
    if lost:
        yield Finding(
            "guards",
            (
                f"نگهبان‌های پایگاه داده برداشته شده‌اند: {', '.join(lost)}",
                f"Guards of the database are gone: {', '.join(lost)}",
            ),
            (
                "barzan verify را بزنید و بپرسید چه کسی آن را برداشت.",
                "Run barzan verify, and ask who removed them.",
            ),
        )


def sealing() -> Iterator[Finding]:
    """Events are sealed in time."""
    before = timezone.now() - SEALED_WITHIN
    oldest = Pending.objects.order_by("pk").values_list("pk", flat=True).first()
    if oldest and Event.objects.filter(pk=oldest, at__lt=before).exists():
        yield Finding(
            "trail.unsealed",
            (
                f"{Pending.objects.count()} رویداد مهر نشده است.",
                f"{Pending.objects.count()} events are not sealed.",
            ),
            (
                "barzan worker باید در کار باشد و کلید مهر در BARZAN_KEYS.",
                "A worker and the signing key are needed.",
            ),
            "warning",
        )


def signing_key() -> Iterator[Finding]:
    """Where there are seals there are both halves of the key that made them."""
    folder = Path(settings.KEYS)
    lost = [name for name in ("trail-seal.key", "trail-seal.pub") if not (folder / name).exists()]
    if lost and Seal.objects.exists():
        yield Finding(
            "trail.key",
            (f"کلید مهر نیست: {', '.join(lost)}", f"The key of the seals is missing: {', '.join(lost)}"),
            (
                f"آن را از نسخهٔ نگه‌داشته در «{folder}» بگذارید.",
                f'Put it into "{folder}" from the copy you keep.',
            ),
        )


def documents() -> Iterator[Finding]:
    """The content of every document is on the disk."""
    lost = [f"{version.document_id}/{version.number}" for version in missing()]
    named = ", ".join(lost[:NAMED])
    if lost:
        yield Finding(
            "documents",
            (
                f"محتوای {len(lost)} نسخهٔ سند روی دیسک نیست: {named}",
                f"The content of {len(lost)} versions of documents is not on the disk: {named}",
            ),
            (
                "آن‌ها را از پشتیبان بازگردانید (پوشهٔ documents).",
                "Bring them back from a backup (folder documents).",
            ),
        )


def index() -> Iterator[Finding]:
    """The search index holds exactly what the rooms let people find."""
    given = Counter({each.kind: sum(1 for _ in each.entries(None)) for each in registry.providers()})
    held = Counter(dict(Entry.objects.order_by().values_list("kind").annotate(Count("pk"))))
    if +given != +held:
        yield Finding(
            "search",
            (
                f"نمایهٔ جستجو {held.total()} مورد دارد و باید {given.total()} باشد.",
                f"The search index holds {held.total()} entries instead of {given.total()}.",
            ),
            ("barzan reindex", "barzan reindex"),
            "warning",
        )
