"""What a device sends anew about something it sent: an instance that names the former one (deprecatedID)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.models import Form, FormVersion
from barzan.submissions import judgement
from barzan.submissions.actions.editing import add_content
from barzan.submissions.actions.receiving import keep_beside, receive_many
from barzan.submissions.core.answers import at
from barzan.submissions.core.judging import Judged
from barzan.submissions.core.moments import moment
from barzan.submissions.doors import form_for, versions_of
from barzan.submissions.keys import digest_of, key_of
from barzan.submissions.kinds import State, Via
from barzan.submissions.models import OtherKey, Submission
from barzan.submissions.reading import locked
from barzan.submissions.rules import EDIT
from barzan.submissions.values import Arrival


def take_in(actor: Actor, form_key: str, arrival: Arrival, *, via: str) -> Submission:
    """Keeps an arrival: an edit of the submission that it names, else a submission of its own.

    The edit counts where it started from what counts now and the sender may give it: whoever sent the
    submission, or staff that may edit it. One that started from something older is kept beside and does not
    count, like one of a withdrawn submission or of another version: somebody has to look. What names a
    submission that is not here, or of somebody else, is a new one, flagged (``unknown_edit``).
    """
    if arrival.edits and (found := _edited(actor, form_key, arrival, via)):
        return found
    return receive_many(actor, form_key, [arrival], via=via)[0]


def _edited(actor: Actor, form_key: str, arrival: Arrival, via: str) -> Submission | None:
    form, _ = form_for(actor, form_key, via)
    named = _named(form, key_of(arrival.edits))
    if named is None or not _may(actor, named[0]):
        return None
    version, sent, now = (
        versions_of(form, {arrival.version})[arrival.version],
        arrival.answers,
        timezone.now(),
    )
    ended = arrival.ended_at or moment(at(sent, judgement.shape(version).end))
    found = judgement.judge(version, sent, min(ended, now) if ended else now)
    with transaction.atomic():
        [row] = locked([named[0].pk])
        known = OtherKey.objects.filter(form=form, key=key_of(arrival.key)).first()
        if known is None and key_of(arrival.key) != row.key:
            number = _kept(actor, row, version, found, digest_of(sent), named[1], via)
            OtherKey.objects.create(form=form, key=key_of(arrival.key), submission=row, number=number)
    row = Submission.objects.select_related("form", "version").get(pk=row.pk)
    row.known = True
    return row


def _named(form: Form, key: str) -> tuple[Submission, int] | None:
    """The submission, and the number of its content, that came under a key."""
    found = Submission.objects.filter(form=form, key=key).first()
    if found is not None:
        return found, 1
    other = OtherKey.objects.filter(form=form, key=key).select_related("submission").first()
    return (other.submission, other.number) if other else None


def _may(actor: Actor, row: Submission) -> bool:
    own = actor.person is not None and actor.person == row.person_id
    return own or EDIT.permits(actor, row.target)


def _kept(
    actor: Actor, row: Submission, version: FormVersion, found: Judged, digest: str, base: int, via: str
) -> int:
    """Writes the content; its number."""
    if row.content.digest == digest:
        return row.current
    stands = row.current == base and row.version_id == version.pk and row.state != State.WITHDRAWN
    if not stands:
        return keep_beside(actor, row, found, version=version.pk, digest=digest, base=base, via=via)
    return add_content(actor, row, found, digest=digest, why=str(Via(via).label), post=None)
