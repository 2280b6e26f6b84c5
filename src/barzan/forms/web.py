"""Pages that read: the library, one form, what it asks, its versions, their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.forms import describe, queries, usage
from barzan.forms.core.asking import items
from barzan.forms.filters import ORDERS, Filters, counted, narrowed
from barzan.forms.kinds import FormKind, State
from barzan.forms.models import DraftSaving, Form, FormFile, FormVersion
from barzan.forms.previews import Previewer, previewer
from barzan.forms.rules import FORM_EDIT, FORM_PUBLISH, FORM_READ
from barzan.forms.runnable import drafted, loaded
from barzan.forms.tabs import tabs as tabs_of_others
from barzan.forms.written import rows_of
from barzan.look.parts import Tab
from barzan.xforms import Form as XForm
from barzan.xforms import read
from barzan.xlsform import differences

PER_PAGE = 25
DEVICES = ("phone", "desktop", "paper")
XFORM = "application/xml"


def form_target(key: str) -> Target:
    """Where the form of an address lies."""
    return get_object_or_404(Form.objects.select_related("unit"), key=key).target


@require_GET
@endpoint(FORM_READ)
def form_list(request: HttpRequest) -> HttpResponse:
    """The library: searched, filtered, sorted, page by page."""
    actor, filters = request.actor, Filters.of(request.GET)
    everything = queries.forms(actor)
    found = narrowed(everything, filters)
    page = Paginator(found.prefetch_related("tags"), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    uses = usage.counts([form.pk for form in rows])
    context = {
        "page": page,
        "rows": [(form, uses.get(form.pk, 0), *describe.state_tone(form.state)) for form in rows],
        "filters": filters,
        "kinds": _chips(filters, "kind", FormKind.choices, counted(everything, "kind")),
        "states": _chips(filters, "state", State.choices, counted(everything, "state")),
        "units": list(everything.order_by("unit__name").values_list("unit__code", "unit__name").distinct()),
        "tags": queries.tags_of_forms(actor),
        "orders": _orders(filters),
        "may_edit": FORM_EDIT.admits(actor),
    }
    return render(request, "forms/list.html", context)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter link."""

    text: str
    href: str
    current: bool
    count: str | None = None


def _chips(filters: Filters, name: str, choices: Any, counts: dict[str, int]) -> list[Chip]:
    now = getattr(filters, name)
    every = Chip(pgettext("filter", "All"), filters.link(**{name: ""}), not now)
    return [every] + [
        Chip(str(label), filters.link(**{name: value}), value == now, describe.digits(counts.get(value, 0)))
        for value, label in choices
        if counts.get(value) or value == now
    ]


def _orders(filters: Filters) -> list[tuple[str, str, bool]]:
    words = {
        "title": pgettext("order", "By title"),
        "-changed": pgettext("order", "Changed last"),
        "-published": pgettext("order", "Published last"),
        "key": pgettext("order", "By key"),
    }
    return [(order, words[order], order == filters.order) for order in ORDERS]


@require_GET
@endpoint(FORM_READ)
def form(request: HttpRequest, key: str) -> HttpResponse:
    """One form: where it stands, what it asks for, who uses it, what can be done."""
    found = found_form(request, key)
    shown = queries.draft(request.actor, found)
    source: DraftSaving | FormVersion | None = found.current or shown
    context = page_context(request, found, "form") | {
        "draft": shown,
        "source": source,
        "facts": source.facts if source else {},
        "types": _types(source.facts) if source else [],
        "languages": describe.languages_of(source.facts.get("languages", ())) if source else "",
        "uses": usage.uses(request.actor, found),
        "tags": found.tags.all(),
    }
    return render(request, "forms/form.html", context)


def _types(facts: dict[str, Any]) -> list[tuple[str, int]]:
    """How many questions of each type, the most first."""
    found: dict[str, int] = {}
    for kind, number in facts.get("types", {}).items():
        name = describe.type_name(kind)
        found[name] = found.get(name, 0) + number
    return sorted(found.items(), key=lambda pair: -pair[1])


# --- what it asks ---


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a form: a version, or what the draft says (``version`` is None)."""

    form: Form
    source: DraftSaving | FormVersion

    @property
    def version(self) -> FormVersion | None:
        return self.source if isinstance(self.source, FormVersion) else None

    @property
    def of(self) -> str:
        """How an address names it."""
        return f"{self.version.number}" if self.version else "draft"

    def media(self) -> dict[str, str]:
        """The addresses of its files by name."""
        if isinstance(self.source, DraftSaving):
            names = list(self.source.files)
        else:
            names = [file.name for file in self.source.files.all()]
        return {name: reverse("forms:file", args=[self.form.key, self.of, name]) for name in names}


@require_GET
@endpoint(FORM_READ)
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """How it looks on a phone, on a desktop and on paper; and all that it asks, with its logic."""
    found = found_form(request, key)
    text = text_of(request, found, request.GET.get("of", ""))
    spoken = text.source.facts.get("languages", []) or ["fa"]
    wanted = [request.GET.get("lang", ""), describe.language()[:2], spoken[0]]
    lang = next(each for each in wanted if each in spoken)
    drawn = previewer()
    device = request.GET.get("as", "")
    device = device if device in DEVICES and drawn else "outline"
    context = page_context(request, found, "preview") | {
        "text": text,
        "device": device,
        "devices": _device_chips(text.of, lang, device) if drawn else [],
        "languages": [
            Chip(describe.language_name(code), _look(text.of, code, device), code == lang) for code in spoken
        ],
        "drawn": drawn,
        "paper": drawn.paper(found, text.of) if drawn and drawn.paper else "",
        "rows": describe.outline(items(rows_of(text.source)), lang) if device == "outline" else [],
    }
    if drawn and device in ("phone", "desktop"):
        context |= _drawn(drawn, text, lang)
    return render(request, "forms/preview.html", context)


def _device_chips(of: str, lang: str, device: str) -> list[Chip]:
    """The ways to look at a form."""
    words = {
        "outline": pgettext("preview", "Outline"),
        "phone": pgettext("preview", "Phone"),
        "desktop": pgettext("preview", "Desktop"),
        "paper": pgettext("preview", "Paper"),
    }
    return [Chip(word, _look(of, lang, name), name == device) for name, word in words.items()]


def _look(of: str, lang: str, device: str) -> str:
    return "?" + urlencode({"of": of, "lang": lang, "as": device})


def _drawn(drawn: Previewer, text: Text, lang: str) -> dict[str, Any]:
    made = loaded(text.version) if text.version else drafted(text.source)  # type: ignore[arg-type]
    return dict(drawn.context(made, lang, text.media()))


# --- versions ---


@require_GET
@endpoint(FORM_READ)
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The published versions with what each changed; any two can be compared."""
    found = found_form(request, key)
    page = Paginator(queries.versions(request.actor, found), 20).get_page(request.GET.get("page"))
    context = page_context(request, found, "versions") | {
        "page": page,
        "rows": [(row, describe.changes(row.differences)) for row in page.object_list],
    }
    return render(request, "forms/versions.html", context)


@require_GET
@endpoint(FORM_READ)
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One version: what it changed, its files, its hash."""
    found = found_form(request, key)
    shown = found_version(request, found, number)
    context = page_context(request, found, "versions") | {
        "version": shown,
        "changes": (groups := describe.changes(shown.differences)),
        "breaks": any(group.breaks for group in groups),
        "facts": shown.facts,
        "files": shown.files.all(),
    }
    return render(request, "forms/version.html", context)


@require_GET
@endpoint(FORM_READ)
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """What lies between two versions, or a version and the draft, for the analysis of their answers."""
    found = found_form(request, key)
    known = list(queries.versions(request.actor, found).values_list("number", flat=True)[:200])
    first, second = request.GET.get("from", ""), request.GET.get("to", "")
    groups = None
    if first and second:
        old, new = text_of(request, found, first), text_of(request, found, second)
        told = differences(_read(old), _read(new))
        groups = describe.changes(told.as_value())
    context = page_context(request, found, "versions") | {
        "breaks": any(group.breaks for group in groups or ()),
        "numbers": known,
        "has_draft": queries.draft(request.actor, found) is not None,
        "first": first or (str(known[1]) if len(known) > 1 else ""),
        "second": second or (str(known[0]) if known else ""),
        "changes": groups,
    }
    return render(request, "forms/compare.html", context)


def _read(text: Text) -> XForm:
    return loaded(text.version).form if text.version else read(text.source.xml)


# --- files ---


@require_GET
@endpoint(FORM_READ)
def workbook(request: HttpRequest, key: str) -> HttpResponse:
    """The workbook of a version (``?of=2``), of the draft (``?of=draft``) or of what holds now."""
    text = text_of(request, found_form(request, key), request.GET.get("of", ""))
    content, name = text.source.workbook, text.source.workbook_name
    extension = name.rpartition(".")[2].lower()
    return download(bytes(content.data), content.media_type, f"{key}-{text.of}.{extension}")


@require_GET
@endpoint(FORM_READ)
def xform(request: HttpRequest, key: str) -> HttpResponse:
    """The XForm of a version, of the draft or of what holds now."""
    text = text_of(request, found_form(request, key), request.GET.get("of", ""))
    return download(text.source.xml.encode(), XFORM, f"{key}-{text.of}.xml")


@require_GET
@endpoint(FORM_READ)
def file(request: HttpRequest, key: str, of: str, name: str) -> HttpResponse:
    """A picture, sound or list of a version or of the draft."""
    text = text_of(request, found_form(request, key), of)
    if text.version:
        found: FormFile | None = queries.file(text.version, name)
        content = found.content if found else None
    else:
        content = queries.draft_file(request.actor, text.source, name)  # type: ignore[arg-type]
    if content is None:
        raise Http404
    seen = content.media_type.startswith(("image/", "audio/", "video/"))
    return download(bytes(content.data), content.media_type, name, inline=seen)


def download(data: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file that the browser keeps, or shows where it is a picture, sound or film."""
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# --- what the pages share ---


def found_form(request: HttpRequest, key: str) -> Form:
    """The form of an address, or the page that says there is none."""
    found = queries.form(request.actor, key)
    if found is None:
        raise Http404
    return found


def found_version(request: HttpRequest, shown: Form, number: int) -> FormVersion:
    """A version of an address, or the page that says there is none."""
    found = queries.version(request.actor, shown, number)
    if found is None:
        raise Http404
    return found


def text_of(request: HttpRequest, shown: Form, of: str) -> Text:
    """The text that ``of`` names: ``draft``, a number, or nothing for what holds now."""
    if of.isascii() and of.isdigit() and len(of) < 9:
        return Text(shown, found_version(request, shown, int(of)))
    if of not in ("", "draft"):
        raise Http404
    source = None if of == "draft" else shown.current
    source = source or queries.draft(request.actor, shown)
    if source is None:
        raise Http404
    return Text(shown, source)


def page_context(request: HttpRequest, shown: Form, tab: str) -> dict[str, Any]:
    """What all pages of one form know."""
    tone, icon = describe.state_tone(shown.state)
    return {
        "shown": shown,
        "tabs": _tabs(request, shown, tab),
        "tone": tone,
        "state_icon": icon,
        "english": describe.language().startswith("en"),
        "may_edit": FORM_EDIT.permits(request.actor, shown.target),
        "may_publish": FORM_PUBLISH.permits(request.actor, shown.target),
    }


def _tabs(request: HttpRequest, shown: Form, tab: str) -> list[Tab]:
    """The pages of a form, and those that other rooms have for it."""
    has_draft = getattr(shown, "draft", None) is not None
    has_text = has_draft or shown.current_id is not None
    words = [
        ("form", pgettext("form", "At a glance"), True),
        ("preview", _("Preview"), has_text),
        ("draft", pgettext("form", "Draft"), has_draft),
        ("versions", _("Versions"), shown.current_id is not None),
        ("translate", pgettext("form", "Translation"), has_text),
        ("collect", pgettext("form", "Questions and bank"), has_text),
        ("settings", _("Settings"), FORM_EDIT.permits(request.actor, shown.target)),
    ]
    own = [
        Tab(label, reverse(f"forms:{name}", args=[shown.key]), current=name == tab)
        for name, label, there in words
        if there
    ]
    return [*own, *tabs_of_others(request.actor, shown)]
