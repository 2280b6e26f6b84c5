"""Publishing: the draft becomes an immutable version with a hash, and the form takes answers."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.actions.drafting import files_of, locked_draft, remove
from barzan.forms.actions.library import locked
from barzan.forms.contents import checked_media, media_of
from barzan.forms.core.asking import asked, wording
from barzan.forms.core.identity import identified
from barzan.forms.errors import FormError
from barzan.forms.kinds import State
from barzan.forms.models import Asked, Content, DraftSaving, Form, FormFile, FormVersion
from barzan.forms.rules import FORM_PUBLISH
from barzan.forms.written import rows_of
from barzan.persian import normalise
from barzan.search import actions as search
from barzan.trail import actions as trail
from barzan.trail.canonical import content_hash
from barzan.xforms import read
from barzan.xlsform import Differences, convert, differences


def publish(actor: Actor, form: Form, *, why: str, seen: int | None = None) -> FormVersion:
    """Makes the draft the current version; answers given before stay pinned to theirs.

    Raises ``FormError``: no draft, no reason, files missing, somebody saved meanwhile, or the same content is
    published already. A form that was never published is open from now on.
    """
    FORM_PUBLISH.require(actor, form.target)
    if not why.strip():
        raise FormError.no_reason()
    with transaction.atomic():
        form = locked(form)
        draft = locked_draft(form, seen)
        saving: DraftSaving = draft.saving  # type: ignore[assignment]
        if absent := missing_files(saving):
            raise FormError.files_missing(absent)
        before = FormVersion.objects.filter(pk=form.current_id).first()
        source = source_hash(form.key, saving.xml, saving.files)
        if before and before.source_hash == source:
            raise FormError.unchanged(before.number)
        version = _version(actor, form, saving, before, source, why)
        _keep_parts(version, saving)
        form.current, form.changed_at = version, version.published_at
        if form.state == State.DRAFT:
            form.state = State.OPEN
        form.save(update_fields=["current", "state", "changed_at"])
        remove(draft)
        detail = {"content_hash": version.content_hash, "differences": len(version.differences)}
        trail.record(actor, "form.published", form, version=version.number, why=why, detail=detail)
        search.refresh("form", [form.key])
    return version


def compared(before: FormVersion | None, xml: str) -> Differences | None:
    """What an XForm changes of a version; None where there is none before."""
    return differences(read(before.xml), read(xml)) if before else None


def missing_files(saving: DraftSaving) -> list[str]:
    """The files that the draft names and that did not come."""
    return sorted(set(saving.facts.get("files", ())) - set(saving.files))


def asks_otherwise(form: Form, name: str, data: bytes, media: Mapping[str, bytes] | None = None) -> bool:
    """Whether publishing a workbook with its files would change what ``form`` asks, whatever its bytes are.

    Raises what ``drafting.upload`` raises of it.
    """
    version, given = form.current, checked_media(media or {})
    if version is None:
        return True
    files = files_of(form)
    digests = _digests(files) | {
        each: sha256(content).hexdigest() for each, (_type, content) in given.items()
    }
    contents = media_of(files) | {each: content for each, (_type, content) in given.items()}
    return version.source_hash != _source_hash(form.key, convert(data, name, media=contents).xml, digests)


def source_hash(key: str, xml: str, files: Mapping[str, int]) -> str:
    """The hash of what is asked: the form's key, its XForm without a number, its files by content."""
    return _source_hash(key, xml, _digests(files))


def _source_hash(key: str, xml: str, digests: Mapping[str, str]) -> str:
    return content_hash({"kind": "form-source", **_told(key, xml, digests)})


def _digests(files: Mapping[str, int]) -> dict[str, str]:
    digests = dict(Content.objects.filter(pk__in=files.values()).values_list("pk", "sha256"))
    return {name: digests[pk] for name, pk in files.items()}


def _told(key: str, xml: str, digests: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": key,
        "xml_sha256": sha256(xml.encode()).hexdigest(),
        "files": dict(sorted(digests.items())),
    }


def _version(
    actor: Actor, form: Form, saving: DraftSaving, before: FormVersion | None, source: str, why: str
) -> FormVersion:
    number = before.number + 1 if before else 1
    xml = identified(saving.xml, form.key, number)
    changes = compared(before, xml)
    grant = FORM_PUBLISH.grant(actor, form.target)
    return FormVersion.objects.create(
        form=form,
        number=number,
        title=form.title,
        title_en=form.title_en,
        xml=xml,
        content_hash=content_hash(
            {"kind": "form", "number": number, **_told(form.key, xml, _digests(saving.files))}
        ),
        source_hash=source,
        workbook_id=saving.workbook_id,
        workbook_name=saving.workbook_name,
        facts=saving.facts,
        differences=changes.as_value() if changes else [],
        why=normalise(why),
        published_at=timezone.now(),
        published_by_id=actor.user,
        post_id=grant.post if grant else None,
    )


def _keep_parts(version: FormVersion, saving: DraftSaving) -> None:
    """The files of the version, and its questions for those who look for their words."""
    FormFile.objects.bulk_create(
        [FormFile(version=version, name=name, content_id=pk) for name, pk in sorted(saving.files.items())]
    )
    rows = [
        Asked(
            version=version,
            path=item.path[:1000],
            type=item.type[:40],
            label=item.label("fa")[:300],
            wording=wording(item),
        )
        for item in asked(rows_of(saving))
    ]
    Asked.objects.bulk_create(rows, batch_size=500)
