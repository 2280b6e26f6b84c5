"""Pages that write: a new model, the table as a form, a file sent in, publishing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.decisions import actions, describe, queries
from barzan.decisions.core.checking import check
from barzan.decisions.core.editing import Row, with_table
from barzan.decisions.core.findings import Finding
from barzan.decisions.core.model import Aggregation, DecisionTable, HitPolicy, Model
from barzan.decisions.core.reading import read
from barzan.decisions.errors import DecisionError
from barzan.decisions.forms import FileForm, NewForm, PublishForm, policy_choices
from barzan.decisions.models import Decision
from barzan.decisions.rules import DECISIONS_EDIT, DECISIONS_PUBLISH
from barzan.decisions.web import found_decision, page_context, text_of
from barzan.persian import latin_digits
from barzan.persian.errors import BilingualError
from barzan.places.forms import attempt

form_page = require_http_methods(["GET", "POST"])
MOST_ROWS = 500
_TEXT = re.compile(r'("(?:[^"\\]|\\.)*")')


def decision_target(key: str) -> Target:
    """Where the model of an address lies."""
    return get_object_or_404(Decision.objects.select_related("unit"), key=key).target


@form_page
@endpoint(DECISIONS_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A new model, from a file or with a first table."""
    form = NewForm(request.actor, *((request.POST, request.FILES) if request.method == "POST" else ()))

    def command() -> None:
        given = {name: form.cleaned_data[name] for name in ("title", "title_en", "unit")}
        actions.create(request.actor, form.cleaned_data["key"], xml=form.xml(), **given)

    if form.is_bound and form.is_valid() and attempt(form, command):
        return redirect("decisions:draft", form.cleaned_data["key"])
    return render(request, "decisions/new.html", {"form": form})


@form_page
@endpoint(DECISIONS_EDIT, target=decision_target)
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """A file takes the place of the draft."""
    found = found_decision(request, key)
    present = queries.draft(request.actor, found)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    seen = _number(request.POST.get("seen", ""), present.seen if present else 0)

    def command() -> None:
        actions.save_draft(request.actor, found, form.cleaned_data["file"], seen=seen)

    if form.is_bound and form.is_valid() and attempt(form, command):
        messages.success(request, _("The file is the draft now; nothing is published yet."))
        return redirect("decisions:draft", key)
    return render(
        request, "decisions/upload.html", {"decision": found, "form": form, "seen": seen, "draft": present}
    )


@require_POST
@endpoint(DECISIONS_EDIT, target=decision_target)
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throws the draft away; without a version there would be nothing left, so then it stays."""
    found = found_decision(request, key)
    if found.current is None:
        messages.error(request, _("Nothing is published yet: change the draft instead of dropping it."))
        return redirect("decisions:draft", key)
    try:
        actions.drop_draft(request.actor, found, seen=_number(request.POST.get("seen", ""), 0))
        messages.success(request, _("The draft is gone; the published version holds."))
    except DecisionError as error:
        messages.error(request, error.sentence(describe.language()))
    return redirect("decisions:decision", key)


@form_page
@endpoint(DECISIONS_PUBLISH, target=decision_target)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publishes the draft, with a reason and one for each warning."""
    found = found_decision(request, key)
    text = text_of(request, found, "draft")
    findings = check(text.model)
    errors = [each for each in findings if each.is_error]
    warnings = [each for each in findings if not each.is_error]
    form = PublishForm(warnings, describe.language(), request.POST or None)
    draft = queries.draft(request.actor, found)
    seen = _number(request.POST.get("seen", ""), draft.seen if draft else 0)

    def command() -> None:
        why, accepted = form.cleaned_data["why"], form.accepted()
        actions.publish(request.actor, found, why=why, accepted=accepted, seen=seen)

    if form.is_bound and not errors and form.is_valid() and attempt(form, command):
        messages.success(request, _("The version is published and holds from now on."))
        return redirect("decisions:decision", key)
    context = page_context(request, text) | {
        "form": form,
        "errors": errors,
        "warnings": warnings,
        "seen": seen,
    }
    return render(request, "decisions/publish.html", context)


# --- the table as a form ---


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of the form: its field's name, label, text and what is wrong with it."""

    name: str
    label: str
    text: str
    findings: tuple[str, ...]
    output: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    place: int
    element: str
    cells: tuple[FormCell, ...]
    notes: tuple[FormCell, ...]
    findings: tuple[str, ...]


@form_page
@endpoint(DECISIONS_EDIT, target=decision_target)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The rules of a table as a form: cells as text, rules added, removed and moved; findings at their cells.

    Buttons that rearrange show the form again and save nothing; ``save`` keeps the draft.
    """
    found = found_decision(request, key)
    text = text_of(request, found, "" if not queries.draft(request.actor, found) else "draft")
    data, model = text.written.data, text.model
    table = _table(model, request.GET.get("table", ""))
    present = queries.draft(request.actor, found)
    seen = _number(request.POST.get("seen", ""), present.seen if present else 0)
    policy, aggregation = table.policy, table.aggregation
    rows = _rows_of(table)
    refused = ""
    if request.method == "POST":
        rows = _rearranged(request.POST, _posted_rows(request.POST, table), _blank(table))
        policy, aggregation = _policy(request.POST, table)
        data = with_table(data, table.element, rows, policy=policy, aggregation=aggregation)
        if "save" in request.POST:
            try:
                actions.save_draft(request.actor, found, data, seen=seen)
                messages.success(request, _("The draft is saved."))
                return redirect(f"{request.path}?table={table.element}")
            except BilingualError as error:
                refused = error.sentence(describe.language())
    shown = read(data)
    findings = check(shown)
    context = page_context(request, text) | {
        "table": table,
        "columns": describe.columns_of(model, table),
        "rows": _form_rows(shown, table, rows, findings),
        "tables": [
            (each.element, owner.title.in_language(describe.language())) for owner, each in model.tables
        ],
        "policies": policy_choices(describe.language()),
        "aggregations": [each.value for each in Aggregation],
        "policy": policy.value,
        "aggregation": aggregation.value,
        "seen": seen,
        "refused": refused,
        "of_table": [
            each.sentence(describe.language())
            for each in findings
            if not each.rules and not _at_cell(each, shown, table)
        ],
        "changed": request.method == "POST",
    }
    return render(request, "decisions/edit.html", context)


def _table(model: Model, element: str) -> DecisionTable:
    """The table of an address, else the first; a model without a table has no such page."""
    tables = [table for _owner, table in model.tables]
    found = next((table for table in tables if table.element == element), tables[0] if tables else None)
    if found is None:
        raise Http404
    return found


def _rows_of(table: DecisionTable) -> list[Row]:
    return [
        Row(
            rule.element,
            tuple(test.text for test in rule.tests),
            tuple(cell.text for cell in rule.outputs),
            (*rule.annotations, *[""] * len(table.annotations))[: len(table.annotations)],
        )
        for rule in table.rules
    ]


def _blank(table: DecisionTable) -> Row:
    """A new rule: it takes anything and decides nothing yet."""
    return Row("", ("-",) * len(table.inputs), ("",) * len(table.outputs), ("",) * len(table.annotations))


def _posted_rows(post: QueryDict, table: DecisionTable) -> list[Row]:
    """The rows of the form in their order; what a cell held before is lost only where it was changed."""
    count = min(_number(post.get("rows", ""), 0), MOST_ROWS)

    def cells(row: int, kind: str, number: int) -> tuple[str, ...]:
        return tuple(_cell(post.get(f"r{row}{kind}{n}", "")) for n in range(number))

    return [
        Row(
            post.get(f"r{row}", "")[:200],
            cells(row, "i", len(table.inputs)),
            cells(row, "o", len(table.outputs)),
            cells(row, "n", len(table.annotations)),
        )
        for row in range(count)
    ]


def _cell(text: str) -> str:
    """What was typed, with Latin digits outside of texts and without hidden signs."""
    pieces = _TEXT.split("".join(sign for sign in text[:2_000] if sign.isprintable() or sign in "\n\t"))
    return "".join(piece if n % 2 else latin_digits(piece) for n, piece in enumerate(pieces))


def _rearranged(post: QueryDict, rows: list[Row], blank: Row) -> list[Row]:
    """The rows after the button that was pressed: ``add``, ``remove-2``, ``up-2``, ``down-2``…"""
    pressed = next((name for name in post if name.partition("-")[0] in ("remove", "up", "down", "copy")), "")
    deed, _dash, place = pressed.partition("-")
    at = _number(place, -1)
    if "add" in post:
        return [*rows, blank]
    if not 0 <= at < len(rows):
        return rows
    row = rows[at]
    rest = rows[:at] + rows[at + 1 :]
    match deed:
        case "remove":
            return rest or rows
        case "copy":
            return [*rows[: at + 1], Row("", row.tests, row.outputs, row.notes), *rows[at + 1 :]]
        case _:
            to = max(at - 1, 0) if deed == "up" else at + 1
            return [*rest[:to], row, *rest[to:]]


def _policy(post: QueryDict, table: DecisionTable) -> tuple[HitPolicy, Aggregation]:
    given, added = post.get("policy", ""), post.get("aggregation", "")
    policy = HitPolicy(given) if given in list(HitPolicy) else table.policy
    aggregation = Aggregation(added) if added in list(Aggregation) else table.aggregation
    return policy, aggregation if policy is HitPolicy.COLLECT else Aggregation.LIST


def _form_rows(
    model: Model, table: DecisionTable, rows: list[Row], findings: tuple[Finding, ...]
) -> list[FormRow]:
    """The rows of the form with the findings of the file that they make."""
    columns = describe.columns_of(model, table)
    made = next(each for _owner, each in model.tables if each.element == table.element)
    found = []
    for place, (row, rule) in enumerate(zip(rows, made.rules, strict=True)):
        ids = [cell.element for cell in (*rule.tests, *rule.outputs)]
        names = [f"r{place}i{n}" for n in range(len(row.tests))] + [
            f"r{place}o{n}" for n in range(len(row.outputs))
        ]
        cells = tuple(
            FormCell(name, column.title, text, describe.at(findings, id), column.output)
            for name, column, text, id in zip(names, columns, (*row.tests, *row.outputs), ids, strict=True)
        )
        notes = tuple(
            FormCell(f"r{place}n{n}", table.annotations[n] or _("Note"), text, (), output=False)
            for n, text in enumerate(row.notes)
        )
        said = tuple(
            each.sentence(describe.language())
            for each in findings
            if rule.number in each.rules and each.element not in ids
        )
        found.append(FormRow(place, row.element, cells, notes, said))
    return found


def _at_cell(finding: Finding, model: Model, table: DecisionTable) -> bool:
    made = next(each for _owner, each in model.tables if each.element == table.element)
    return any(
        finding.element == cell.element for rule in made.rules for cell in (*rule.tests, *rule.outputs)
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
