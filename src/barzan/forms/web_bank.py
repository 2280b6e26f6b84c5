"""Pages of the question bank: what it holds, one question; out of a form into it, and into a form."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.forms import describe, queries
from barzan.forms.actions import bank
from barzan.forms.core.asking import Item, asked, said, wording
from barzan.forms.describe import ItemView
from barzan.forms.forms import TagsForm, WhyForm
from barzan.forms.models import DraftSaving, Form, Question
from barzan.forms.rules import FORM_EDIT, FORM_READ
from barzan.forms.web import Chip, form_target, page_context
from barzan.forms.web_draft import found_book, seen_of
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt

PER_PAGE = 25
MOST_OFFERED = 60
form_page = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of the bank in the reader's words."""

    question: Question
    label: str
    hint: str
    type: str
    choices: tuple[str, ...]
    tags: tuple[str, ...]
    languages: str
    uses: int


def question_target(key: str) -> Target:
    """Where the question of an address lies."""
    return get_object_or_404(Question.objects.select_related("unit"), key=key).target


@require_GET
@endpoint(FORM_READ)
def questions(request: HttpRequest) -> HttpResponse:
    """The bank: searched by words and by tag."""
    words, tag = request.GET.get("q", "")[:100], request.GET.get("tag", "")[:60]
    page = Paginator(queries.questions(request.actor, words, tag), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _views(request, list(page.object_list)),
        "words": words,
        "tag": tag,
        "tags": _tag_chips(request, words, tag),
    }
    return render(request, "forms/questions.html", context)


def _tag_chips(request: HttpRequest, words: str, tag: str) -> list[Chip]:
    """The tags that most questions have; none where there are no tags."""
    found = [
        Chip(name, "?" + urlencode({"q": words, "tag": name}), name == tag, describe.digits(number))
        for name, number in queries.tags_of_questions(request.actor)[:30]
    ]
    every = Chip(pgettext("filter", "All"), "?" + urlencode({"q": words}), not tag)
    return [every, *found] if found else []


@require_GET
@endpoint(FORM_READ)
def question(request: HttpRequest, key: str) -> HttpResponse:
    """One question: its words in every language, its choices, who asks it, its tags."""
    found = queries.question(request.actor, key)
    if found is None:
        raise Http404
    may_edit = FORM_EDIT.permits(request.actor, found.target)
    (view,) = _views(request, [found])
    context = {
        "view": view,
        "question": found,
        "words": _words(found),
        "asked": queries.asked_by(request.actor, found.wording)[:200],
        "may_edit": may_edit,
        "tags_form": TagsForm(initial={"tags": "، ".join(view.tags)}),
        "why_form": WhyForm(),
    }
    return render(request, "forms/question.html", context)


def _words(found: Question) -> list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """By language: its texts by column, and its choices."""
    codes = dict.fromkeys(code for by in found.words.values() for code in by)
    return [
        (
            describe.language_name(code),
            [(describe.column_name(base), by[code]) for base, by in found.words.items() if code in by],
            [(each["name"], each["labels"].get(code, "")) for each in found.choices],
        )
        for code in codes
    ]


@require_POST
@endpoint(FORM_EDIT, target=question_target)
def tags(request: HttpRequest, key: str) -> HttpResponse:
    """Sets the tags of a question."""
    found = get_object_or_404(Question.objects.select_related("unit"), key=key)
    form = TagsForm(request.POST)
    if form.is_valid():
        bank.tag(request.actor, found, form.names())
        messages.success(request, _("The tags are saved."))
    return redirect("forms:question", key)


@require_POST
@endpoint(FORM_EDIT, target=question_target)
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Offers a question no more."""
    found = get_object_or_404(Question.objects.select_related("unit"), key=key)
    form = WhyForm(request.POST)

    def command() -> None:
        bank.retire(request.actor, found, why=form.cleaned_data["why"])

    if form.is_valid() and attempt(form, command):
        messages.success(request, _("The question is offered no more; forms that ask it keep it."))
        return redirect("forms:questions")
    messages.error(request, _("Give the reason in a sentence, so that others know why."))
    return redirect("forms:question", key)


def _views(request: HttpRequest, rows: list[Question]) -> list[QuestionView]:
    lang = describe.language()[:2]
    uses = queries.uses_of(request.actor, [row.wording for row in rows])
    return [
        QuestionView(
            question=row,
            label=said(row.words.get("label", {}), lang) or row.key,
            hint=said(row.words.get("hint", {}), lang),
            type=describe.type_name(row.type),
            choices=tuple(said(each["labels"], lang) or each["name"] for each in row.choices),
            tags=tuple(tag.name for tag in row.tags.all()),
            languages=describe.languages_of(row.words.get("label", {})),
            uses=uses.get(row.wording, 0),
        )
        for row in rows
    ]


@form_page
@endpoint(FORM_EDIT, target=form_target)
def collect(request: HttpRequest, key: str) -> HttpResponse:
    """The questions of a form: those that the bank has in the same words, and taking others into it."""
    found, _shown, items = _asked(request, key)
    refused, form = "", TagsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = bank.collect(request.actor, found, request.POST.getlist("question"), form.names())
            told = ngettext("%(n)s question is in the bank.", "%(n)s questions are in the bank.", len(kept))
            messages.success(request, told % {"n": describe.digits(len(kept))})
            return redirect("forms:collect", key)
        except BilingualError as error:
            refused = error.sentence(describe.language())
    present = queries.banked(request.actor, [wording(item) for item in items])
    context = page_context(request, found, "collect") | {
        "rows": [(view, present.get(wording(view.item))) for view in describe.outline(items)],
        "form": form,
        "refused": refused,
        "number": len(present),
    }
    return render(request, "forms/collect.html", context)


@form_page
@endpoint(FORM_EDIT, target=form_target)
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Questions of the bank are put into the draft, behind a question of the form, in the same words."""
    found, shown, items = _asked(request, key)
    refused = ""
    if request.method == "POST":
        chosen = request.POST.getlist("question")[:MOST_OFFERED]
        wanted = list(queries.questions(request.actor).filter(key__in=chosen))
        try:
            after = request.POST.get("after", "")
            bank.put_into(request.actor, found, wanted, after=after, seen=seen_of(request, shown))
            messages.success(request, _("The questions are in the draft."))
            return redirect("forms:draft", key)
        except BilingualError as error:
            refused = error.sentence(describe.language())
    words, tag = request.GET.get("q", "")[:100], request.GET.get("tag", "")[:60]
    offered = list(queries.questions(request.actor, words, tag)[:MOST_OFFERED])
    present = {wording(item) for item in items}
    context = page_context(request, found, "collect") | {
        "rows": [(view, view.question.wording in present) for view in _views(request, offered)],
        "after": _places(items),
        "words": words,
        "tag": tag,
        "tags": [name for name, _number in queries.tags_of_questions(request.actor)[:60]],
        "seen": shown.draft.seen if shown else 0,
        "refused": refused,
    }
    return render(request, "forms/ask.html", context)


def _places(items: list[Item]) -> list[tuple[str, str]]:
    """Behind which question others may be put."""
    views: list[ItemView] = describe.outline(items)
    return [(view.item.path, view.label) for view in views]


def _asked(request: HttpRequest, key: str) -> tuple[Form, DraftSaving | None, list[Item]]:
    """A form, its draft, and what they ask."""
    found, shown, book = found_book(request, key)
    return found, shown, asked(book)
