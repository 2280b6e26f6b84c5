"""What the component page shows: invented values for every component, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from barzan.look.parts import Bar, Fact, Happening, Ruler, Source, Status, Step, Swatch, Tab
from barzan.persian.fields import JalaliDateField
from barzan.persian.templatetags.persian import fa_digits


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=gettext_lazy("Address of the place"),
        help_text=gettext_lazy("Street, alley, number, or the nearest sign"),
        required=False,
    )
    topic = forms.ChoiceField(
        label=pgettext_lazy("sample", "Topic"),
        help_text=gettext_lazy("Choose the nearest"),
        choices=[("road", gettext_lazy("Damaged street")), ("light", pgettext_lazy("sample", "Dark street"))],
    )
    national_id = forms.CharField(
        label=gettext_lazy("National number"),
        help_text=gettext_lazy("Ten digits on the back of your card"),
    )
    day = JalaliDateField(label=gettext_lazy("Day of the event"), help_text=gettext_lazy("Day, month, year"))
    answer = forms.ChoiceField(
        label=gettext_lazy("How should the answer reach you?"),
        choices=[
            ("sms", pgettext_lazy("sample", "Text message")),
            ("call", gettext_lazy("A call that reads it out")),
        ],
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
    return SampleForm(
        {
            "place": _("Nassaji, fourth alley, number 19"),
            "topic": "road",
            "national_id": fa_digits("001234567"),
            "day_day": fa_digits(19),
            "day_month": "8",
            "day_year": fa_digits(1405),
            "answer": "sms",
            "true": ["danger"],
        }
    )


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
    }


def _swatches() -> list[Swatch]:
    return [
        Swatch("ink", pgettext("sample", "Ink"), "#1A2238", "#EEF0F6", pgettext("sample", "text")),
        Swatch(
            "ink-2",
            pgettext("sample", "Second ink"),
            "#454C63",
            "#BCC3D5",
            pgettext("sample", "secondary text"),
        ),
        Swatch("ink-3", pgettext("sample", "Third ink"), "#636A7E", "#99A1B7", pgettext("sample", "hints")),
        Swatch(
            "lapis", pgettext("sample", "Lapis"), "#1E3D8F", "#A3B8F7", pgettext("sample", "links, choice")
        ),
        Swatch(
            "fir", pgettext("sample", "Turquoise"), "#0A7474", "#66CBC5", pgettext("sample", "now, people")
        ),
        Swatch("clay", pgettext("sample", "Brick"), "#A34722", "#F2A986", pgettext("sample", "place, limit")),
        Swatch(
            "saf", pgettext("sample", "Saffron"), "#7F5200", "#EDC06A", pgettext("sample", "deadline near")
        ),
        Swatch("leaf", pgettext("sample", "Leaf"), "#246741", "#8AD3A6", pgettext("sample", "in time, done")),
        Swatch(
            "anar",
            pgettext("sample", "Pomegranate"),
            "#A81C2A",
            "#FFA39E",
            pgettext("sample", "error, overdue"),
        ),
        Swatch("bg", pgettext("sample", "Paper"), "#F8F5EF", "#0F1524", pgettext("sample", "page")),
        Swatch("surface", pgettext("sample", "Surface"), "#FFFFFF", "#171F33", pgettext("sample", "cards")),
        Swatch("sunk", pgettext("sample", "Sunk"), "#F1ECE2", "#1E2841", pgettext("sample", "inset")),
    ]


def _facts() -> list[Fact]:
    return [
        Fact("wallet", pgettext("sample", "Cost"), pgettext("sample", "Free")),
        Fact("hourglass", pgettext("sample", "Legal time"), pgettext("sample", "15 working days")),
        Fact(
            "clock",
            pgettext("sample", "Actual time"),
            pgettext("sample", "9 working days"),
            _("median of the last 90 days"),
        ),
        Fact("file-text", pgettext("sample", "Documents"), _("2 required, 2 optional")),
    ]


def _status() -> Status:
    return Status(
        sentence=_("Your case is with the works expert of area 2, and goes on in time."),
        stages=(
            pgettext("sample", "Filed"),
            pgettext("sample", "Documents complete"),
            pgettext("sample", "Visit of the place"),
            pgettext("sample", "Work done"),
            pgettext("sample", "Your opinion"),
        ),
        running=3,
        facts=(
            Fact(
                "arrow-left",
                pgettext("sample", "Next step"),
                pgettext("sample", "Visit of the place"),
                _("Tuesday 3 Azar, 9 to 12"),
            ),
            Fact(
                "user",
                pgettext("sample", "Responsible"),
                _("Works expert of area 2"),
                _("Telephone 3222 4100, extension 218"),
            ),
            Fact(
                "hourglass",
                pgettext("sample", "Answer by"),
                pgettext("sample", "Wednesday 11 Azar"),
                pgettext("sample", "9 working days left"),
            ),
        ),
    )


def _steps() -> list[Step]:
    return [
        Step(
            _("You file the complaint"),
            pgettext("sample", "You"),
            pgettext("sample", "10 minutes"),
            _("Say which agency, when and about what."),
        ),
        Step(
            _("It is checked for completeness"),
            pgettext("sample", "Secretariat"),
            pgettext("sample", "2 working days"),
        ),
        Step(
            _("If you object, it is reviewed"),
            pgettext("sample", "Board of review"),
            pgettext("sample", "10 working days"),
            _("Whoever reviews had no part in the answer."),
            conditional=True,
        ),
    ]


def _happenings() -> list[Happening]:
    return [
        Happening(
            pgettext("sample", "by Sunday 8 Azar"), pgettext("sample", "Asphalt is mended"), state="ahead"
        ),
        Happening(
            _("Saturday 30 Aban, 9:15"),
            _("The visit got its time"),
            _("Works office of area 2: you need not be there."),
            "now",
        ),
        Happening(_("Saturday 16 Aban, 21:12"), _("The request was filed"), _("You: by mobile telephone.")),
    ]


def _ruler() -> Ruler:
    return Ruler(
        days=("past", "holiday", *["past"] * 4, "today", *["ahead"] * 8, "last"),  # type: ignore[arg-type]
        sentence=_(
            "The legal time is 15 working days; it began on Wednesday 20 Aban, and Saturday 23 Aban is "
            "a holiday. So you must have an answer by the end of Wednesday 11 Azar."
        ),
        first=pgettext("sample", "20 Aban"),
        now=pgettext("sample", "today, day 6 of 15"),
        last=pgettext("sample", "11 Azar"),
    )


def _sources() -> list[Source]:
    return [
        Source(pgettext("sample", "Calls to 137"), 3),
        Source(pgettext("sample", "Requests"), 3),
        Source(pgettext("sample", "Household survey"), 2),
        Source(pgettext("sample", "Indicators"), 1),
        Source(_("Neighbourhood meeting"), 2),
        Source(pgettext("sample", "Field visit"), 2),
        Source(pgettext("sample", "Approved plans"), 1),
        Source(pgettext("sample", "Council resolutions"), 0),
        Source(pgettext("sample", "Utilities"), 1),
    ]


def _bars() -> list[Bar]:
    return [
        Bar(pgettext("sample", "Property"), fa_digits(412), 100),
        Bar(pgettext("sample", "Dues"), fa_digits(365), 88.6),
        Bar(pgettext("sample", "Streets"), fa_digits(288), 69.9),
        Bar(pgettext("sample", "Green space"), fa_digits(141), 34.2),
        Bar(
            pgettext("sample", "Culture"),
            pgettext("sample", "no data"),
            None,
            note=_("the culture office sends it by 15 Azar"),
        ),
    ]


def _tabs() -> list[Tab]:
    return [
        Tab(pgettext("sample", "Work"), "#tabs", current=True),
        Tab(pgettext("sample", "Conversation"), "#tabs", count=fa_digits(2)),
        Tab(pgettext("sample", "History"), "#tabs"),
    ]
