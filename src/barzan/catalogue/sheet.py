"""The service sheet in words: what a version says, and honestly what it does not say."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext

from barzan.catalogue.models import DayKind, RequirementKind, ServiceClass, ServiceVersion
from barzan.catalogue.templatetags.catalogue import fa
from barzan.look.parts import Fact, Step
from barzan.persian import Rial, format_number

CLASS_SENTENCES = {
    ServiceClass.SPECIFIC: lambda: gettext("Only this agency gives it."),
    ServiceClass.GENERAL: lambda: gettext("Every agency has it for its own affairs."),
    ServiceClass.SHARED: lambda: gettext("It is done together with other agencies."),
}


def first_sentence(version: ServiceVersion) -> str:
    """The answer first: what the service is for, or for whom it is done."""
    if version.is_gap:
        return gettext("The scan of the booklet has lost this service; only its place in the list is known.")
    if version.description:
        return version.description
    return client_sentence(version)


def client_sentence(version: ServiceVersion) -> str:
    if version.has_client is None:
        return gettext("The booklet does not make clear whether people come for this service.")
    if version.has_client:
        return gettext("People and companies can ask for this service.")
    return gettext("This is work inside the administration; nobody needs to come for it.")


def class_sentence(version: ServiceVersion) -> str:
    if version.service_class is None:
        return gettext("Whether other agencies take part cannot be read in the booklet.")
    return CLASS_SENTENCES[ServiceClass(version.service_class)]()


def facts(version: ServiceVersion) -> list[Fact]:
    """Cost, legal time, actual time, documents: always four."""
    return [
        Fact("wallet", gettext("Cost"), *_cost(version)),
        Fact("hourglass", gettext("Legal time"), *_legal_time(version)),
        Fact(
            "clock", gettext("Actual time"), gettext("No data"), gettext("No case has been counted here yet.")
        ),
        Fact("file-text", gettext("Documents"), *_documents(version)),
    ]


def steps(version: ServiceVersion) -> list[Step]:
    return [Step(fa(step.text), fa(step.who), _days(step.deadline_days)) for step in version.steps.all()]


def duration(days: int, kind: str) -> str:
    """«۱۵ روز کاری», "15 working days"."""
    shown = number(days)
    if kind == DayKind.WORKING:
        return ngettext("%(shown)s working day", "%(shown)s working days", days) % {"shown": shown}
    return ngettext("%(shown)s day", "%(shown)s days", days) % {"shown": shown}


def number(value: int) -> str:
    return format_number(value, language=get_language() or "fa")


def _cost(version: ServiceVersion) -> tuple[str, str]:
    if version.fee_rials == 0:
        return gettext("Free"), version.fee_text
    if version.fee_rials is not None:
        return Rial(version.fee_rials).text(get_language() or "fa"), version.fee_text
    return gettext("No data"), version.fee_text or gettext("The booklet does not say.")


def _legal_time(version: ServiceVersion) -> tuple[str, str]:
    if version.standard_days is None:
        return gettext("No data"), version.standard_text or gettext("The booklet does not say.")
    return duration(version.standard_days, version.day_kind), version.standard_text


def _documents(version: ServiceVersion) -> tuple[str, str]:
    kinds = [requirement.kind for requirement in version.requirements.all()]
    papers = sum(kind in (RequirementKind.DOCUMENT, RequirementKind.FORM) for kind in kinds)
    if not kinds:
        return gettext("No data"), gettext("The booklet names none.")
    if not papers:
        return gettext("None named"), ""
    return ngettext("%(shown)s item", "%(shown)s items", papers) % {"shown": number(papers)}, ""


def _days(days: int | None) -> str:
    return "" if days is None else duration(days, DayKind.CALENDAR)
