"""What can be known of documents, within the actor's units."""

from __future__ import annotations

from typing import BinaryIO

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.documents.errors import DocumentErased, DocumentMissing
from barzan.documents.models import Document, Version
from barzan.documents.rules import PERSONAL, READ, STORE
from barzan.documents.storage import path_of
from barzan.people.models import Unit
from barzan.trail import actions as trail


def documents(actor: Actor) -> QuerySet[Document]:
    """The documents of the actor's units, newest first, with unit and versions; personal ones for those alone
    who may read them.
    """
    plain = within(READ.scope(actor), unit="unit__path") & Q(personal=False)
    covered = plain | within(PERSONAL.scope(actor), unit="unit__path")
    return Document.objects.filter(covered).select_related("unit").prefetch_related("versions")


def document(actor: Actor, pk: int) -> Document:
    """One of them; ``Http404`` where there is none, ``Forbidden`` outside the actor's units."""
    found = get_object_or_404(Document.objects.select_related("unit"), pk=pk)
    (PERSONAL if found.personal else READ).require(actor, found.target)
    return found


def units_to_store_in(actor: Actor) -> QuerySet[Unit]:
    """The valid units that the actor may hand documents in for."""
    return Unit.objects.filter(within(STORE.scope(actor), unit="path"), valid_to__isnull=True)


def content(actor: Actor, pk: int, number: int) -> tuple[Version, BinaryIO]:
    """A version and its opened content; the read is recorded where the document holds personal data.

    Raises ``DocumentErased`` where it was deleted in its time, ``DocumentMissing`` where the content is gone
    from the disk; nothing was read then.
    """
    found = document(actor, pk)
    version = get_object_or_404(found.versions, number=number)
    data = opened(version)
    if found.personal:
        trail.reading(actor, found)
    return version, data


def opened(version: Version) -> BinaryIO:
    """The content of a version, for rooms that decide themselves who reads what they keep; raises as
    ``content`` does.
    """
    if version.document.erased_at:
        raise DocumentErased
    try:
        return path_of(version.sha256).open("rb")
    except FileNotFoundError:
        raise DocumentMissing(version.sha256) from None


def missing() -> list[Version]:
    """The versions whose content should be on disk and is not, oldest first; for the examination of an
    installation.
    """
    rows = Version.objects.filter(document__erased_at=None).select_related("document").order_by("pk")
    return [version for version in rows.iterator() if not path_of(version.sha256).is_file()]
