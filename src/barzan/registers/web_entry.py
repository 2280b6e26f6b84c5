"""Pages of one entry: open it, look at it, change it, pass it on, undo, relate it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from barzan.access.endpoints import endpoint
from barzan.documents.models import Version as FileVersion
from barzan.documents.storage import path_of
from barzan.persian.errors import BilingualError
from barzan.places.forms import ReasonForm, attempt
from barzan.registers import actions, describe, panels, queries, timeline
from barzan.registers.asking import Sheet, beginning, going_on, sheet
from barzan.registers.core import Transition
from barzan.registers.core.merging import merged, sides
from barzan.registers.entering import PassForm, RelationForm, Side, UnitForm
from barzan.registers.errors import Conflict, EntryError, EntryRefused
from barzan.registers.facts import personal_of
from barzan.registers.formed import Answers, fields_of, joined, parted, rows_of
from barzan.registers.forms import WhyForm
from barzan.registers.models import Entry
from barzan.registers.permitted import missing
from barzan.registers.rules import ENTRY_EDIT, ENTRY_PASS, ENTRY_READ
from barzan.registers.targets import entry_target, ref_target
from barzan.registers.web import found_register, number_of
from barzan.xforms import Filling

form_page = require_http_methods(["GET", "POST"])


@form_page
@endpoint(ENTRY_EDIT)
def open_(request: HttpRequest, key: str) -> HttpResponse:
    """A new entry: unit and the questions of the form."""
    register = found_register(request, key)
    if not queries.takes_entries(register):
        raise Http404
    unit = UnitForm(request.actor, register, request.POST or None)
    version = register.current.form_version
    keeper = unit.cleaned_data["unit"] if unit.is_bound and unit.is_valid() else register.unit
    asked = sheet(request, version, beginning(version), keeper)
    if asked.whole and unit.is_valid():
        made: list[Entry] = []
        new = actions.NewEntry(asked.filling.value(), unit.cleaned_data["unit"], files=asked.files)
        if attempt(unit, lambda: made.append(actions.open_entry(request.actor, register, new))):
            number = describe.digits(made[0].number)
            messages.success(request, _("Opened under the number %(number)s.") % {"number": number})
            return redirect("registers:entry", key, made[0].pk)
    context = {"register": register, "unit": unit, **asked.context()}
    return render(request, "registers/open.html", context)


@require_GET
@endpoint(ENTRY_READ, target=entry_target)
def entry(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One entry: where it stands, what can be done, what it says, what happened."""
    shown = found_entry(request, key, pk)
    life, fields = shown.version.life, fields_of(shown.version.form_version)
    answers: Answers = shown.current.answers
    sees = queries.sees_personal(request.actor, shown)
    personal = sees and "personal" in request.GET
    passages = queries.passages(request.actor, shown)
    ways = queries.transitions(request.actor, shown)
    rows, files = rows_of(shown.version.form_version), timeline.files(request.actor, shown, fields)
    if personal:
        answers = joined(answers, queries.personal(request.actor, shown))
    before = number_of(request.GET.get("before"))
    relations, older = timeline.relations(request.actor, shown, before)
    context = {
        "entry": shown,
        "register": shown.register,
        "life": life,
        "pill": describe.pill(life, shown.state),
        "said": describe.answers(fields, answers, personal=personal, rows=rows, files=files),
        "has_personal": sees and any(field.personal for field in fields.values()),
        "personal": personal,
        "ways": ways,
        "first": describe.first(life, ways),
        "undoable": queries.undoable(request.actor, shown, passages),
        "relations": relations,
        "older": older,
        "before": before,
        "may_relate": bool(life.relations) and ENTRY_EDIT.permits(request.actor, shown.target),
        "may_edit": ENTRY_EDIT.permits(request.actor, shown.target) and not shown.hidden,
        "happened": timeline.timeline(request.actor, shown, passages),
        "validity": timeline.validity(shown),
        "behind": shown.version_id != shown.register.current_id,
        "panels": panels.panels(request.actor, shown),
    }
    return render(request, "registers/entry.html", context)


@require_GET
@endpoint(ENTRY_READ, target=ref_target)
def ref(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry by its id alone, for links that do not know its register."""
    found = queries.entry(request.actor, pk)
    if found is None:
        raise Http404
    return redirect("registers:entry", found.register.key, pk)


@form_page
@endpoint(ENTRY_EDIT, target=entry_target)
def change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Other answers; where somebody changed it meanwhile, both stand side by side."""
    shown = found_entry(request, key, pk)
    version, base = shown.version.form_version, _base(request, shown)
    files = queries.files(request.actor, shown)
    asked = sheet(request, version, _answers(request, shown), shown.unit, files)
    conflict: list[Side] = []
    reason = ReasonForm(request.POST or None)
    if asked.whole and reason.is_valid():
        try:
            if _try(reason, lambda: _changed(request, shown, asked, base, reason.cleaned_data["why"])):
                messages.success(request, _("Saved."))
                return redirect("registers:entry", key, pk)
        except Conflict as found:
            conflict, asked.filling = _conflict(shown, found, asked.filling)
            base = found.current.number
    context = {
        "entry": shown,
        "register": shown.register,
        "base": base,
        "reason": reason,
        "conflict": conflict,
        **asked.context(),
    }
    return render(request, "registers/change.html", context)


def _changed(request: HttpRequest, shown: Entry, asked: Sheet, base: int, why: str) -> None:
    answers = asked.filling.value()
    actions.change(request.actor, shown, answers, base=base, why=why, files=asked.files)


def _try(form: ReasonForm, command: Callable[[], None]) -> bool:
    """Like ``attempt``; a conflict is for the caller."""
    try:
        command()
    except Conflict:
        raise
    except BilingualError as refused:
        form.add_error(None, refused.sentence(describe.language()))
        return False
    return True


def _base(request: HttpRequest, shown: Entry) -> int:
    """The number of the version that the editor saw."""
    text = request.POST.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else shown.current.number


def _answers(request: HttpRequest, shown: Entry) -> Answers:
    """What the editor may see of the present answers."""
    if queries.sees_personal(request.actor, shown):
        return joined(shown.current.answers, queries.personal(request.actor, shown))
    return shown.current.answers


def _conflict(shown: Entry, found: Conflict, filling: Filling) -> tuple[list[Side], Filling]:
    """Both texts side by side, and the questions with what each changed; mine where both changed one."""
    version = shown.version.form_version
    fields = fields_of(version)
    theirs: Answers = found.current.answers
    base, mine = found.base.answers, parted(version, filling.value()).open
    rows = sides(fields, base, theirs, mine)
    shown_rows = [
        Side(
            describe.label(fields, row.name),
            *(describe.plain(fields, row.name, value) for value in (row.base, row.theirs, row.mine)),
            row.contradicts,
        )
        for row in rows
    ]
    personal = parted(version, filling.value()).personal
    answers = joined(merged(rows, theirs, {row.name: True for row in rows}), personal)
    return shown_rows, going_on(version, answers)


@form_page
@endpoint(ENTRY_PASS, target=entry_target)
def pass_(request: HttpRequest, key: str, pk: int, transition: str) -> HttpResponse:
    """Takes a transition: what it asks for, what is missing yet."""
    shown = found_entry(request, key, pk)
    one = next((each for each in queries.transitions(request.actor, shown) if each.key == transition), None)
    life = shown.version.life
    if one is None:
        other = life.transition(transition)
        messages.error(request, _refusal(shown, other, transition))
        return redirect("registers:entry", key, pk)
    form = PassForm(one, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        command = lambda: actions.pass_(  # noqa: E731
            request.actor, shown, one.key, form.handed(), seen=_seen(request, shown)
        )
        if _passed(form, command):
            messages.success(request, _("Done: %(title)s") % {"title": one.named(describe.language())})
            return redirect("registers:entry", key, pk)
    answers = joined(shown.current.answers, personal_of(shown.current))
    lacking = missing(shown, one, form.expected(), answers)
    context = {
        "entry": shown,
        "register": shown.register,
        "one": one,
        "title": one.named(describe.language()),
        "form": form,
        "source": describe.pill(life, shown.state),
        "target": describe.pill(life, one.target),
        "lacking": [each.sentence(describe.language()) for each in lacking],
        "asks": list(describe.asks(one, fields_of(shown.version.form_version))),
    }
    return render(request, "registers/pass.html", context)


def _refusal(shown: Entry, other: Transition | None, key: str) -> str:
    state = shown.version.life.state(shown.state)
    if other is not None and shown.state in other.sources:
        return EntryError.not_by_you(other.title).sentence(describe.language())
    named = other.named(describe.language()) if other else key
    here = state.named(describe.language()) if state else shown.state
    return EntryError.no_transition(named, here).sentence(describe.language())


def _passed(form: PassForm, command: Callable[[], object]) -> bool:
    """Runs the passage; everything that is missing is said, beside its field where it has one."""
    try:
        command()
    except EntryRefused as refused:
        for finding in refused.findings:
            field = finding.place if finding.place in form.fields else None
            form.add_error(field, finding.sentence(describe.language()))
        return False
    except BilingualError as refused:
        form.add_error(None, refused.sentence(describe.language()))
        return False
    return True


def _seen(request: HttpRequest, shown: Entry) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else shown.seen


@form_page
@endpoint(ENTRY_PASS, target=entry_target)
def undo(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Puts an entry back to where it stood before its last passage."""
    shown = found_entry(request, key, pk)
    last = queries.undoable(request.actor, shown)
    if last is None:
        messages.error(request, EntryError.nothing_to_undo().sentence(describe.language()))
        return redirect("registers:entry", key, pk)
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        seen, why = _seen(request, shown), form.cleaned_data["why"]
        if attempt(form, lambda: actions.undo(request.actor, shown, why=why, seen=seen)):
            messages.success(request, _("Put back."))
            return redirect("registers:entry", key, pk)
    one = shown.version.life.transition(last.transition)
    context = {
        "entry": shown,
        "register": shown.register,
        "form": form,
        "title": one.named(describe.language()) if one else last.transition,
        "source": describe.pill(shown.version.life, last.target),
        "target": describe.pill(shown.version.life, last.source),
    }
    return render(request, "registers/undo.html", context)


@form_page
@endpoint(ENTRY_EDIT, target=entry_target)
def relate(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Relates an entry to another entry, a person, a place, an organisation."""
    shown = found_entry(request, key, pk)
    if not shown.version.life.relations:
        raise Http404
    form = RelationForm(request.actor, shown, request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        command = lambda: actions.relate(  # noqa: E731
            request.actor, shown, given["kind"], given["thing"], why=given["why"]
        )
        if attempt(form, command):
            messages.success(request, _("Recorded."))
            return redirect("registers:entry", key, pk)
    context = {
        "entry": shown,
        "register": shown.register,
        "form": form,
        "heading": pgettext("entry", "Record a relation"),
    }
    return render(request, "registers/entry_form.html", context)


@form_page
@endpoint(ENTRY_EDIT, target=entry_target)
def unrelate(request: HttpRequest, key: str, pk: int, relation: int) -> HttpResponse:
    """Ends a relation."""
    shown = found_entry(request, key, pk)
    found = queries.relation(request.actor, shown, relation)
    if found is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["why"]
        if attempt(form, lambda: actions.unrelate(request.actor, found, why=why)):
            messages.success(request, _("Recorded."))
            return redirect("registers:entry", key, pk)
    context = {"entry": shown, "register": shown.register, "form": form, "heading": _("End the relation")}
    return render(request, "registers/entry_form.html", context)


@require_GET
@endpoint(ENTRY_READ, target=entry_target)
def document(request: HttpRequest, key: str, pk: int, document: int) -> HttpResponseBase:
    """A document of a passage, always as an attachment that no browser runs."""
    found = queries.document(request.actor, found_entry(request, key, pk), document)
    if found is None:
        raise Http404
    return _given_out(found.file)


@require_GET
@endpoint(ENTRY_READ, target=entry_target)
def file(request: HttpRequest, key: str, pk: int, name: str) -> HttpResponseBase:
    """A file that answers a question; one of a personal question is for those who see these, and recorded."""
    found = queries.file(request.actor, found_entry(request, key, pk), name)
    if found is None:
        raise Http404
    return _given_out(found)


def _given_out(file: FileVersion) -> HttpResponseBase:
    """A kept file as an attachment that no browser runs."""
    try:
        content = path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def found_entry(request: HttpRequest, key: str, pk: int) -> Entry:
    """The entry of an address, or the page that says there is none."""
    found = queries.entry(request.actor, pk)
    if found is None or found.register.key != key:
        raise Http404
    return found
