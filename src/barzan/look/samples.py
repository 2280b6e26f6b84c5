"""What the component page shows: invented values for every component, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from barzan.look.parts import Bar, Choice, Fact, Happening, Ruler, Source, Status, Step, Swatch, Tab


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=gettext_lazy("Address of the place"),
        help_text=gettext_lazy("Street, alley, number, or the nearest sign"),
        required=False,
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"),
        help_text=gettext_lazy("Choose the nearest"),
        choices=[("road", gettext_lazy("Damaged street")), ("light", gettext_lazy("Dark street"))],
    )
    national_id = forms.CharField(
        label=gettext_lazy("National number"),
        help_text=gettext_lazy("Ten digits on the back of your card"),
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("How should the answer reach you?"),
        choices=[("sms", gettext_lazy("Text message")), ("call", gettext_lazy("A call that reads it out"))],
        widget=forms.RadioSelect,
    )
    true = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are so?"),
        choices=[
            ("danger", gettext_lazy("It endangers children")),
            ("before", gettext_lazy("I reported it before")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    story = forms.CharField(label=gettext_lazy("In your own words"), widget=forms.Textarea, required=False)

    def clean_national_id(self) -> str:
        given: str = self.cleaned_data["national_id"]
        if len(given) != 10:
            raise forms.ValidationError(_("One digit is missing; you wrote nine."))
        return given


def sample_form() -> SampleForm:
    """The form as it comes back with one thing to put right; what was written stays."""
    given = {"place": _("Nassaji, fourth alley, number 19"), "topic": "road", "national_id": "۰۰۱۲۳۴۵۶۷", "answer": "sms"}
    return SampleForm({**given, "true": ["danger"]})


def samples() -> dict[str, Any]:
    """The context of the component page."""
    return {
        "swatches": _swatches(),
        "form": sample_form(),
        "page": Paginator(range(180), 10).page(2),
        "facts": _facts(),
        "status": _status(),
        "steps": _steps(),
        "happenings": _happenings(),
        "ruler": _ruler(),
        "sources": _sources(),
        "bars": _bars(),
        "tabs": _tabs(),
        "choices": [Choice(_("Report a damaged street"), "#search", _("Service"))],
    }


def _swatches() -> list[Swatch]:
    return [
        Swatch("ink", _("Ink"), "#1A2238", "#EEF0F6", _("text")),
        Swatch("ink-2", _("Second ink"), "#454C63", "#BCC3D5", _("secondary text")),
        Swatch("ink-3", _("Third ink"), "#636A7E", "#99A1B7", _("hints")),
        Swatch("lapis", _("Lapis"), "#1E3D8F", "#A3B8F7", _("links, choice")),
        Swatch("fir", _("Turquoise"), "#0A7474", "#66CBC5", _("now, people")),
        Swatch("clay", _("Brick"), "#A34722", "#F2A986", _("place, limit")),
        Swatch("saf", _("Saffron"), "#7F5200", "#EDC06A", _("deadline near")),
        Swatch("leaf", _("Leaf"), "#246741", "#8AD3A6", _("in time, done")),
        Swatch("anar", _("Pomegranate"), "#A81C2A", "#FFA39E", _("error, overdue")),
        Swatch("bg", _("Paper"), "#F8F5EF", "#0F1524", _("page")),
        Swatch("surface", _("Surface"), "#FFFFFF", "#171F33", _("cards")),
        Swatch("sunk", _("Sunk"), "#F1ECE2", "#1E2841", _("inset")),
    ]


def _facts() -> list[Fact]:
    return [
        Fact("wallet", _("Cost"), _("Free")),
        Fact("hourglass", _("Legal time"), _("15 working days")),
        Fact("clock", _("Actual time"), _("9 working days"), _("median of the last 90 days")),
        Fact("file-text", _("Documents"), _("2 required, 2 optional")),
    ]


def _status() -> Status:
    return Status(
        sentence=_("Your case is with the works expert of area 2, and goes on in time."),
        stages=(_("Filed"), _("Documents complete"), _("Visit of the place"), _("Work done"), _("Your opinion")),
        running=3,
        facts=(
            Fact("arrow-left", _("Next step"), _("Visit of the place"), _("Tuesday 3 Azar, 9 to 12")),
            Fact("user", _("Responsible"), _("Works expert of area 2"), _("Telephone 3222 4100, extension 218")),
            Fact("hourglass", _("Answer by"), _("Wednesday 11 Azar"), _("9 working days left")),
        ),
    )


def _steps() -> list[Step]:
    return [
        Step(_("You file the complaint"), _("You"), _("10 minutes"), _("Say which agency, when and about what.")),
        Step(_("It is checked for completeness"), _("Secretariat"), _("2 working days")),
        Step(
            _("If you object, it is reviewed"),
            _("Board of review"),
            _("10 working days"),
            _("Whoever reviews had no part in the answer."),
            conditional=True,
        ),
    ]


def _happenings() -> list[Happening]:
    return [
        Happening(_("by Sunday 8 Azar"), _("Asphalt is mended"), state="ahead"),
        Happening(
            _("Saturday 30 Aban, 9:15"), _("The visit got its time"), _("Works office of area 2: you need not be there."), "now"
        ),
        Happening(_("Saturday 16 Aban, 21:12"), _("The request was filed"), _("You: by mobile telephone.")),
    ]


def _ruler() -> Ruler:
    return Ruler(
        days=("past", "holiday", *["past"] * 4, "today", *["ahead"] * 8, "last"),  # type: ignore[arg-type]
        sentence=_(
            "The legal time is 15 working days; it began on Wednesday 20 Aban, and Saturday 23 Aban is a holiday. "
            "So you must have an answer by the end of Wednesday 11 Azar."
        ),
        first=_("20 Aban"),
        now=_("today, day 6 of 15"),
        last=_("11 Azar"),
    )


def _sources() -> list[Source]:
    return [
        Source(_("Calls to 137"), 3),
        Source(_("Requests"), 3),
        Source(_("Household survey"), 2),
        Source(_("Indicators"), 1),
        Source(_("Neighbourhood meeting"), 2),
        Source(_("Field visit"), 2),
        Source(_("Approved plans"), 1),
        Source(_("Council resolutions"), 0),
        Source(_("Utilities"), 1),
    ]


def _bars() -> list[Bar]:
    return [
        Bar(_("Property"), _("412"), 100),
        Bar(_("Dues"), _("365"), 88.6),
        Bar(_("Streets"), _("288"), 69.9),
        Bar(_("Green space"), _("141"), 34.2),
        Bar(_("Culture"), _("no data"), None, note=_("the culture office sends it by 15 Azar")),
    ]


def _tabs() -> list[Tab]:
    return [
        Tab(_("Work"), "#tabs", current=True),
        Tab(_("Conversation"), "#tabs", count=_("2")),
        Tab(_("History"), "#tabs"),
    ]
