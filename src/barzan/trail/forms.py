"""The filter of the list of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from barzan.persian.fields import JalaliDateField
from barzan.trail import words
from barzan.trail.queries import Filter

Choice = tuple[str, str]


class EventFilter(forms.Form):
    """Every field is optional; an unreadable date is said beside its field and filters nothing.

    Lists offer what the rooms have words for; an address may ask for any other verb and kind, for the
    beginning of a verb (``unit.``), and for an account or a key, which links of the pages do.
    """

    text = forms.CharField(label=_("In the reason, or the key of the object"), required=False, max_length=200)
    verb = forms.CharField(label=_("What happened"), required=False, max_length=80, widget=forms.Select)
    kind = forms.CharField(label=_("Kind of object"), required=False, max_length=60, widget=forms.Select)
    since = JalaliDateField(label=_("From day"), required=False)
    until = JalaliDateField(label=_("To day"), required=False)
    key = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    user = forms.IntegerField(required=False, min_value=1, localize=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, listed in (
            ("verb", _verbs()),
            ("kind", sorted(words.all_of("kind").items(), key=_by_word)),
        ):
            asked = self.data.get(name, "")
            other = [] if not asked or asked in _values(listed) else [(asked, asked)]
            self.fields[name].widget.choices = [("", pgettext("trail", "all")), *listed, *other]

    @property
    def asked(self) -> Filter:
        """What the readable fields ask for."""
        self.is_valid()
        return Filter(**{name: value for name, value in self.cleaned_data.items() if value})


def _verbs() -> list[tuple[str, list[Choice]]]:
    """The known verbs under the word for what they happen to; a group's first choice is all of it."""
    nouns = {kind.rpartition(".")[2]: said for kind, said in words.all_of("kind").items()}
    groups: dict[str, list[Choice]] = {}
    for verb, said in words.all_of("verb").items():
        groups.setdefault(verb.partition(".")[0], []).append((verb, said))
    return [
        (nouns.get(noun, noun), [(f"{noun}.", gettext("all of these")), *choices])
        for noun, choices in groups.items()
    ]


def _values(listed: list[Any]) -> set[str]:
    """The values of a list of choices or of groups of choices."""
    return {
        value
        for name, said in listed
        for value in ([each for each, _said in said] if isinstance(said, list) else [name])
    }


def _by_word(choice: Choice) -> str:
    return choice[1]
