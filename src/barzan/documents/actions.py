"""Keeps documents: a file is checked and on disk before the database knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO

from django.db import transaction

from barzan.access import Actor, Target
from barzan.documents.kinds import kind_of
from barzan.documents.models import Document, Version
from barzan.documents.names import clean_name
from barzan.documents.rules import STORE
from barzan.documents.storage import incoming
from barzan.people.models import Unit
from barzan.trail import actions as trail


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
