"""The steps of a reorganisation in words, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import get_language, gettext, ngettext

from barzan.people import followers
from barzan.people import reorganising as plans
from barzan.people.models import UnitKind
from barzan.persian.templatetags.persian import fa_digits

Names = Mapping[str, tuple[str, str]]


def step_sentence(step: plans.Step, names: Names) -> str:
    """What a step does; ``names`` are the units' names (Persian, English) by code."""
    called = caller(names)
    return _SENTENCES[type(step)](step, called)


def caller(names: Names) -> Callable[[str], str]:
    """What a unit is called in the reader's language; its code where it is not known."""
    english = (get_language() or "fa").startswith("en")

    def called(code: str) -> str:
        name, name_en = names.get(code, (code, ""))
        return (name_en if english else "") or name

    return called


def names_of(chart: plans.Chart, steps: Iterable[plans.Step], known: Names) -> dict[str, tuple[str, str]]:
    """The names of all units that a plan speaks of: of the chart, of those it makes, of those long closed."""
    made = {new.code: (new.name, new.name_en) for step in steps if (new := plans.new_unit(step))}
    return {**known, **made, **{code: (node.name, node.name_en) for code, node in chart.items()}}


def consequences(chart: plans.Chart, outcome: plans.Outcome) -> list[str]:
    """What goes along: posts, holders, records of other rooms, units under the ended ones."""
    moved = [chart[old] for old in outcome.moved if old in chart]
    below = sum(1 for node in chart.values() if node.parent in outcome.ended and node.code in outcome.chart)
    holders = {post: held for node in chart.values() for post, held in node.posts.items()}
    held = sum(holders.get(post, 0) for post in outcome.posts)
    following: Counter[str] = Counter()
    for node in moved:
        following.update(node.following)
    found = []
    if posts := len(outcome.posts):
        found.append(
            ngettext(
                "%(posts)s post goes to another unit, with %(held)s of its holders.",
                "%(posts)s posts go to another unit, with %(held)s of their holders.",
                posts,
            )
            % {"posts": fa_digits(posts), "held": fa_digits(held)}
        )
    if below:
        found.append(
            ngettext(
                "%(number)s unit under them goes on under the successor.",
                "%(number)s units under them go on under the successor.",
                below,
            )
            % {"number": fa_digits(below)}
        )
    found += [
        gettext("%(number)s %(records)s follow; their codes and addresses stay.")
        % {"number": fa_digits(number), "records": followers.label(name)}
        for name, number in sorted(following.items())
        if number
    ]
    return found


def _rename(step: plans.Rename, called: Callable[[str], str]) -> str:
    kind = UnitKind(step.kind).label if step.kind in UnitKind.values else step.kind
    return gettext("“%(unit)s” will be called “%(name)s” (%(kind)s).") % {
        "unit": called(step.unit),
        "name": step.name,
        "kind": kind,
    }


def _move(step: plans.Move, called: Callable[[str], str]) -> str:
    if not step.parent:
        return gettext("“%(unit)s” will stand at the top.") % {"unit": called(step.unit)}
    named = {"unit": called(step.unit), "parent": called(step.parent)}
    return gettext("“%(unit)s”, with all under it, will stand under “%(parent)s”.") % named


def _merge(step: plans.Merge, called: Callable[[str], str]) -> str:
    units = gettext("” and “").join(map(called, step.units))
    named = {"units": units, "into": called(step.into)}
    if step.new:
        return gettext("“%(units)s” are merged into the new unit “%(into)s” and end.") % named
    return (
        ngettext(
            "“%(units)s” is merged into “%(into)s” and ends.",
            "“%(units)s” are merged into “%(into)s” and end.",
            len(step.units),
        )
        % named
    )


def _split(step: plans.Split, called: Callable[[str], str]) -> str:
    named = {"new": step.new.name, "unit": called(step.unit), "posts": fa_digits(len(step.posts))}
    if not step.posts:
        return gettext("The new unit “%(new)s” is split off “%(unit)s”.") % named
    return gettext("The new unit “%(new)s” is split off “%(unit)s” with %(posts)s of its posts.") % named


def _close(step: plans.Close, called: Callable[[str], str]) -> str:
    if not step.to:
        return gettext("“%(unit)s” is closed.") % {"unit": called(step.unit)}
    named = {"unit": called(step.unit), "to": called(step.to)}
    return gettext("“%(unit)s” is closed; “%(to)s” goes on with its work.") % named


_SENTENCES: dict[type, Callable[..., str]] = {
    plans.Rename: _rename,
    plans.Move: _move,
    plans.Merge: _merge,
    plans.Split: _split,
    plans.Close: _close,
}
