"""Pages that change people: each shows a form, runs one command, and says why where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from barzan.access import Target
from barzan.access.endpoints import endpoint
from barzan.people import actions, queries
from barzan.people.actions.persons import delegation_target
from barzan.people.forms import (
    AccountForm,
    AppointForm,
    ChangePostForm,
    DelegateForm,
    EndForm,
    MoveUnitForm,
    PersonForm,
    PostForm,
    RenameUnitForm,
    UnitForm,
)
from barzan.people.models import Delegation, Holding, Organisation, Person, User
from barzan.people.rules import ACCOUNTS_EDIT, DELEGATE, PERSONS_EDIT, STRUCTURE_EDIT
from barzan.people.web import found_post, found_unit
from barzan.places.forms import DatedForm, ReasonForm, attempt

Command = Callable[[dict[str, Any]], object]
form_page = require_http_methods(["GET", "POST"])


@form_page
@endpoint(STRUCTURE_EDIT)
def add_unit(request: HttpRequest, organisation: str) -> HttpResponse:
    """A new unit of an organisation, under ``?parent=`` or as a root."""
    owner = get_object_or_404(Organisation, code=organisation)
    parent = found_unit(request, request.GET["parent"]) if request.GET.get("parent") else None

    def command(given: dict[str, Any]) -> object:
        return actions.add_unit(request.actor, owner, parent=parent, **given)

    back = _unit_url(parent.code) if parent else reverse("people:chart")
    return _page(request, UnitForm(request.POST or None), _("New unit"), back, command)


@form_page
@endpoint(STRUCTURE_EDIT)
def rename_unit(request: HttpRequest, code: str) -> HttpResponse:
    unit = found_unit(request, code)
    initial = {"name": unit.name, "name_en": unit.name_en, "kind": unit.kind, "order": unit.order}
    form = RenameUnitForm(request.POST or None, initial=initial)
    return _page(
        request,
        form,
        _("Rename"),
        _unit_url(code),
        lambda given: actions.rename_unit(request.actor, unit, **given),
    )


@form_page
@endpoint(STRUCTURE_EDIT)
def move_unit(request: HttpRequest, code: str) -> HttpResponse:
    unit = found_unit(request, code)
    form = MoveUnitForm(request.POST or None)
    return _page(
        request,
        form,
        _("Move"),
        _unit_url(code),
        lambda given: actions.move_unit(request.actor, unit, **given),
    )


@form_page
@endpoint(STRUCTURE_EDIT)
def close_unit(request: HttpRequest, code: str) -> HttpResponse:
    unit = found_unit(request, code)
    form = DatedForm(request.POST or None)
    return _page(
        request,
        form,
        _("Close"),
        _unit_url(code),
        lambda given: actions.close_unit(request.actor, unit, **given),
    )


@form_page
@endpoint(STRUCTURE_EDIT)
def add_post(request: HttpRequest, code: str) -> HttpResponse:
    """A new post in the unit ``code``."""
    unit = found_unit(request, code)
    form = PostForm(request.POST or None)
    return _page(
        request,
        form,
        _("New post"),
        _unit_url(code),
        lambda given: actions.add_post(request.actor, unit, **given),
    )


@form_page
@endpoint(STRUCTURE_EDIT)
def change_post(request: HttpRequest, code: str) -> HttpResponse:
    post = found_post(request, code)
    initial = {"title": post.title, "title_en": post.title_en, "roles": post.roles}
    initial["place"] = post.place.code if post.place else ""
    form = ChangePostForm(request.POST or None, initial=initial)
    return _page(
        request,
        form,
        _("Change"),
        reverse("people:post", args=[code]),
        lambda given: actions.change_post(request.actor, post, **given),
    )


@form_page
@endpoint(STRUCTURE_EDIT)
def close_post(request: HttpRequest, code: str) -> HttpResponse:
    post = found_post(request, code)
    form = DatedForm(request.POST or None)
    return _page(
        request,
        form,
        _("Close"),
        reverse("people:post", args=[code]),
        lambda given: actions.close_post(request.actor, post, **given),
    )


@form_page
@endpoint(PERSONS_EDIT)
def add_person(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    return _page(
        request,
        form,
        _("New person"),
        reverse("people:persons"),
        lambda given: actions.add_person(request.actor, **given),
    )


@form_page
@endpoint(PERSONS_EDIT)
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    initial = {name: getattr(person, name) for name in ("given_name", "family_name", "national_id")}
    form = PersonForm(request.POST or None, initial=initial)
    return _page(
        request,
        form,
        _("Change"),
        _person_url(pk),
        lambda given: actions.change_person(request.actor, person, **given),
    )


@form_page
@endpoint(PERSONS_EDIT)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a post to the person ``pk``."""
    person = _person(request, pk)
    form = AppointForm(request.POST or None)
    return _page(
        request,
        form,
        _("Appoint"),
        _person_url(pk),
        lambda given: actions.appoint(request.actor, person, **given),
    )


@form_page
@endpoint(PERSONS_EDIT)
def end_holding(request: HttpRequest, pk: int) -> HttpResponse:
    holding = get_object_or_404(Holding.objects.select_related("post"), pk=pk)
    form = EndForm(request.POST or None)
    return _page(
        request,
        form,
        _("End the holding"),
        _person_url(holding.person_id),
        lambda given: actions.end_holding(request.actor, holding, **given),
    )


def _lent(pk: int) -> Target:
    holding = get_object_or_404(Holding.objects.select_related("person", "post__unit", "post__place"), pk=pk)
    return delegation_target(holding.post, holding.person)


@form_page
@endpoint(DELEGATE, target=_lent)
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Lends the post of the holding ``pk`` to a deputy."""
    holding = queries.holding(request.actor, pk)
    form = DelegateForm(request.POST or None)

    def command(given: dict[str, Any]) -> object:
        return actions.delegate(request.actor, holding.post, absent=holding.person, **given)

    return _page(request, form, _("Appoint a deputy"), _person_url(holding.person_id), command)


def _delegated(pk: int) -> Target:
    rows = Delegation.objects.select_related("absent", "post__unit", "post__place")
    delegation = get_object_or_404(rows, pk=pk)
    return delegation_target(delegation.post, delegation.absent)


@form_page
@endpoint(DELEGATE, target=_delegated)
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = queries.delegation(request.actor, pk)
    form = EndForm(request.POST or None)
    return _page(
        request,
        form,
        _("End the delegation"),
        _person_url(delegation.absent_id),
        lambda given: actions.end_delegation(request.actor, delegation, **given),
    )


@form_page
@never_cache
@endpoint(ACCOUNTS_EDIT)
def add_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes an account for the person ``pk`` and shows its first password, once."""
    person, form = _person(request, pk), AccountForm(request.POST or None)
    made: list[tuple[User, str]] = []

    def command() -> None:
        made.append(actions.add_user(request.actor, person=person, **form.cleaned_data))

    if form.is_bound and form.is_valid() and attempt(form, command):
        return _first_password(request, *made[0])
    return _shown(request, form, _("New account"), _person_url(pk))


@form_page
@never_cache
@endpoint(ACCOUNTS_EDIT)
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the account ``pk`` a new first password and shows it, once."""
    user, form = _user(request, pk), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = actions.reset_password(request.actor, user, why=form.cleaned_data["why"])
        return _first_password(request, user, password)
    return _shown(request, form, _("New password"), _account_url(user))


@form_page
@endpoint(ACCOUNTS_EDIT)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_account(request, pk, _("Close the account"), actions.deactivate)


@form_page
@endpoint(ACCOUNTS_EDIT)
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_account(request, pk, _("Open the account"), actions.activate)


@form_page
@endpoint(ACCOUNTS_EDIT)
def remove_second_factors(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_account(request, pk, _("Remove second factors"), actions.remove_second_factors)


def _on_account(request: HttpRequest, pk: int, title: str, command: Callable[..., object]) -> HttpResponse:
    user = _user(request, pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    return _page(
        request, form, title, _account_url(user), lambda given: command(request.actor, user, **given)
    )


def _page(request: HttpRequest, form: forms.Form, title: str, back: str, command: Command) -> HttpResponse:
    """Shows the form; runs the command with what was given and goes ``back``, or says what was refused."""
    if form.is_bound and form.is_valid() and attempt(form, lambda: command(form.cleaned_data)):
        return redirect(back)
    return _shown(request, form, title, back)


def _shown(request: HttpRequest, form: forms.Form, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def _first_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    context = {"account": user, "password": password, "back": _account_url(user)}
    return render(request, "people/first_password.html", context)


def _person(request: HttpRequest, pk: int) -> Person:
    try:
        return queries.person(request.actor, pk)
    except Person.DoesNotExist:
        raise Http404


def _user(request: HttpRequest, pk: int) -> User:
    try:
        return queries.account(request.actor, pk)
    except User.DoesNotExist:
        raise Http404


def _unit_url(code: str) -> str:
    return reverse("people:unit", args=[code])


def _person_url(pk: int) -> str:
    return reverse("people:person", args=[pk])


def _account_url(user: User) -> str:
    return _person_url(user.person_id) if user.person_id else reverse("people:persons")
