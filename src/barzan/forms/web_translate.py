"""The texts of a form side by side in two languages: written on a page, or in a workbook that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.forms import describe
from barzan.forms.actions.translating import translate as save_translation
from barzan.forms.contents import LARGEST_WORKBOOK, WORKBOOKS
from barzan.forms.core.exchanging import exported, imported
from barzan.forms.core.facts import languages
from barzan.forms.core.translating import LANGUAGES, Text, texts
from barzan.forms.errors import FormError
from barzan.forms.forms import TranslationFile, language_choices
from barzan.forms.rules import FORM_EDIT, FORM_READ
from barzan.forms.web import download, form_target, page_context
from barzan.forms.web_draft import found_book, seen_of
from barzan.persian.errors import BilingualError

PER_PAGE = 100
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A text and its translation; ``now`` is what the draft says where it was not saved."""

    text: Text
    column: str
    before: str
    after: str
    said: bool
    now: str = ""


@require_http_methods(["GET", "POST"])
@endpoint(FORM_EDIT, target=form_target)
def translate(request: HttpRequest, key: str) -> HttpResponse:
    """Every text in two languages, the missing ones counted; what is written is a new saving of the draft."""
    found, shown, book = found_book(request, key)
    spoken = languages(book)
    source, target = _pair(request, spoken)
    refused = ""
    if request.method == "POST":
        try:
            given = _given(request, target)
            save_translation(request.actor, found, target, given, seen=seen_of(request, shown))
            messages.success(request, _("The translation is saved in the draft."))
            return redirect(_address(request, key, source, target))
        except BilingualError as error:
            refused = error.sentence(describe.language())
    every = texts(book)
    only = "missing" if request.GET.get("only") == "missing" else ""
    lines = [text for text in every if not only or not text.by.get(target)]
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(request, found, "translate") | {
        "page": page,
        "lines": [_line(text, source, target, request) for text in page.object_list],
        "source": (source, describe.language_name(source)),
        "target": (target, describe.language_name(target)),
        "total": len(every),
        "missing": sum(not text.by.get(target) for text in every),
        "only": only,
        "choices": language_choices(spoken),
        "spoken": [(code, describe.language_name(code)) for code in spoken],
        "seen": shown.draft.seen if shown else 0,
        "refused": refused,
        "file_form": TranslationFile(),
    }
    return render(request, "forms/translate.html", context)


def _line(text: Text, source: str, target: str, request: HttpRequest) -> Line:
    written = request.POST.get(f"t-{text.id}")
    return Line(
        text,
        describe.column_name(text.base),
        text.by.get(source, ""),
        text.by.get(target, "") if written is None else written,
        bool(text.by.get(target)),
        text.by.get(target, "") if written is not None else "",
    )


def _given(request: HttpRequest, target: str) -> dict[str, str]:
    """The texts that were written on the page, or in the workbook that was sent."""
    if "file" not in request.POST:
        return {
            name.removeprefix("t-"): text[:LONGEST]
            for name, text in request.POST.items()
            if name.startswith("t-")
        }
    file = request.FILES.get("workbook")
    if file is None:
        raise FormError.no_workbook("")
    return imported(file.read(LARGEST_WORKBOOK + 1), file.name, target)


@require_GET
@endpoint(FORM_READ)
def translation(request: HttpRequest, key: str) -> HttpResponse:
    """The texts of two languages as a workbook for a translator; it can be sent back."""
    found, _shown, book = found_book(request, key)
    source, target = _pair(request, languages(book))
    data = exported(texts(book), source, target)
    return download(data, WORKBOOKS["xlsx"], f"{found.key}-{source}-{target}.xlsx")


def _pair(request: HttpRequest, spoken: list[str]) -> tuple[str, str]:
    """The languages of the two columns: from one that the form speaks into another."""
    source = request.GET.get("from", "")
    source = source if source in spoken else spoken[0] if spoken else "fa"
    target = request.GET.get("to", "")
    if target not in (*spoken, *LANGUAGES) or target == source:
        others = [code for code in (*spoken, *LANGUAGES) if code != source]
        target = others[0]
    return source, target


def _address(request: HttpRequest, key: str, source: str, target: str) -> str:
    """The page that was written on, again."""
    kept = {name: request.GET[name] for name in ("page", "only") if name in request.GET}
    query = urlencode({"from": source, "to": target, **kept})
    return f"{reverse('forms:translate', args=[key])}?{query}"
