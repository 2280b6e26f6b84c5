"""Forms of the review: a text to start from, an item with its parts, which unit an office is, publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.catalogue.content import LegalBasisContent, RequirementContent, StepContent
from barzan.catalogue.models import BasisKind, RequirementKind, ServiceClass
from barzan.people.models import Unit
from barzan.persian import latin_digits, normalise, persian_digits
from barzan.places.forms import Code
from barzan.review.core.fold import DECIDED
from barzan.review.core.said import PARTS, Said
from barzan.review.core.sorting import day_of
from barzan.review.models import Item, ItemKind
from barzan.review.shown import common_reasons

UNKNOWN = "unknown"
NATIONAL_CODE = 11
LONGEST_TITLE = 400


class StartForm(forms.Form):
    """The text of a booklet, and whose services it lists."""

    file = forms.FileField(
        label=_("Text of the booklet"),
        help_text=_("The scan as Markdown or plain text (.md, .txt), UTF-8, at most 1 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.txt"}),
    )
    title = forms.CharField(label=_("Title of the booklet"), max_length=200)
    edition = forms.CharField(label=_("Edition and date as printed"), max_length=120, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Whose services"), help_text=_("This unit and the units under it.")
    )
    prefix = forms.CharField(
        label=_("First letters of new codes"),
        max_length=6,
        widget=Code,
        help_text=_("Two to six capital Latin letters. Services that are new get QZ-0001, QZ-0002, …"),
    )

    def clean_prefix(self) -> str:
        return str(self.cleaned_data["prefix"]).strip().upper()


class PartForm(forms.Form):
    """One row of a part; ``main`` is the field without which it is left out."""

    main = "text"

    def words(self) -> str:
        """What the row says."""
        return str(self.cleaned_data.get(self.main, "")).replace("\r\n", "\n").strip()


class RequirementForm(PartForm):
    """One thing the client needs; without a text it is left out."""

    kind = forms.ChoiceField(label=_("Kind"), choices=RequirementKind.choices, required=False)
    text = forms.CharField(
        label=_("What"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 1})
    )

    def row(self, old: RequirementContent | None) -> RequirementContent | None:
        given = self.cleaned_data
        if not given.get("text"):
            return None
        told = {
            "kind": given["kind"] or RequirementKind.DOCUMENT.value,
            "text": _same(given["text"], old, "text"),
        }
        return replace(old, **told) if old else RequirementContent(**told)


class LegalBasisForm(PartForm):
    """One instrument; without a title it is left out."""

    main = "title"

    kind = forms.ChoiceField(label=_("Kind"), choices=BasisKind.choices, required=False)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 1})
    )
    document_number = forms.CharField(label=_("Number"), required=False, max_length=80)
    date_text = forms.CharField(label=_("Date"), required=False, max_length=40)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)

    def row(self, old: LegalBasisContent | None) -> LegalBasisContent | None:
        given = self.cleaned_data
        if not given.get("title"):
            return None
        told = {
            name: _same(given[name], old, name)
            for name in ("title", "document_number", "date_text", "issuer")
        }
        told["kind"] = given["kind"] or BasisKind.OTHER.value
        if old is not None and told["date_text"] == old.date_text:
            return replace(old, **told)
        dated = {**told, "date": day_of(told["date_text"]) if told["date_text"] else None}
        return replace(old, **dated) if old else LegalBasisContent(**dated)


class StepForm(PartForm):
    """One step of the work; without a text it is left out."""

    text = forms.CharField(
        label=_("Step"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 1})
    )
    who = forms.CharField(
        label=_("Who does it"), required=False, max_length=200, help_text=_("A post or office, never a name.")
    )

    def row(self, old: StepContent | None) -> StepContent | None:
        given = self.cleaned_data
        if not given.get("text"):
            return None
        told = {name: _same(given[name], old, name) for name in ("text", "who")}
        return replace(old, **told) if old else StepContent(**told)


PART_FORMS: dict[str, type[PartForm]] = {
    "requirements": RequirementForm,
    "legal_bases": LegalBasisForm,
    "steps": StepForm,
}
_FORMSETS = {
    part: formset_factory(form, extra=1, max_num=200, absolute_max=200) for part, form in PART_FORMS.items()
}


@dataclass(frozen=True, slots=True)
class CellShown:
    """A field of a row: ``options`` for a list to choose from, else ``long`` for a field of many lines."""

    name: str
    label: str
    value: str
    long: bool
    options: Sequence[tuple[str, str]] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part on the desk: its rows and, behind them, an empty one."""

    name: str
    formset: BaseFormSet[Any]
    rows: Sequence[Sequence[CellShown]]


class ItemForm(forms.Form):
    """What is published about an item; ``seen`` is the decision that the reviewer had before them."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2})
    )
    service_class = forms.ChoiceField(
        label=_("Class"),
        choices=[*ServiceClass.choices, (UNKNOWN, pgettext_lazy("class or client", "Not known"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the class; if the source does not say, choose “not known”.")},
    )
    has_client = forms.ChoiceField(
        label=_("Client"),
        choices=[
            ("yes", pgettext_lazy("client", "Has clients")),
            ("no", pgettext_lazy("client", "Has none")),
            (UNKNOWN, pgettext_lazy("class or client", "Not known")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it has clients; if the source does not say, choose “not known”.")
        },
    )
    national_code = forms.CharField(label=_("National code"), required=False, max_length=20, widget=Code)
    group_title = forms.CharField(label=_("Parent service"), required=False, max_length=LONGEST_TITLE)
    group_code = forms.CharField(label=_("Code of the parent"), required=False, max_length=20, widget=Code)
    gap_reason = forms.CharField(
        label=_("What is lost"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("In your words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, item: Item, data: Any = None) -> None:
        self.item, self._old = item, item.said
        super().__init__(data, initial=_initial(item))
        self.fields["reason"].choices = common_reasons(get_language() or "fa")  # type: ignore[attr-defined]
        if item.kind != ItemKind.LOST and not self._old.gap_reason:
            del self.fields["gap_reason"]
        self.parts: dict[str, BaseFormSet[Any]] = {
            part: formset(data, prefix=part, initial=[_row(row) for row in getattr(self._old, part)])
            for part, formset in _FORMSETS.items()
        }

    def is_valid(self) -> bool:
        own = super().is_valid()
        return all(each.is_valid() for each in self.parts.values()) and own

    def clean_national_code(self) -> str | None:
        return _code(self.cleaned_data["national_code"])

    def clean_group_code(self) -> str | None:
        return _code(self.cleaned_data["group_code"])

    def said(self) -> Said:
        """What the form says; parts keep what the form does not show (their source lines, for example)."""
        given, old = self.cleaned_data, self._old
        client = {"yes": True, "no": False}.get(given["has_client"])
        parts = {part: self._rows(part) for part in PARTS}
        return replace(
            old,
            title=_same(given["title"], old, "title"),
            service_class=None if given["service_class"] == UNKNOWN else given["service_class"],
            has_client=client,
            national_code=given["national_code"],
            group_title=_same(given["group_title"], old, "group_title"),
            group_code=given["group_code"],
            gap_reason=_same(given.get("gap_reason", ""), old, "gap_reason"),
            **parts,
        )

    def see(self, number: int) -> None:
        """The reviewer has been shown the decision ``number``: the form may be sent again as it is."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(number)  # type: ignore[index]

    def radios(self, name: str) -> list[tuple[str, str, bool]]:
        """(value, label, whether it is chosen) of a field of radio buttons.

        Django words each widget by a template of its own; a desk of fifty fields would take twice as long.
        """
        chosen = str(self[name].value() or "")
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        return [(value, str(label), value == chosen) for value, label in choices]

    @property
    def classes(self) -> list[tuple[str, str, bool]]:
        return self.radios("service_class")

    @property
    def clients(self) -> list[tuple[str, str, bool]]:
        return self.radios("has_client")

    @property
    def reasons(self) -> list[tuple[str, str, bool]]:
        return self.radios("reason")

    @property
    def shown_parts(self) -> list[PartShown]:
        """The parts with their rows as the template writes them."""
        return [
            PartShown(part, formset, [_shown_row(form) for form in formset.forms])
            for part, formset in self.parts.items()
        ]

    def _rows(self, part: str) -> tuple[Any, ...]:
        """The rows as sent; each keeps what the form does not show of the row that it was."""
        old = list(getattr(self._old, part))
        by_words = {_words(row): row for row in old}
        rows = []
        for at, form in enumerate(self.parts[part].forms):
            was = by_words.get(form.words()) or (old[at] if at < len(old) else None)  # type: ignore[attr-defined]
            rows.append(form.row(was))  # type: ignore[attr-defined]
        return tuple(row for row in rows if row is not None)


class BatchForm(forms.Form):
    """Which clean items are accepted together, and why."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that stays with each of these rows."),
    )


class PublishForm(forms.Form):
    """What the version is called and what it rests on."""

    title = forms.CharField(label=_("Title of the edition"), max_length=200)
    why = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A resolution or letter that this rests on. It stays with each version."),
    )


class WhyForm(forms.Form):
    """The reason alone."""

    why = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def _initial(item: Item) -> dict[str, Any]:
    said = item.said
    unknown = UNKNOWN if item.state in DECIDED else ""
    return {
        "title": said.title,
        "service_class": said.service_class or unknown,
        "has_client": unknown if said.has_client is None else ("yes" if said.has_client else "no"),
        "national_code": said.national_code or "",
        "group_title": said.group_title,
        "group_code": said.group_code or "",
        "gap_reason": said.gap_reason,
        "seen": item.number,
    }


def _shown_row(form: forms.Form) -> list[CellShown]:
    return [
        CellShown(
            form.add_prefix(name),
            str(field.label),
            str((form.data.get(form.add_prefix(name)) if form.is_bound else form.initial.get(name)) or ""),
            isinstance(field.widget, forms.Textarea),
            [(value, str(label)) for value, label in getattr(field, "choices", ())],
            str(form.errors[name][0]) if form.is_bound and name in form.errors else "",
        )
        for name, field in form.fields.items()
    ]


def _words(row: Any) -> str:
    return str(getattr(row, "text", "") or getattr(row, "title", ""))


def _row(row: Any) -> Mapping[str, Any]:
    return asdict(row)


def _same(given: str, old: Any, name: str) -> str:
    """``given`` in the house's spelling; what was not touched stays letter for letter."""
    before = str(getattr(old, name)) if old is not None else ""
    plain = given.replace("\r\n", "\n").strip()
    return before if plain == before.strip() else normalise(plain)


def _code(given: str) -> str | None:
    digits = latin_digits(given).replace("-", "").replace(" ", "")
    if not digits:
        return None
    if len(digits) != NATIONAL_CODE or not digits.isascii() or not digits.isdigit():
        count = persian_digits(str(len(digits)))
        raise forms.ValidationError(
            _("A national code has 11 digits; here are %(count)s signs."), params={"count": count}
        )
    return digits
