"""Many users from a spreadsheet: the empty list, the dry run, and the first passwords, shown once.

Between the dry run and the confirmation nothing is kept here: the rows travel in the form itself, signed for
the one who sent them.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from barzan.access.endpoints import endpoint
from barzan.blueprints.sheets import read_workbook
from barzan.blueprints.tables import MAX_BYTES
from barzan.blueprints.values import BlueprintRefused, Problem
from barzan.people import actions, queries, userfiles
from barzan.people.rules import ACCOUNTS_EDIT
from barzan.people.userchecks import check_users
from barzan.people.userlist import NOTES, POSTS_SHEET, Wanted, read_users
from barzan.people.web_forms import form_page

SALT, MINUTES = "people.bulk", 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListForm(forms.Form):
    """The filled list."""

    file = forms.FileField(
        label=_("The filled list"),
        help_text=_("XLSX or CSV (UTF-8). First you see what would happen; nothing is saved yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@form_page
@never_cache
@endpoint(ACCOUNTS_EDIT)
def bulk_users(request: HttpRequest) -> HttpResponse:
    """The way in; a list that is sent is checked and shown, row by row."""
    form = ListForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        context = {"form": form}
        return render(request, "people/bulk_users.html", context, status=422 if form.errors else 200)
    upload: UploadedFile = form.cleaned_data["file"]
    try:
        data = upload.read(MAX_BYTES + 1)
        wanted, problems = read_users(
            read_workbook(data, str(upload.name), besides={NOTES, POSTS_SHEET}), str(upload.name)
        )
        problems += check_users(request.actor, wanted)
        problems.sort(key=lambda problem: (problem.file, problem.row))
    except BlueprintRefused as refused:
        wanted, problems = [], list(refused.problems)
    return _dry_run(request, wanted, problems)


@require_GET
@endpoint(ACCOUNTS_EDIT)
def bulk_template(request: HttpRequest) -> HttpResponse:
    """The empty list, with the codes of all posts beside it."""
    posts = [
        (post.code, post.title, post.unit.name, "دارد" if post.held else "ندارد")
        for post in queries.posts_of(request.actor)
    ]
    return _file(userfiles.empty_list(posts), "users.xlsx")


@require_POST
@never_cache
@endpoint(ACCOUNTS_EDIT)
def bulk_confirm(request: HttpRequest) -> HttpResponse:
    """Adds the users of a list that was checked; the first passwords are answered once, as page or file."""
    wanted = _unpacked(request)
    if wanted is None:
        return render(request, "people/bulk_users.html", {"form": ListForm(), "stale": True}, status=422)
    try:
        slips = actions.add_users(request.actor, wanted)
    except BlueprintRefused as refused:
        return _dry_run(request, wanted, list(refused.problems))
    if request.POST.get("as") == "file":
        return _file(userfiles.first_passwords(slips), "first-passwords.xlsx")
    return render(request, "people/bulk_slips.html", {"slips": slips})


def _dry_run(request: HttpRequest, wanted: list[Wanted], problems: list[Problem]) -> HttpResponse:
    language = get_language() or "fa"
    wrong = {(each.file, each.row) for each in problems}
    context = {
        "problems": [(each, each.sentence(language)) for each in problems],
        "rows": [(each, (each.sheet, each.row) not in wrong) for each in wanted],
        "packed": "" if problems else _packed(request, wanted),
        "form": ListForm(),
    }
    return render(request, "people/bulk_check.html", context, status=422 if problems else 200)


def _packed(request: HttpRequest, wanted: list[Wanted]) -> str:
    rows = [asdict(each) | {"since": each.since.isoformat() if each.since else None} for each in wanted]
    return signing.dumps({"user": request.actor.user, "rows": rows}, salt=SALT, compress=True)


def _unpacked(request: HttpRequest) -> list[Wanted] | None:
    """The rows that were checked for the same user within the hour."""
    try:
        said: dict[str, Any] = signing.loads(request.POST.get("packed", ""), salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
    if said["user"] != request.actor.user:
        return None
    return [_row(row) for row in said["rows"]]


def _row(row: dict[str, Any]) -> Wanted:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Wanted(**{**row, "posts": tuple(row["posts"]), "since": since})


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
