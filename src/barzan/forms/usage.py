"""Who uses a form: rooms above (registers, surveys, services) register at start what rests on forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from barzan.access import Actor
from barzan.forms.models import Form


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that uses a form: what it is called (in the reader's language), and its page's address."""

    what: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """The users of forms that one room knows.

    ``uses(actor, form)`` lists those that the actor may see, in at most one question; ``counts(forms)`` says
    how many each form (by id) has, in one question: a form that is used is not retired unasked.
    """

    name: str
    uses: Callable[[Actor, Form], Iterable[Use]]
    counts: Callable[[Collection[int]], dict[int, int]]


_providers: dict[str, Provider] = {}


def provide(provider: Provider) -> None:
    """Registers ``provider`` (called once, at start); the last of a name counts."""
    _providers[provider.name] = provider


def uses(actor: Actor, form: Form) -> list[Use]:
    """Everything that uses ``form`` and that the actor may see."""
    return [use for provider in _providers.values() for use in provider.uses(actor, form)]


def counts(forms: Collection[int]) -> dict[int, int]:
    """By form id: how many things use it; absent is none."""
    total: dict[int, int] = {}
    for provider in _providers.values() if forms else ():
        for form, number in provider.counts(forms).items():
            total[form] = total.get(form, 0) + number
    return total
