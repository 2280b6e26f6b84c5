"""Keeps documents: a file is checked and on disk before the database knows of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor, Target
from barzan.documents.errors import DocumentRefused
from barzan.documents.kinds import kind_of
from barzan.documents.models import Document, Version
from barzan.documents.names import clean_name
from barzan.documents.rules import STORE
from barzan.documents.storage import forget, incoming
from barzan.people.models import Unit
from barzan.trail import actions as trail

ERASED = "erased"
IDLE = timedelta(hours=1)  # a content is older than that where its version was certainly committed
SWEPT = timedelta(days=30)  # how long the bytes of what was erased are looked for


def store(
    actor: Actor,
    name: str,
    data: bytes | BinaryIO,
    *,
    unit: Unit | None = None,
    personal: bool = False,
    document: Document | None = None,
) -> Version:
    """Keeps ``data`` as a new document of ``unit``, or as the next version of ``document``.

    The same content as the newest version adds none. Raises ``DocumentRefused``; nothing is kept then.
    """
    STORE.require(actor, document.target if document else (unit.target if unit else Target()))
    name = clean_name(name)
    kind = kind_of(name)
    with incoming(BytesIO(data) if isinstance(data, bytes) else data, kind.limit) as content:
        kind.check(content.file)
        content.keep()
        with transaction.atomic():
            if document is None:
                document = Document.objects.create(title=name, unit=unit, personal=personal)
            else:
                document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
                if document.erased_at:
                    raise DocumentRefused(
                        "document.erased",
                        "این سند پس از مدت نگهداری پاک شده است؛ فایل را به‌عنوان سندی تازه تحویل دهید.",
                        "This document was erased after its time; hand the file in as a new document.",
                    )
            newest = document.versions.first()
            if newest and newest.sha256 == content.digest:
                return newest
            version = Version.objects.create(
                document=document,
                number=newest.number + 1 if newest else 1,
                name=name,
                sha256=content.digest,
                size=content.size,
                media_type=kind.media_type,
                by_id=actor.user,
            )
            detail = {"sha256": content.digest, "size": content.size}
            trail.record(actor, "document.stored", document, version=version.number, detail=detail)
    return version


def erase(actor: Actor, documents: Collection[Document], *, why: str = "") -> None:
    """Deletes what documents contain, and the names of their files, as a recorded fact: their versions stay
    without. The bytes go with the next ``sweep``.
    """
    for document in documents:
        STORE.require(actor, document.target)
    with transaction.atomic():
        rows = list(
            Document.objects.select_for_update(of=("self",))
            .filter(pk__in=[document.pk for document in documents], erased_at=None)
            .order_by("pk")
        )
        for row in rows:
            row.title, row.erased_at = f"{ERASED}-{row.pk}", timezone.now()
        Document.objects.bulk_update(rows, ["title", "erased_at"], batch_size=200)
        Version.objects.filter(document__in=rows).update(name=ERASED)
        if rows:
            trail.record_each(actor, "document.erased", [trail.Happened(row) for row in rows], why=why)


def sweep(idle: timedelta = IDLE) -> int:
    """Deletes the bytes of erased documents that no other document has; how many contents those were.

    What was handed in within ``idle`` stays until the next time: its version may not be committed yet.
    """
    erased = Version.objects.filter(document__erased_at__gte=timezone.now() - SWEPT)
    digests = sorted(set(erased.values_list("sha256", flat=True)))
    done = 0
    for start in range(0, len(digests), 500):
        some = digests[start : start + 500]
        kept = Version.objects.filter(sha256__in=some, document__erased_at=None)
        for digest in {*some} - {*kept.values_list("sha256", flat=True)}:
            done += forget(digest, idle)
    return done


def follow_units(actor: Actor, moved: Mapping[Unit, Unit], why: str) -> int:
    """Gives the documents of units that ended to the units that follow them; how many there were."""
    for unit in (*moved, *moved.values()):
        STORE.require(actor, unit.target)
    with transaction.atomic():
        documents = list(Document.objects.select_for_update(of=("self",)).filter(unit__in=moved))
        successors = {old.pk: new for old, new in moved.items()}
        for document in documents:
            new = successors[document.unit_id]
            trail.record(actor, "document.placed", document, why=why, detail={"unit": new.code})
            document.unit = new
        Document.objects.bulk_update(documents, ["unit"], batch_size=200)
    return len(documents)
