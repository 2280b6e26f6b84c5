"""What a sheet of the booklet says in words, in the words of the catalogue's own sheet."""

from __future__ import annotations

import re

from django.utils.translation import gettext, pgettext

from barzan.catalogue.content import LegalBasisContent, ServiceContent
from barzan.catalogue.models import BasisKind, ChannelKind, DayKind, RequirementKind, ServiceClass
from barzan.catalogue.sheet import cost, duration, legal_time, longest_step
from barzan.persian import persian_digits
from barzan.persian.templatetags.persian import fa_digits, jalali
from barzan.printing.book import Entry, Fact, Item, Unit, Wording

_NUMBER = re.compile(r"(?<![A-Za-z0-9_-])[0-9]+(?![A-Za-z0-9_])")


def wording(entry: Entry, unit: Unit) -> Wording:
    """The words of the sheet of ``entry``, a service of ``unit``, in the active language."""
    content = entry.content
    return Wording(
        service_class=class_of(content),
        client=client_of(content),
        about=content.gap_reason or content.description,
        facts=tuple(_facts(content)),
        requirements=tuple(
            Item(each.text, str(RequirementKind(each.kind).label), each.note) for each in content.requirements
        ),
        legal_bases=tuple(
            Item(each.title, str(BasisKind(each.kind).label), citation_note(each))
            for each in content.legal_bases
        ),
        steps=tuple(
            Item(each.text, note=" · ".join(filter(None, (each.who, _within(each.deadline_days)))))
            for each in content.steps
        ),
        longest_step=longest_step(content),
        channels=tuple(
            Item(each.value, str(ChannelKind(each.kind).label), each.note) for each in content.channels
        ),
        objection=content.objection,
        unsaid=tuple(_unsaid(content)),
    )


def shown(text: str) -> str:
    """A Persian text with Persian digits; those of Latin words and codes stay as they are."""
    return _NUMBER.sub(lambda found: persian_digits(found[0]), text)


def class_of(content: ServiceContent) -> str:
    """Whom else the service belongs to, in a word."""
    return (
        str(ServiceClass(content.service_class).label)
        if content.service_class
        else gettext("Class not known")
    )


def client_of(content: ServiceContent) -> str:
    """Whether people come for it, in a word."""
    words = {True: gettext("It has clients"), False: gettext("It has no clients")}
    return words.get(content.has_client, gettext("Clients not known"))  # type: ignore[call-overload]


def citation_note(citation: LegalBasisContent) -> str:
    """Where in the instrument, its number, its day and who made it, as far as the source says."""
    number, day = citation.document_number, citation.date_text
    parts = (
        citation.article,
        gettext("number %(number)s") % {"number": f"\u2066{number}\u2069"} if number else "",
        jalali(citation.date, "short") if citation.date else day and gettext("dated %(day)s") % {"day": day},
        citation.issuer,
    )
    return fa_digits(" · ".join(filter(None, parts)))


def _within(days: int | None) -> str:
    return "" if days is None else duration(days, DayKind.CALENDAR)


def _facts(content: ServiceContent) -> list[Fact]:
    """Cost and legal time as far as the source says: paper has no room for "no data" on every sheet."""
    facts = []
    if _says_cost(content):
        facts.append(_fact(gettext("Cost"), content.fee_rials is not None, *cost(content)))
    if _says_time(content):
        facts.append(_fact(gettext("Legal time"), content.standard_days is not None, *legal_time(content)))
    return facts


def _fact(label: str, counted: bool, value: str, words: str) -> Fact:
    """The amount with the source's words below, or these alone."""
    return Fact(label, value, words) if counted else Fact(label, words)


def _says_cost(content: ServiceContent) -> bool:
    return content.fee_rials is not None or bool(content.fee_text)


def _says_time(content: ServiceContent) -> bool:
    return content.standard_days is not None or bool(content.standard_text)


def _unsaid(content: ServiceContent) -> list[str]:
    """What the source says nothing of; nobody pays for, asks for or objects to what has no clients."""
    parts = [
        (pgettext("papers", "documents"), content.requirements),
        (gettext("legal basis"), content.legal_bases),
        (gettext("steps"), content.steps),
        (gettext("legal time"), _says_time(content)),
    ]
    if content.has_client is not False:
        parts += [
            (gettext("cost"), _says_cost(content)),
            (gettext("ways to ask"), content.channels),
            (gettext("objection"), content.objection),
        ]
    return [name for name, said in parts if not said]
