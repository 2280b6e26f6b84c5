"""The service sheet in words: what a version says, and honestly what it does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from barzan.catalogue.content import LegalBasisContent, ServiceContent
from barzan.catalogue.models import (
    BasisKind,
    ChannelKind,
    DayKind,
    RequirementKind,
    ServiceClass,
    ServiceVersion,
)
from barzan.catalogue.queries import content_of
from barzan.look.parts import Fact, Step
from barzan.look.templatetags.look import fa
from barzan.persian import Rial, format_number

CODE = re.compile(r"\b[A-Z]{2,6}-[0-9]{4,6}\b")
REQUIREMENT_ICONS = {
    "document": "file-text", "form": "pencil", "procedure": "clipboard-list", "system": "smartphone",
}  # fmt: skip
CHANNEL_ICONS = {
    "counter": "building-2", "web": "smartphone", "phone": "phone", "sms": "message-square", "post": "send",
}  # fmt: skip
CLASS_SENTENCES = {
    ServiceClass.SPECIFIC: lambda: gettext("Only this agency gives it."),
    ServiceClass.GENERAL: lambda: gettext("Every agency has it for its own affairs."),
    ServiceClass.SHARED: lambda: gettext("It is done together with other agencies."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement or a way to ask: ``kind`` is what sort of thing it is, in the reader's language."""

    icon: str
    text: str
    note: str
    kind: str


class Sheet:
    """A version in the reader's language; its parts are asked for when the page first uses one of them."""

    def __init__(self, version: ServiceVersion) -> None:
        self.version = version

    @cached_property
    def content(self) -> ServiceContent:
        return content_of(self.version)

    @property
    def sentence(self) -> str:
        """The answer first: what the service is for, or for whom it is done."""
        if self.version.is_gap:
            return gettext(
                "The scan of the booklet has lost this service; only its place in the list is known."
            )
        return self.client

    @property
    def client(self) -> str:
        """Whether people come for it, or that nobody knows."""
        if self.version.has_client is None:
            return gettext("The booklet does not make clear whether people come for this service.")
        if self.version.has_client:
            return gettext("People and companies can ask for this service.")
        return gettext("This is work inside the administration; nobody needs to come for it.")

    @property
    def service_class(self) -> str:
        """Whom else the service belongs to, or that nobody knows."""
        if self.version.service_class is None:
            return gettext("Whether other agencies take part cannot be read in the booklet.")
        return CLASS_SENTENCES[ServiceClass(self.version.service_class)]()

    @property
    def facts(self) -> list[Fact]:
        """Cost, legal time, actual time, documents: always four."""
        uncounted = gettext("No case has been counted here yet.")
        return [
            Fact("wallet", gettext("Cost"), *cost(self.content)),
            Fact("hourglass", gettext("Legal time"), *legal_time(self.content)),
            Fact("clock", gettext("Actual time"), gettext("No data"), uncounted),
            Fact("file-text", gettext("Documents"), *documents(self.content)),
        ]

    @property
    def requirements(self) -> list[Line]:
        """What the client brings, fills in, follows or signs in to."""
        return [
            Line(REQUIREMENT_ICONS[each.kind], each.text, each.note, str(RequirementKind(each.kind).label))
            for each in self.content.requirements
        ]

    @property
    def legal_bases(self) -> list[tuple[LegalBasisContent, str]]:
        """Each instrument of law with what sort of thing it is."""
        return [(each, str(BasisKind(each.kind).label)) for each in self.content.legal_bases]

    @property
    def channels(self) -> list[Line]:
        """The ways to ask: what each is called, and where."""
        return [
            Line(CHANNEL_ICONS[each.kind], each.value, each.note, str(ChannelKind(each.kind).label))
            for each in self.content.channels
        ]

    @property
    def steps(self) -> list[Step]:
        return [
            Step(linked(each.text), fa(each.who), _days(each.deadline_days)) for each in self.content.steps
        ]

    @property
    def longest_step(self) -> str:
        return longest_step(self.content)

    @property
    def objection(self) -> SafeString:
        """How to object, as published; empty where the source does not say."""
        return linked(self.version.objection)


def longest_step(content: ServiceContent) -> str:
    """Which step may take longest, where times of several are printed and one is above all others.

    Their sum is not told: which steps follow each other the booklet draws, and the scan has lost it.
    """
    days = [step.deadline_days or 0 for step in content.steps]
    timed = sum(map(bool, days))
    if timed < 2 or days.count(max(days)) > 1:
        return ""
    return gettext(
        "A time is printed for %(timed)s of the %(all)s steps; step %(step)s may take longest: %(days)s."
    ) % {
        "timed": number(timed),
        "all": number(len(days)),
        "step": number(days.index(max(days)) + 1),
        "days": _days(max(days)),
    }


def linked(text: str) -> SafeString:
    """A Persian text in which the codes of other services lead to their sheets."""
    return fa(with_links(text))


def with_links(text: str) -> SafeString:
    """A text in which the codes of services lead to their sheets."""
    return mark_safe(CODE.sub(_link, escape(text)))  # noqa: S308 - escaped before the links


def _link(found: re.Match[str]) -> str:
    url = reverse("catalogue:service", args=[found[0]])
    return f'<a class="code-link" href="{url}"><bdi dir="ltr">{found[0]}</bdi></a>'


def duration(days: int, kind: str) -> str:
    """«۱۵ روز کاری», "15 working days"."""
    shown = number(days)
    if kind == DayKind.WORKING:
        return ngettext("%(shown)s working day", "%(shown)s working days", days) % {"shown": shown}
    return ngettext("%(shown)s day", "%(shown)s days", days) % {"shown": shown}


def number(value: int) -> str:
    return format_number(value, language=get_language() or "fa")


def cost(content: ServiceContent) -> tuple[str, str]:
    """What it costs, and how the source words it."""
    if content.fee_rials == 0:
        return gettext("Free"), content.fee_text
    if content.fee_rials is not None:
        return Rial(content.fee_rials).text(get_language() or "fa"), content.fee_text
    return gettext("No data"), content.fee_text or gettext("The booklet does not say.")


def legal_time(content: ServiceContent) -> tuple[str, str]:
    """How long it may take by law, and how the source words it."""
    if content.standard_days is None:
        return gettext("No data"), content.standard_text or gettext("The booklet does not say.")
    return duration(content.standard_days, content.day_kind), content.standard_text


def documents(content: ServiceContent) -> tuple[str, str]:
    """How many papers are named."""
    kinds = [requirement.kind for requirement in content.requirements]
    papers = sum(kind in (RequirementKind.DOCUMENT, RequirementKind.FORM) for kind in kinds)
    if not kinds:
        return gettext("No data"), gettext("The booklet names none.")
    if not papers:
        return gettext("None named"), ""
    return ngettext("%(shown)s item", "%(shown)s items", papers) % {"shown": number(papers)}, ""


def _days(days: int | None) -> str:
    return "" if days is None else duration(days, DayKind.CALENDAR)
