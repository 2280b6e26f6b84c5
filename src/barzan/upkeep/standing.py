"""Where a proposal stands, in words for its sender: one sentence, what comes next, who has it, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from barzan.catalogue.sheet import number
from barzan.look.parts import Fact, Happening, Ruler, Status
from barzan.people.called import in_language
from barzan.persian.language import active_language
from barzan.persian.templatetags.persian import jalali, jalali_long
from barzan.revisions.models import State as DraftState
from barzan.upkeep.models import Deed, Proposal, State
from barzan.upkeep.models import Happening as Happened


def status(proposal: Proposal) -> Status:
    """The card on top of the page."""
    stages = (gettext("Received"), gettext("Being read"), gettext("Answered"), gettext("In the catalogue"))
    running = 2 if proposal.state == State.RECEIVED else 4 if is_published(proposal) else 3
    return Status(sentence(proposal), stages, running, tuple(_facts(proposal)))


def sentence(proposal: Proposal) -> str:
    """Where it stands, in one sentence."""
    days = (proposal.due_on - timezone.localdate()).days
    if proposal.state == State.RECEIVED:
        if days < 0:
            return ngettext(
                "The answer is %(days)s day late; you can ask the head of the office for it.",
                "The answer is %(days)s days late; you can ask the head of the office for it.",
                -days,
            ) % {"days": number(-days)}
        return gettext("You will have an answer by the end of %(day)s.") % {
            "day": jalali_long(proposal.due_on)
        }
    if is_published(proposal):
        return gettext("Your proposal was accepted, and the catalogue says so now.")
    return {
        State.ACCEPTED: gettext("Your proposal was accepted; the change is being prepared."),
        State.ALREADY: gettext("The office answered: it is so already."),
        State.ELSEWHERE: gettext("The office answered: another agency has to do this."),
        State.DECLINED: gettext("The office answered, and did not accept the proposal."),
        State.MERGED: gettext("Somebody had proposed the same before; the two are answered together."),
    }[State(proposal.state)]


def is_published(proposal: Proposal) -> bool:
    """Whether the catalogue says by now what was proposed."""
    accepted = proposal.state in (State.ACCEPTED, State.MERGED)
    return accepted and proposal.draft is not None and proposal.draft.state == DraftState.PUBLISHED


def ruler(proposal: Proposal) -> Ruler | None:
    """The days up to the answer, while there is none and it is not late."""
    today, received = timezone.localdate(), timezone.localdate(proposal.received_at)
    if proposal.state != State.RECEIVED or today > proposal.due_on:
        return None
    days = []
    for place in range(1, (proposal.due_on - received).days + 1):
        day = received + timedelta(place)
        days.append(
            "last"
            if day == proposal.due_on
            else "past"
            if day < today
            else "today"
            if day == today
            else "ahead"
        )
    counted = ngettext(
        "%(shown)s calendar day from the day after it came, %(day)s.",
        "%(shown)s calendar days from the day after it came, %(day)s.",
        len(days),
    ) % {"shown": number(len(days)), "day": jalali(received, "short")}
    return Ruler(
        tuple(days), counted, jalali(received + timedelta(1), "short"), "", jalali(proposal.due_on, "short")
    )


def timeline(proposal: Proposal, happened: Sequence[Happened]) -> list[Happening]:
    """What was done, newest first; posts and offices, never a person's name."""
    items = [
        Happening(jalali(each.at, "short"), _deed(each), each.why if each.deed == Deed.ANSWERED else "")
        for each in reversed(happened)
    ]
    if is_published(proposal) and proposal.draft and proposal.draft.published:
        when = jalali(proposal.draft.published.published_at, "short")
        items.insert(0, Happening(when, gettext("The catalogue was changed"), state="now"))
    elif proposal.state == State.RECEIVED:
        items.insert(0, Happening(jalali(proposal.due_on, "short"), gettext("Answer due"), state="ahead"))
    return items


def _deed(happened: Happened) -> str:
    unit = in_language(happened.unit, "name", active_language())
    said = str(Deed(happened.deed).label)
    if happened.deed in (Deed.RECEIVED, Deed.REFERRED):
        return gettext("%(deed)s: %(unit)s") % {"deed": said, "unit": unit}
    return said


def _facts(proposal: Proposal) -> list[Fact]:
    unit = in_language(proposal.unit, "name", active_language())
    return [
        Fact("building-2", gettext("Who answers"), unit),
        Fact("calendar-days", gettext("Came on"), jalali(proposal.received_at, "short")),
        Fact("hourglass", gettext("Answer by"), jalali_long(proposal.due_on)),
        Fact("list", gettext("About"), str(proposal.get_about_display())),
    ]
