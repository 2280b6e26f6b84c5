"""Sample records for the generated access test, of people and of the pages of django-allauth."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from barzan.access import Role, Target
from barzan.access.tests.samples import Sample, Where
from barzan.people.models import Delegation, Holding, Reorganisation
from barzan.people.tests.factories import make_person, make_post, make_user


def organisation(where: Where) -> Sample:
    return Sample({"organisation": where.unit.organisation.code})


def unit(where: Where) -> Sample:
    return Sample({"code": where.unit.code}, where.unit.target)


def post(where: Where) -> Sample:
    made = make_post(where.unit, Role.OFFICER, place=where.place)
    return Sample({"code": made.code}, made.target)


def person(where: Where) -> Sample:
    holding = _holding(where)
    return Sample({"pk": holding.person_id}, _target(holding))


def holding(where: Where) -> Sample:
    held = _holding(where)
    return Sample({"pk": held.pk}, _target(held))


def delegation(where: Where) -> Sample:
    held, today = _holding(where), timezone.localdate()
    lent = Delegation.objects.create(
        absent=held.person,
        deputy=make_person(),
        post=held.post,
        since=today,
        until=today + timedelta(9),
    )
    return Sample({"pk": lent.pk}, _target(held))


def account(where: Where) -> Sample:
    return Sample({"pk": make_user(Role.OFFICER, where.unit, where.place).pk})


def key(where: Where) -> Sample:
    """A security key of somebody else: nobody is served by it."""
    owner = make_user(Role.OFFICER, where.unit)
    data = {"name": "key", "credential": {}}
    return Sample({"pk": Authenticator.objects.create(user=owner, type="webauthn", data=data).pk})


def provider(where: Where) -> Sample:
    return Sample({"provider_id": "oidc"})


def _holding(where: Where) -> Holding:
    user = make_user(Role.OFFICER, where.unit, where.place)
    return Holding.objects.select_related("person", "post__unit", "post__place").get(person=user.person_id)


def _target(holding: Holding) -> Target:
    place = holding.post.place
    return Target(holding.post.unit.path, place.path if place else None, holding.person_id)


def plan(where: Where) -> Sample:
    made = Reorganisation.objects.create(
        organisation=where.unit.organisation, title="نظم نو", on=timezone.localdate()
    )
    return Sample({"pk": made.pk})


def step(where: Where) -> Sample:
    return Sample({**plan(where).arguments, "kind": "move"})


def numbered_step(where: Where) -> Sample:
    return Sample({**plan(where).arguments, "number": 1})


SAMPLES = {
    "people:draft-reorganisation": organisation,
    "people:add-step": step,
    "people:remove-step": numbered_step,
    "people:add-unit": organisation,
    "people:end-holding": holding,
    "people:delegate": holding,
    "people:end-delegation": delegation,
    "mfa_edit_webauthn": key,
    "mfa_remove_webauthn": key,
    "openid_connect_login": provider,
    "openid_connect_callback": provider,
}
SAMPLES |= {
    f"people:{name}": plan
    for name in (
        "reorganisation",
        "describe-reorganisation",
        "order-reorganisation",
        "carry-out",
        "turn-back",
        "reopen-reorganisation",
        "cancel-reorganisation",
    )
}
SAMPLES |= {f"people:{name}": unit for name in ("unit", "rename-unit", "move-unit", "close-unit", "add-post")}
SAMPLES |= {f"people:{name}": post for name in ("post", "change-post", "close-post")}
SAMPLES |= {f"people:{name}": person for name in ("person", "change-person", "appoint", "add-account")}
SAMPLES |= {
    f"people:{name}": account
    for name in ("reset-password", "deactivate", "activate", "remove-second-factors")
}
