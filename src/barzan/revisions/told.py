"""What happened to a draft, in words: each saving with what it changed, each decision with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from barzan.access import Actor
from barzan.people.models import Post
from barzan.revisions import queries
from barzan.revisions.changes import changes
from barzan.revisions.models import Decision, Deed, Draft, Revision
from barzan.revisions.proposed import Proposed, differing
from barzan.revisions.wording import Sentence, labels, sentences
from barzan.trail import words

DETAILED = 60
_PAGES = {
    "instrument": "instrument",
    "instrument-link": "instrument",
    "proposal": "upkeep.proposal",
    "split": "catalogue.service",
    "import": "exchange.import",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A saving or a decision; ``number`` is the saving's, ``fields`` what it changed, by name."""

    title: str
    post: Post | None
    at: datetime
    why: str
    icon: str
    number: int = 0
    undone_to: int | None = None
    latest: bool = False
    changes: Sequence[Sentence] = ()
    fields: Sequence[str] = ()


def happenings(
    actor: Actor, draft: Draft, savings: Sequence[Revision], decisions: Sequence[Decision]
) -> list[Told]:
    """Everything that happened to a draft, the latest first. The last savings are told in sentences, older
    ones by the names of the fields that they changed.
    """
    said = {each.number: Proposed.from_value(each.proposed) for each in savings}
    names = queries.names(actor, [each.fields() for each in said.values()])
    found = []
    for each in savings:
        before, after = said.get(each.number - 1), said[each.number]
        detailed = each.number > draft.revision - DETAILED and before is not None
        told = sentences(changes(before.fields(), after.fields()), names) if detailed and before else ()
        fields = [labels()[name] for name in differing(before, after)] if before and not detailed else ()
        found.append(
            Told(
                _saving(each, draft), each.post, each.at, each.why, "history" if each.undoes else "pencil",
                each.number, each.undoes, each.number == draft.revision, told, fields,
            )
        )  # fmt: skip
    found += [Told(_deed(each.deed), each.post, each.at, each.why, _ICONS[each.deed]) for each in decisions]
    return sorted(found, key=lambda told: (told.at, told.number), reverse=True)


def origin_words(origin: str) -> str:
    """What asked for a draft: «بخش‌نامهٔ IN-0001», or empty where somebody did."""
    kind, key = _kind_and_key(origin)
    said = {
        "instrument": gettext("change of law %(key)s"),
        "instrument-link": gettext("naming of instrument %(key)s"),
        "proposal": gettext("proposal %(key)s"),
        "split": gettext("split of %(key)s"),
        "review": gettext("three-year review"),
        "exchange": gettext("file %(key)s"),
        "import": gettext("file %(key)s"),
        "reading": gettext("reading %(key)s"),
    }
    return (said[kind] % {"key": key}) if kind in said else origin


def origin_page(origin: str) -> str:
    """The address of what asked for a draft; empty where nothing did or its room shows no page."""
    kind, key = _kind_and_key(origin)
    return words.page(_PAGES[kind], key) if kind in _PAGES else ""


def _kind_and_key(origin: str) -> tuple[str, str]:
    """``import:3:back`` is of the file 3, as ``import:3``."""
    kind, _, rest = origin.partition(":")
    return kind, rest.partition(":")[0]


def _saving(saving: Revision, draft: Draft) -> str:
    if saving.number == 1:
        return gettext("Draft opened")
    if saving.undoes:
        return gettext("Taken back to an earlier saving")
    if saving.user_id is None:
        return gettext("Followed a change elsewhere")
    return gettext("Draft saved")


def _deed(deed: str) -> str:
    return {
        Deed.REVIEWED: lambda: gettext("Draft reviewed"),
        Deed.APPROVED: lambda: gettext("Draft approved"),
        Deed.RETURNED: lambda: gettext("Draft sent back"),
        Deed.WITHDRAWN: lambda: gettext("Draft withdrawn"),
        Deed.PUBLISHED: lambda: gettext("Draft published"),
    }[Deed(deed)]()


_ICONS = {
    Deed.REVIEWED: "circle-check", Deed.APPROVED: "gavel", Deed.RETURNED: "history",
    Deed.WITHDRAWN: "trash-2", Deed.PUBLISHED: "megaphone",
}  # fmt: skip
