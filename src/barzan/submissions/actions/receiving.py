"""Everything that arrives is kept exactly once, judged by the server, never lost, never silently accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.models import Form, FormVersion
from barzan.persian.errors import BilingualError
from barzan.submissions import followers, judgement
from barzan.submissions.actions import rows
from barzan.submissions.actions.attaching import attach_waiting
from barzan.submissions.core.answers import at
from barzan.submissions.core.judging import Judged
from barzan.submissions.core.moments import moment
from barzan.submissions.doors import form_for, versions_of
from barzan.submissions.errors import SubmissionRefused
from barzan.submissions.keys import digest_of, key_of
from barzan.submissions.kinds import Origin, Via
from barzan.submissions.models import ConsentText, Content, Submission
from barzan.submissions.placing import Placing, placing
from barzan.submissions.values import Answers, Arrival, Told
from barzan.trail import actions as trail

TIMES = 20  # contents of one submission that may come under its key


@dataclass(slots=True)
class _Item:
    """One arrival on its way: where it belongs, what was judged of it, its row."""

    arrival: Arrival
    version: FormVersion
    sent: Mapping[str, Any]
    found: Judged
    digest: str
    row: Submission


def receive(
    actor: Actor,
    form_key: str,
    answers: Answers,
    *,
    key: str,
    version: int | None = None,
    via: str = Via.PAGE,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    consented: bool = False,
) -> Submission:
    """Keeps ``answers`` as the submission ``key`` of a form; the same key again is the same submission.

    Rules that the answers break are kept with them (``broken``); what is reckoned otherwise than sent is
    noted. Other answers under a known key are kept beside the first ones. Raises ``SubmissionRefused`` where
    the form takes none, ``Forbidden`` where not from this actor; ``Unreadable`` for what are no answers,
    which ``keep_unread`` keeps.
    """
    arrival = Arrival(answers, key, version, started_at, ended_at, consented)
    return receive_many(actor, form_key, [arrival], via=via)[0]


def receive_many(
    actor: Actor, form_key: str, arrivals: Sequence[Arrival], *, via: str = Via.IMPORT
) -> list[Submission]:
    """Like ``receive`` for many submissions of one form, in few statements and one transaction; in their
    order.
    """
    form, late = form_for(actor, form_key, via)
    if not arrivals:
        return []
    now = timezone.now()
    items = _judged(actor, form, arrivals, via=via, late=late, now=now)
    with transaction.atomic():
        words = _consent(form, now) if any(arrival.consented for arrival in arrivals) else None
        for item in items:
            item.row.consent = words if item.arrival.consented else None
        ids = rows.insert_new([item.row for item in items])
        new, again = [], []
        for item in items:
            pk = ids.pop(item.row.key, None)
            item.row.pk = pk
            (again if pk is None else new).append(item)
        _kept(actor, form, new, now)
        known = _again(actor, form, again) if again else {}
    return [item.row if item.row.pk else known[item.row.key] for item in items]


def _judged(
    actor: Actor, form: Form, arrivals: Sequence[Arrival], *, via: str, late: bool, now: datetime
) -> list[_Item]:
    """What holds of each arrival, before the database is locked."""
    versions = versions_of(form, {arrival.version for arrival in arrivals})
    items = []
    for arrival in arrivals:
        version = versions[arrival.version]
        shape, sent = judgement.shape(version), judgement.readable(arrival.answers)
        ended = arrival.ended_at or moment(at(sent, shape.end))
        found = judgement.judge(version, sent, min(ended, now) if ended else now)
        if late:
            found.broken.append(judgement.house_rule("closed", shape.root))
        if arrival.edits:
            found.broken.append(judgement.house_rule("unknown_edit", shape.root))
        if form.consent and not arrival.consented:
            found.broken.append(judgement.house_rule("consent", shape.root))
        row = Submission(
            key=key_of(arrival.key),
            form=form,
            version=version,
            person_id=None if via in (Via.PAPER, Via.IMPORT) else actor.person,
            via=via,
            broken=bool(found.broken),
            received_at=now,
            started_at=arrival.started_at or moment(at(sent, shape.start)),
            ended_at=ended,
        )
        items.append(_Item(arrival, version, sent, found, digest_of(sent), row))
    _place(actor, form, items)
    return items


def _place(actor: Actor, form: Form, items: Sequence[_Item]) -> None:
    """Gives each row its unit and place."""
    named = []
    for item in items:
        shape = judgement.shape(item.version)
        named.append(
            [str(at(item.found.whole, path) or "") if path else "" for path in (shape.unit, shape.place)]
        )
    where: Placing = placing(actor, form, (unit for unit, _ in named), (place for _, place in named))
    for item, (unit, place) in zip(items, named, strict=True):
        row = item.row
        row.unit_id, row.unit_path, row.place_id, row.place_path = where.of(unit, place)


def _kept(actor: Actor, form: Form, new: Sequence[_Item], now: datetime) -> None:
    """Writes what hangs on new submissions and tells of them."""
    if not new:
        return
    _tell(actor, form, new)
    judged = [item.found for item in new]
    contents = [
        rows.content(
            item.row, item.found, actor, number=1, origin=Origin.RECEIVED, digest=item.digest, at=now
        )
        for item in new
    ]
    rows.insert_contents(contents, judged)
    if rows.expect_files((item.row.pk, item.found) for item in new):
        attach_waiting(actor, [item.row for item in new])
    rows.mark(item.row for item in new)
    happened = [trail.Happened(item.row, version=1, detail=_detail(form, item)) for item in new]
    trail.record_each(actor, "submission.received", happened)


def _tell(actor: Actor, form: Form, new: Sequence[_Item]) -> None:
    """Tells the followers, each submission for itself once one of them refuses: none is lost by it."""
    if not followers.of(form.kind):
        return
    told = [Told(item.row, item.version, "received", item.found.whole) for item in new]
    try:
        with transaction.atomic():
            followers.tell(actor, form.kind, told)
        return
    except BilingualError:
        pass
    for item, one in zip(new, told, strict=True):
        try:
            with transaction.atomic():
                followers.tell(actor, form.kind, [one])
        except BilingualError as refused:
            _flag(item, refused)


def _flag(item: _Item, refused: BilingualError) -> None:
    said = judgement.house_rule("refused", judgement.shape(item.version).root)
    message = {"fa": f"{said['message']['fa']} {refused.fa}", "en": f"{said['message']['en']} {refused.en}"}
    item.found.broken.append({**said, "message": message})
    if not item.row.broken:
        item.row.broken = True
        Submission.objects.filter(pk=item.row.pk).update(broken=True)


def _detail(form: Form, item: _Item) -> dict[str, Any]:
    return {
        "form": form.key,
        "version": item.version.number,
        "via": str(item.row.via),
        "broken": len(item.found.broken),
    }


def _again(actor: Actor, form: Form, again: Sequence[_Item]) -> dict[str, Submission]:
    """The submissions whose keys came before, by key; other answers are kept beside theirs."""
    light = Submission.objects.select_for_update(of=("self",)).select_related("version", "form")
    light = light.defer("version__xml", "version__facts", "version__differences")
    found = {
        row.key: row
        for row in light.filter(form=form, key__in={item.row.key for item in again}).order_by("pk")
    }
    known: dict[int, list[str]] = {row.pk: [] for row in found.values()}
    for pk, digest in Content.objects.filter(submission__in=known).values_list("submission_id", "digest"):
        known[pk].append(digest)
    for item in again:
        row = found[item.row.key]
        row.known = True
        if item.digest not in known[row.pk]:
            version, via = item.version.pk, str(item.row.via)
            keep_beside(actor, row, item.found, version=version, digest=item.digest, via=via)
            known[row.pk].append(item.digest)
    return found


def keep_beside(
    actor: Actor,
    row: Submission,
    found: Judged,
    *,
    version: int,
    digest: str,
    via: str,
    base: int | None = None,
) -> int:
    """Keeps other answers to a submission, which is locked: they do not count, somebody has to look at them;
    their number.
    """
    number = Content.objects.filter(submission=row).count() + 1
    if number > TIMES:
        raise SubmissionRefused.too_often()
    values = rows.content(
        row,
        found,
        actor,
        number=number,
        origin=Origin.RESENT,
        digest=digest,
        version=version,
        base=base,
        at=timezone.now(),
    )
    rows.insert_contents([values], [found])
    row.seen += 1
    Submission.objects.filter(pk=row.pk).update(seen=row.seen)
    trail.record(actor, "submission.resent", row, version=number, detail={"via": via})
    return number


def _consent(form: Form, at: datetime) -> ConsentText | None:
    """The words that were agreed to, kept once."""
    if not form.consent:
        return None
    digest = sha256(f"{form.consent}\n{form.consent_en}".encode()).hexdigest()
    found, _ = ConsentText.objects.get_or_create(
        form=form, digest=digest, defaults={"text": form.consent, "text_en": form.consent_en, "at": at}
    )
    return found
