"""The list of forms as its address narrows it: words, kind, state, unit, tag, order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet

from barzan.forms.kinds import FormKind, State
from barzan.forms.models import Form
from barzan.persian import search_tokens

ORDERS = ("title", "-changed", "-published", "key")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an empty field narrows nothing, but retired forms are left out."""

    q: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    tag: str = ""
    order: str = "title"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """The filters of an address; what is none of the choices narrows nothing."""

        def one(name: str, choices: tuple[str, ...], otherwise: str = "") -> str:
            value = given.get(name, "")
            return value if value in choices else otherwise

        return cls(
            q=given.get("q", "")[:100],
            kind=one("kind", tuple(FormKind.values)),
            state=one("state", tuple(State.values)),
            unit=given.get("unit", "")[:60],
            tag=given.get("tag", "")[:60],
            order=one("order", ORDERS, "title"),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Filters(order=self.order)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The filters that are chosen by links, for the form of the others."""
        return [(name, value) for name, value in (("kind", self.kind), ("state", self.state)) if value]

    def link(self, **changes: str) -> str:
        """The address of the list with some filters changed."""
        values = {name: value for name, value in asdict(replace(self, **changes)).items() if value}
        if values.get("order") == "title":
            del values["order"]
        return "?" + urlencode(values)


def narrowed(forms: QuerySet[Form], filters: Filters) -> QuerySet[Form]:
    """The forms that pass the filters, in the order asked for."""
    for word in search_tokens(filters.q)[:_MOST_WORDS]:
        forms = forms.filter(sought__contains=word)
    exact = {
        "kind": filters.kind,
        "state": filters.state,
        "unit__code": filters.unit,
        "tags__name": filters.tag,
    }
    forms = forms.filter(**{name: value for name, value in exact.items() if value})
    if not filters.state:
        forms = forms.exclude(state=State.RETIRED)
    match filters.order:
        case "-changed":
            return forms.order_by("-changed_at", "key")
        case "-published":
            return forms.order_by(F("current__published_at").desc(nulls_last=True), "key")
        case "key":
            return forms.order_by("key")
        case _:
            return forms.order_by("title_order", "key")


def counted(forms: QuerySet[Form], field: str) -> dict[str, int]:
    """How many of the forms have each value of a field."""
    rows = forms.order_by().values_list(field).annotate(number=Count("pk"))
    return {value: number for value, number in rows if value}
