"""The components as template tags, built in to every template; their values are those of ``look.parts``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from barzan.look import parts
from barzan.look.icons import drawings

register = template.Library()
DIRECTED = {
    "arrow-left",
    "chevron-left",
    "send",
    "log-in",
    "log-out",
}  # drawn for right to left, mirrored else


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the set; silent to screen readers unless ``label`` says what it means alone."""
    if label:
        return format_html('<span role="img" aria-label="{}">{}</span>', label, _drawing(name))
    return _drawing(name)


@register.simple_tag
def star(content: str = "", tone: str = "lapis", icon: str = "", size: str = "") -> SafeString:
    """The 8-point star behind a number or a category's icon; ``size="small"`` marks a point of time."""
    return format_html(
        '<span class="star star-{}{}{}" aria-hidden="true">{}</span>',
        tone,
        " star-soft" if icon else "",
        f" star-{size}" if size else "",
        _drawing(icon) if icon else content,
    )


@register.filter
def fa(text: str) -> SafeString:
    """A Persian text kept apart and, on a page in another language, named as Persian."""
    if not text:
        return SafeString("")
    if get_language() == "fa":
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="fa">{}</bdi>', text)


@register.filter
def named(record: Any, field: str = "name") -> SafeString:
    """The name (or ``field``) of a record with a twin in English, in the reader's language if it has one."""
    english = getattr(record, f"{field}_en", "")
    if get_language() != "fa" and english:
        return format_html("<bdi>{}</bdi>", english)
    return fa(getattr(record, field))


@cache
def _drawing(name: str) -> SafeString:
    turns = " mirror" if name in DIRECTED else ""
    inside = mark_safe(drawings()[name])  # noqa: S308 - our own checked-in drawings
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', turns, inside)


@register.simple_tag
def badge(text: str, tone: str = "plain", icon: str = "") -> SafeString:
    """A state in a word with its icon: never colour alone."""
    drawn = _drawing(icon) if icon else ""
    return format_html('<span class="badge badge-{}">{}<span>{}</span></span>', tone, drawn, text)


@register.inclusion_tag("look/parts/chip.html")
def chip(text: str, href: str, current: bool = False, count: object = None) -> dict[str, Any]:
    """A filter link; the chosen one says so to screen readers too."""
    return {"text": text, "href": href, "current": current, "count": count}


@register.inclusion_tag("look/parts/facts.html")
def facts(items: Sequence[parts.Fact]) -> dict[str, Any]:
    """The strip of facts: cost, legal time, actual time, documents."""
    return {"items": items}


@register.inclusion_tag("look/parts/steps.html")
def steps(items: Sequence[parts.Step]) -> dict[str, Any]:
    """A procedure in numbered steps."""
    return {"items": items}


@register.inclusion_tag("look/parts/stepper.html")
def stepper(stages: Sequence[str], running: int) -> dict[str, Any]:
    """Stages in one row; ``running`` is the number (from 1) of the one that is under way."""
    states = ["done"] * (running - 1) + ["now"] + ["ahead"] * (len(stages) - running)
    return {"stages": list(zip(stages, states, strict=True))}


@register.inclusion_tag("look/parts/status.html")
def status_card(status: parts.Status) -> dict[str, Any]:
    """Where a case stands, what comes next, who has it, by when."""
    return {"status": status}


@register.inclusion_tag("look/parts/timeline.html")
def timeline(items: Sequence[parts.Happening]) -> dict[str, Any]:
    """What happened and what lies ahead, newest on top."""
    return {"items": items}


@register.inclusion_tag("look/parts/ruler.html")
def ruler(ruler: parts.Ruler) -> dict[str, Any]:
    """A deadline with its arithmetic."""
    return {"ruler": ruler}


@register.inclusion_tag("look/parts/sources.html")
def sources(items: Sequence[parts.Source]) -> dict[str, Any]:
    """Which of the nine sources speak of an issue, and how loudly."""
    heard = [item.label for item in items if item.level]
    return {"items": items, "heard": len(heard), "names": gettext(", ").join(heard)}


@register.inclusion_tag("look/parts/bars.html")
def bars(rows: Sequence[parts.Bar], note: str = "") -> dict[str, Any]:
    """Bars beside their labels, growing from the side where reading starts; a gap is hatched, never zero."""
    return {"rows": rows, "note": note}


@register.inclusion_tag("look/parts/progress.html")
def progress(value: float, label: str, of: float = 100, note: str = "") -> dict[str, Any]:
    """How far a job is: ``value`` of ``of``, with what is being done."""
    return {
        "value": value,
        "of": of,
        "label": label,
        "note": note,
        "percent": round(100 * value / of) if of else 0,
    }


@register.inclusion_tag("look/parts/tabs.html")
def tabs(items: Sequence[parts.Tab], label: str) -> dict[str, Any]:
    """Links to the pages of one thing; ``label`` names the group."""
    return {"items": items, "label": label}


@register.inclusion_tag("look/parts/tree.html")
def tree(branches: Sequence[parts.Branch], label: str = "", icon: str = "") -> dict[str, Any]:
    """Indented rows with guide lines; what stands under a row folds, without scripts too."""
    return {"branches": branches, "label": label, "icon": icon}


@register.inclusion_tag("look/parts/crumb.html")
def crumb(label: str, url: str = "") -> dict[str, Any]:
    """One item of the path to this page; the last one has no ``url``."""
    return {"label": label, "url": url}


@register.inclusion_tag("look/parts/pager.html", takes_context=True)
def pager(context: RequestContext, page: Page[Any], key: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; the other parameters of the address stay."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(number, _with(context, key, number) if isinstance(number, int) else "") for number in pages]
    return {
        "page": page,
        "links": links,
        "before": _with(context, key, page.number - 1),
        "after": _with(context, key, page.number + 1),
    }


def _with(context: RequestContext, key: str, value: int) -> str:
    query = context["request"].GET.copy()
    query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("look/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field: label, hint, error, input, in that order."""
    grouped = bound.use_fieldset
    return {"field": bound, "grouped": grouped, "choice": bound.widget_type == "checkbox"}


@register.inclusion_tag("look/parts/error_summary.html")
def error_summary(form: Form, focus: bool = True) -> dict[str, Any]:
    """What to put right before the form can be sent, with links to the fields; nothing while all is right."""
    return {"form": form, "focus": focus, "fields": [bound for bound in form if bound.errors]}


@register.simple_block_tag
def alert(content: str, title: str = "", tone: str = "lapis") -> SafeString:
    """A message on the page: ``{% alert "Saved." tone="leaf" %}...{% endalert %}``."""
    marks = {"leaf": "circle-check", "saf": "clock", "anar": "circle-alert"}
    head = format_html("<strong>{}</strong>", title) if title else ""
    return format_html(
        '<div class="alert alert-{}"{}>{}<div>{}<div>{}</div></div></div>',
        tone,
        mark_safe(' role="alert"') if tone == "anar" else "",
        _drawing(marks.get(tone, "info")),
        head,
        content,
    )


@register.inclusion_tag("look/parts/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", icon: str = "inbox") -> dict[str, Any]:
    """Nothing here yet: what would be here, and one thing to do."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("look/parts/loading.html")
def loading(text: str, url: str = "", action: str = "") -> dict[str, Any]:
    """Static bars while something is fetched, with a lighter way to the same."""
    return {"text": text, "url": url, "action": action}


@register.inclusion_tag("look/parts/failure.html")
def failure(
    title: str, text: str, url: str = "", action: str = "", code: str = "", icon: str = "wifi-off"
) -> dict[str, Any]:
    """What happened, what was kept, how to try again, the code to give to whoever helps."""
    return {"title": title, "text": text, "url": url, "action": action, "code": code, "icon": icon}


@register.inclusion_tag("look/parts/theme_switch.html", takes_context=True)
def theme_switch(context: RequestContext) -> dict[str, Any]:
    """Light, dark or as the device says: a form that returns to this page."""
    return {"request": context["request"], "look": context["look"], "csrf_token": context["csrf_token"]}


@register.inclusion_tag("look/parts/search_box.html", takes_context=True)
def search_box(context: RequestContext, id: str, label: str = "", hint: str = "") -> dict[str, Any]:
    """The search of the whole installation, with suggestions while typing.

    ``id`` and ``label`` are unique on the page: the header has a search box too. What was asked stays in it
    on the page of the results; other pages have a ``q`` of their own.
    """
    request = context["request"]
    there = request.resolver_match and request.resolver_match.view_name == "search:results"
    asked = request.GET.get("q", "") if there else ""
    return {"id": id, "label": label, "hint": hint, "asked": asked}
