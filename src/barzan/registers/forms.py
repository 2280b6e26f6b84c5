"""Forms of the pages that define a register: what it is, its settings, each of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from barzan.access import Actor
from barzan.forms.kinds import FormKind
from barzan.forms.models import Form
from barzan.people import queries as people
from barzan.people.models import Post, RoleName, Unit
from barzan.places.forms import Code
from barzan.registers.amounts import SPANS, joined_amount, parted_amount
from barzan.registers.core import By, Definition, Fields, Other, Standing, Term
from barzan.registers.core.fields import FILES
from barzan.registers.core.validity import COUNTINGS
from barzan.registers.filters import SHAPES
from barzan.registers.models import Register
from barzan.registers.rules import REGISTER_DEFINE

MAX_FILE = 10 * 2**20
MONTHLY = "jalali-months"
STANDINGS = [
    (Standing.NONE.value, pgettext_lazy("standing", "says nothing to outsiders")),
    (Standing.VALID.value, pgettext_lazy("standing", "valid")),
    (Standing.SUSPENDED.value, pgettext_lazy("standing", "suspended")),
    (Standing.REVOKED.value, pgettext_lazy("standing", "revoked")),
    (Standing.EXPIRED.value, pgettext_lazy("standing", "expired")),
]
WHO_PASSES = [
    (By.PERSON.value, pgettext_lazy("transition", "a person")),
    (By.EXPIRY.value, pgettext_lazy("transition", "the clock, when the validity ends")),
    (By.RENEWAL.value, pgettext_lazy("transition", "the clock, when renewal begins")),
]
TERMS = [
    (Term.KEEP.value, pgettext_lazy("validity", "stays as it is")),
    (Term.BEGIN.value, pgettext_lazy("validity", "begins")),
    (Term.RENEW.value, pgettext_lazy("validity", "is renewed")),
    (Term.END.value, pgettext_lazy("validity", "ends")),
]
OTHERS = [
    (Other.ENTRY.value, _("entries of a register")),
    (Other.PERSON.value, _("persons")),
    (Other.PLACE.value, _("places")),
    (Other.ORGANISATION.value, _("organisations")),
]
SHAPE_NAMES = {
    "table": pgettext_lazy("shape of a list", "Table"),
    "cards": pgettext_lazy("shape of a list", "Cards"),
    "map": pgettext_lazy("shape of a list", "Map"),
    "calendar": pgettext_lazy("shape of a list", "Calendar of expiries"),
    "charts": pgettext_lazy("shape of a list", "Counts and charts"),
}
COUNTING_NAMES = {
    "jalali-months": pgettext_lazy("counting", "Jalali months"),
    "gregorian-months": pgettext_lazy("counting", "Gregorian months"),
    "calendar-days": pgettext_lazy("counting", "Calendar days"),
    "working-days": pgettext_lazy("counting", "Working days"),
}
ROLES = [(role.value, role.label) for role in RoleName if role not in (RoleName.AUDITOR,)]


class AboutForm(forms.Form):
    """What a register is called and whose it is."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=Code)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    form = forms.ModelChoiceField(
        label=_("Form of the entries"),
        queryset=Form.objects.none(),
        required=False,
        help_text=_("A published form of the kind “register entry”."),
    )

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        scope = REGISTER_DEFINE.scope(actor)
        units = [unit.pk for unit in people.units(actor) if scope.covers(unit.target)]
        field = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=units)
        field.initial = units[0] if len(units) == 1 else None
        forms_ = Form.objects.filter(kind=FormKind.REGISTER_ENTRY, current__isnull=False)
        self.fields["form"].queryset = forms_.order_by("title")
        self.fields["form"].label_from_instance = lambda each: each.title


class NewForm(AboutForm):
    """A new register: its key and, where there is no form yet, a workbook for one."""

    key = forms.CharField(
        label=_("Key"),
        max_length=60,
        widget=Code,
        help_text=_("Small Latin letters, digits and hyphens. It stands in addresses and never changes."),
    )
    workbook = forms.FileField(
        label=_("Or a new form: XLSForm workbook"),
        required=False,
        help_text=_("An .xlsx or .xls file in the XLSForm format; its questions are what an entry holds."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )
    field_order = ["title", "title_en", "key", "unit", "form", "workbook"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        file = given.get("workbook")
        if file and file.size > MAX_FILE:
            self.add_error("workbook", _("The file is over 10 MB; make it smaller."))
        if not self.errors and bool(file) == bool(given.get("form")):
            self.add_error("form", _("Choose a form or send a workbook: one of the two."))
        return given


def _field_choices(
    fields: Fields, *types: str, personal: bool = True, files: bool = False
) -> list[tuple[str, str]]:
    language = get_language() or "fa"
    return [
        (name, field.labelled(language))
        for name, field in fields.items()
        if (field.type in types if types else files or field.type not in FILES)
        if personal or not field.personal
    ]


class SettingsForm(forms.Form):
    """Numbering, titles, which fields say where and who, what is public, the validity."""

    numbering = forms.CharField(
        label=_("Pattern of numbers"),
        max_length=60,
        widget=Code,
        help_text=_("For example NGO-{year}-{number:5}. Parts: {number}, {year}, {month}, {unit}."),
    )
    entry_title = forms.CharField(
        label=_("Title of an entry"),
        max_length=200,
        help_text=_("From fields of the form, by name: {name}."),
    )
    columns = forms.MultipleChoiceField(label=_("Shown in lists"), required=False)
    public = forms.MultipleChoiceField(label=_("Public fields"), required=False)
    identity = forms.MultipleChoiceField(
        label=_("Doubles are found by"),
        required=False,
        help_text=_("Names, numbers and ids that tell entries apart."),
    )
    place = forms.ChoiceField(label=_("Field with the code of the place"), required=False)
    point = forms.ChoiceField(label=_("Field with the point on the map"), required=False)
    national_id = forms.ChoiceField(label=_("Field with the national id of the person"), required=False)
    amount = forms.IntegerField(label=_("Valid for"), required=False, min_value=1, max_value=600)
    span = forms.ChoiceField(label=_("Unit of the validity"), choices=SPANS, required=False)
    counting = forms.ChoiceField(
        label=_("Counted in"),
        choices=[(each, COUNTING_NAMES[each]) for each in COUNTINGS],
        required=False,
        initial=MONTHLY,
    )
    renewal = forms.IntegerField(
        label=_("May be renewed so many days before its end"), required=False, min_value=1, max_value=3_650
    )

    def __init__(self, fields: Fields, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        shown = _field_choices(fields, personal=False)
        for name in ("columns", "public"):
            self.fields[name].choices = shown
            self.fields[name].widget = forms.CheckboxSelectMultiple(choices=shown)
        every = _field_choices(fields)
        self.fields["identity"].choices = every
        self.fields["identity"].widget = forms.CheckboxSelectMultiple(choices=every)
        none = [("", "–")]
        self.fields["place"].choices = none + _field_choices(fields, "text", "select_one", "calculate")
        self.fields["point"].choices = none + _field_choices(fields, "geopoint")
        self.fields["national_id"].choices = none + _field_choices(fields, "text", "integer", "calculate")

    @staticmethod
    def initial_of(definition: Definition) -> dict[str, Any]:
        """What the form shows of a definition."""
        value = definition.as_value()
        names = ("numbering", "entry_title", "columns", "public", "identity", "place", "point", "national_id")
        shown = {name: value.get(name, "") for name in names}
        validity = definition.validity
        if validity:
            amount, span = parted_amount(validity.amount)
            renewal, _span = parted_amount(validity.renewal)
            shown |= {"amount": amount, "span": span, "counting": validity.counting, "renewal": renewal}
        return shown

    def written(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The definition ``value`` with these settings."""
        given = dict(self.cleaned_data)
        amount, span = given.pop("amount"), given.pop("span")
        counting, renewal = given.pop("counting"), given.pop("renewal")
        changed = {**value, **given}
        changed.pop("validity", None)
        if amount:
            basis = (value.get("validity") or {}).get("basis", "")
            changed["validity"] = {
                "amount": joined_amount(amount, span),
                "counting": counting or MONTHLY,
                "renewal": joined_amount(renewal, "D") if renewal else "",
                "basis": basis,
            }
        return changed


class PartForm(forms.Form):
    """One part of a definition: a state, a transition, a relation, a view."""

    title = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False, widget=Code)
    key = forms.CharField(
        label=_("Key"), max_length=60, widget=Code, help_text=_("Small Latin letters, digits and hyphens.")
    )

    def __init__(self, definition: Definition, fields: Fields, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.definition, self.known = definition, fields

    def written(self) -> dict[str, Any]:
        """The part as the definition has it."""
        return dict(self.cleaned_data)


class StateForm(PartForm):
    start = forms.BooleanField(label=_("New entries stand here"), required=False)
    end = forms.BooleanField(label=_("It is an end: nothing has to follow"), required=False)
    standing = forms.ChoiceField(label=_("What it says to outsiders"), choices=STANDINGS, required=False)


class TransitionForm(PartForm):
    sources = forms.MultipleChoiceField(label=_("From"), widget=forms.CheckboxSelectMultiple)
    to = forms.ChoiceField(label=_("To"))
    by = forms.ChoiceField(label=_("Taken by"), choices=WHO_PASSES)
    roles = forms.MultipleChoiceField(
        label=_("Roles that may"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    posts = forms.CharField(
        label=_("Posts that may"),
        required=False,
        widget=Code,
        help_text=_("Codes of posts, with blanks between."),
    )
    condition = forms.CharField(
        label=_("Condition"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_("In FEEL, over the names of fields: age >= 18 and renewal_open. Empty: always."),
    )
    fields_needed = forms.MultipleChoiceField(
        label=_("Fields that must be filled in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    documents = forms.CharField(
        label=_("Documents that must be attached"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: a key in Latin letters, a colon, the title. letter: نامهٔ درخواست"),
    )
    reason = forms.BooleanField(label=_("A reason must be given"), required=False)
    validity = forms.ChoiceField(label=_("The validity"), choices=TERMS, required=False)

    def __init__(self, definition: Definition, fields: Fields, *args: Any, **more: Any) -> None:
        super().__init__(definition, fields, *args, **more)
        language = get_language() or "fa"
        states = [(state.key, state.named(language)) for state in definition.states]
        self.fields["sources"].choices = states
        self.fields["to"].choices = states
        self.fields["fields_needed"].choices = _field_choices(fields, files=True)

    def clean_posts(self) -> list[str]:
        codes = self.cleaned_data["posts"].split()
        known = set(Post.objects.filter(code__in=codes).values_list("code", flat=True))
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise forms.ValidationError(
                _("There is no post with the code %(code)s."), params={"code": unknown[0]}
            )
        return codes

    def clean_documents(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["documents"].splitlines():
            key, colon, title = line.partition(":")
            if line.strip() and not (colon and key.strip() and title.strip()):
                raise forms.ValidationError(_("Write each as key: title."))
            if line.strip():
                found.append({"key": key.strip(), "title": title.strip()})
        return found

    def written(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        sources, fields = given.pop("sources"), given.pop("fields_needed")
        return {**given, "from": sources, "fields": fields}

    @staticmethod
    def shown(part: Mapping[str, Any]) -> dict[str, Any]:
        """What the form shows of a transition."""
        lines = [f"{each['key']}: {each.get('title', '')}" for each in part.get("documents", ())]
        return {
            **part,
            "sources": part.get("from", ()),
            "fields_needed": part.get("fields", ()),
            "posts": " ".join(part.get("posts", ())),
            "documents": "\n".join(lines),
        }


class RelationForm(PartForm):
    to = forms.ChoiceField(label=_("Leads to"), choices=OTHERS)
    register = forms.ChoiceField(label=_("Register"), required=False)
    many = forms.BooleanField(label=_("More than one"), required=False)

    def __init__(self, definition: Definition, fields: Fields, *args: Any, **more: Any) -> None:
        super().__init__(definition, fields, *args, **more)
        rows = [(each.key, each.title) for each in Register.objects.order_by("title")]
        self.fields["register"].choices = [("", "–"), *rows]


class ViewForm(PartForm):
    states = forms.MultipleChoiceField(
        label=_("States"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: all states."),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shape = forms.ChoiceField(label=_("Shown as"), choices=[(each, SHAPE_NAMES[each]) for each in SHAPES])

    def __init__(self, definition: Definition, fields: Fields, *args: Any, **more: Any) -> None:
        super().__init__(definition, fields, *args, **more)
        language = get_language() or "fa"
        self.fields["states"].choices = [(each.key, each.named(language)) for each in definition.states]
        self.fields["columns"].choices = _field_choices(fields, personal=False)


PARTS: dict[str, type[PartForm]] = {
    "states": StateForm,
    "transitions": TransitionForm,
    "relations": RelationForm,
    "views": ViewForm,
}


class WhyForm(forms.Form):
    """Why something is done; it is asked for."""

    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("A resolution or letter that this rests on. It is kept with the change."),
    )
