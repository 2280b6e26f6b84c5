"""What the templates of the pages need: the context, what changed, the links of the error summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from barzan.access import Actor
from barzan.filling import hand, parts
from barzan.filling.core import paging
from barzan.filling.core.told import Answered, answered
from barzan.filling.flow import REVIEW, Flow
from barzan.forms import queries as forms
from barzan.forms.models import Form
from barzan.forms.rules import FORM_READ
from barzan.persian.templatetags.persian import fa_digits
from barzan.xforms import Form as XForm


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the error summary with the address of its question."""

    href: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form in the list of its pages."""

    at: str
    title: str
    number: int
    state: str


@dataclass(frozen=True, slots=True)
class Part:
    """The answers of a page in runs, each under the title of its row, and what was left out."""

    at: str
    title: str
    runs: Sequence[tuple[str, Sequence[Answered]]]
    left: Sequence[Answered]


def context(request: HttpRequest, form: Form, flow: Flow) -> dict[str, Any]:
    """All that a page of questions shows, but what is kept of it."""
    number = flow.page.number if flow.page else len(flow.pages) + 1
    return {
        "form": form,
        "flow": flow,
        "fields": flow.shown,
        "page": flow.page,
        "reviews": flow.reviews,
        "parts_told": told(flow) if flow.reviews else (),
        "language": flow.language,
        "code_of_language": parts.code(flow.language),
        "direction": parts.direction_of(flow.language),
        "languages": languages(flow.form, flow.language),
        "styles": styles(flow.style),
        "steps": _steps(flow, number),
        "number": number,
        "total": len(flow.pages) + 1,
        "tried": flow.tried,
        "everything": flow.wanted.everything,
        "map_files": hand.map_files(form.key, flow.loaded),
        "saved": "saved" in request.GET,
    }


def _steps(flow: Flow, number: int) -> list[Step]:
    if flow.style != paging.SECTIONS:
        return []
    broken = {page.at for page in flow.pages for each in flow.wrong if paging.within(page, each.place)}
    steps = []
    for page in flow.pages:
        state = "now" if page.number == number else "done" if page.number < number else ""
        if page.at in broken and page.number < number:
            state = "wrong"
        steps.append(Step(page.at, page.title or gettext("Questions"), page.number, state))
    state = "now" if flow.reviews else ""
    return [*steps, Step(REVIEW, gettext("Look over and send"), len(flow.pages) + 1, state)]


def languages(form: XForm, chosen: str) -> list[tuple[str, str, bool]]:
    """The languages of a form as buttons: name, what it is called, whether it is the chosen one."""
    if len(form.languages) < 2:
        return []
    return [(name, name.partition("(")[0].strip() or name, name == chosen) for name in form.languages]


def styles(chosen: str) -> list[tuple[str, str, bool]]:
    """The ways through a form."""
    names = {
        paging.ALL: gettext("All on one page"),
        paging.SECTIONS: gettext("Part by part"),
        paging.ONE: gettext("One question at a time"),
    }
    return [(style, name, style == chosen) for style, name in names.items()]


def told(flow: Flow) -> list[Part]:
    """The answers of each page, to look over."""
    return [
        Part(page.at, page.title or gettext("Questions"), *answered(paging.fields_of(flow.fields, page)))
        for page in flow.pages
    ]


def links(flow: Flow, wrong: Sequence[parts.Wrong]) -> list[Link]:
    """Where each thing to put right is asked: on this page, or on another one."""
    made = []
    for each in wrong:
        at = flow.page_holding(each.place) if flow.pages else ""
        here = not flow.pages or (flow.page is not None and flow.page.at == at)
        query = {"language": flow.wanted.language, "style": flow.wanted.style, "at": at, "tried": "1"}
        there = f"?{urlencode({key: text for key, text in query.items() if text})}"
        made.append(Link(f"{'' if here else there}#{each.id}", each.label, each.message))
    return made


def changes(request: HttpRequest, flow: Flow, marks: Mapping[str, str], *, saved: bool) -> HttpResponse:
    """The parts of the page that are otherwise by now, for the script to put in."""
    number = flow.page.number if flow.page else len(flow.pages) + 1
    now = timezone.localtime().strftime("%H:%M")
    said = (
        gettext("Saved at %(time)s") % {"time": fa_digits(now)} if saved else gettext("Nothing is kept here")
    )
    shown = {
        "fields": flow.changed(marks),
        "said": said,
        "focus": flow.focus_id,
        "flow": flow,
        "number": number,
        "total": len(flow.pages) + 1,
        "language": flow.language,
        "everything": flow.wanted.everything,
    }
    return render(request, "filling/changes.html", shown)


def too_often(request: HttpRequest) -> HttpResponse:
    """One address asked for more than a person can want."""
    return render(request, "filling/too_often.html", status=429)


def may_see(actor: Actor, form: Form) -> bool:
    """Whether the questions of a form may be read: by whoever may fill it in, and by staff."""
    return forms.may_fill(actor, form) or FORM_READ.admits(actor)
