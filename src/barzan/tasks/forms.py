"""Forms of the pages of tasks and bodies, beside the one that a task asks for itself (``answering``)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.people.forms import PostCodeField, UnitCodeField
from barzan.people.models import Post
from barzan.persian.fields import JalaliDateField
from barzan.persian.text import latin_digits
from barzan.places.forms import Code, ReasonForm
from barzan.tasks.answering import ACCEPTED
from barzan.tasks.models import BodyKind, Duty

MOST_VOTES = 9_999
MEMBERS = 60


def _picked(kind: str) -> forms.TextInput:
    """A code that is typed, or picked from the list of the page (``parts/addressees.html``)."""
    return forms.TextInput(attrs={"dir": "ltr", "list": f"all-{kind}", "autocomplete": "off"})


class SaidWhyForm(forms.Form):
    """A step that whoever receives the task wants explained."""

    why = forms.CharField(
        label=pgettext_lazy("task", "Why, in a sentence"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReferForm(SaidWhyForm):
    """The unit, or the post, that the task goes to."""

    unit = UnitCodeField(label=_("Code of the unit"), required=False, widget=_picked("units"))
    post = PostCodeField(
        label=_("Or code of a post"),
        required=False,
        widget=_picked("posts"),
        help_text=_("The task then waits for its holder alone."),
    )
    field_order = ["unit", "post", "why"]


class DelegateForm(ReasonForm):
    """A post of the same unit, or of one under it."""

    post = PostCodeField(label=_("Code of the post"), widget=_picked("posts"))
    field_order = ["post", "why"]


class NumberForm(forms.Form):
    """What another system calls the matter, and its receipt."""

    number = forms.CharField(
        label=_("Number in the other system"), max_length=100, required=False, widget=Code
    )
    receipt = forms.FileField(
        label=_("Receipt"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )


class HandOverForm(forms.Form):
    """From which post to which."""

    from_post = PostCodeField(label=_("Post whose tasks go"), widget=_picked("posts"))
    to_post = PostCodeField(label=_("Post that takes them"), widget=_picked("posts"))


class _Votes(forms.CharField):
    """A number of votes in digits of either script; empty: not counted."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=6, widget=_votes_widget(), **more)

    def clean(self, value: Any) -> int | None:
        text = latin_digits(super().clean(value) or "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or int(text) > MOST_VOTES:
            raise forms.ValidationError(_("Write the number of votes in digits."))
        return int(text)


def _votes_widget() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})


class DecisionForm(forms.Form):
    """What the body decided, and where it stands written."""

    session = forms.CharField(label=_("Number of the session"), max_length=60)
    on = JalaliDateField(label=_("Day of the session"))
    number = forms.CharField(label=_("Number of the decision"), max_length=60, required=False)
    text = forms.CharField(
        label=pgettext_lazy("body", "What was decided"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As it stands in the minutes."),
    )
    votes_for = _Votes(label=_("Votes for"))
    votes_against = _Votes(label=_("Votes against"))
    abstaining = _Votes(label=_("Abstaining"))
    minutes = forms.FileField(
        label=_("Minutes"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )


class PostCodesField(forms.CharField):
    """Codes of valid posts, one a line or parted by blanks; cleans to the posts."""

    widget = forms.Textarea(attrs={"rows": 5, "dir": "ltr"})

    def clean(self, value: Any) -> list[Post]:
        codes = list(dict.fromkeys((super().clean(value) or "").replace(",", " ").split()))
        if len(codes) > MEMBERS:
            raise forms.ValidationError(_("A body has at most sixty members."))
        found = {post.code: post for post in Post.objects.filter(code__in=codes, valid_to__isnull=True)}
        if missing := [code for code in codes if code not in found]:
            raise forms.ValidationError(
                _("No valid post has the code %(codes)s."), params={"codes": ", ".join(missing)}
            )
        return [found[code] for code in codes]


class BodyForm(ReasonForm):
    """What is said of a body, and who sits in it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False, widget=Code)
    unit = UnitCodeField(label=_("Code of the unit that keeps its secretariat"))
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=1,
        max_value=MEMBERS,
        required=False,
        help_text=_("How many votes a decision needs at the least; empty where no rule is recorded."),
    )
    chair = PostCodeField(label=_("Code of the chair's post"), required=False)
    secretary = PostCodeField(label=_("Code of the secretary's post"), required=False)
    members = PostCodesField(
        label=_("Codes of the other members' posts"), required=False, help_text=_("One a line.")
    )
    field_order = ["kind", "name", "name_en", "unit", "quorum", "chair", "secretary", "members", "why"]

    def seats(self) -> dict[Post, Duty]:
        """The members with their duties."""
        given = self.cleaned_data
        found = dict.fromkeys(given["members"], Duty.MEMBER)
        for name, duty in (("secretary", Duty.SECRETARY), ("chair", Duty.CHAIR)):
            if given[name]:
                found[given[name]] = duty
        return found


class NewBodyForm(BodyForm):
    """A new body."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        widget=Code,
        validators=[validate_slug],
        help_text=pgettext_lazy("body", "It is never given to another."),
    )
    field_order = ["code", *BodyForm.field_order]
