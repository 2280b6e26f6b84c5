"""What can be known of people; the actor first. Reading persons leaves an event, always."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from barzan.access import Actor
from barzan.access.querysets import within
from barzan.access.rules import PUBLIC
from barzan.people import followers
from barzan.people import reorganising as plans
from barzan.people.models import (
    Delegation,
    Holding,
    Organisation,
    Person,
    Post,
    PostStanding,
    Reorganisation,
    ReorganisationState,
    Unit,
    UnitKind,
    UnitStanding,
    UnitSuccession,
    User,
)
from barzan.people.rules import ACCOUNTS_EDIT, PERSON_READ, PERSONS_READ, STRUCTURE_EDIT, UNITS_READ
from barzan.persian import search_key
from barzan.places.models import Place
from barzan.places.queries import in_force
from barzan.places.tree import nodes
from barzan.trail import actions as trail


@dataclass(frozen=True, slots=True)
class UnitThen:
    """A unit as it was called and stood on a day; ``parent_id`` is None for a root."""

    pk: int
    code: str
    name: str
    name_en: str
    kind: str
    parent_id: int | None

    def get_kind_display(self) -> str:
        """The name of its kind in the reader's language."""
        return str(UnitKind(self.kind).label)


@dataclass(slots=True)
class Branch:
    """A unit of the chart with the branches under it; ``posts`` and ``held`` count its own posts."""

    unit: UnitThen
    posts: int = 0
    held: int = 0
    branches: list[Branch] = field(default_factory=list)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    UNITS_READ.require(actor)
    return Organisation.objects.select_related("place")


def units(actor: Actor, at: date | None = None) -> QuerySet[Unit]:
    """Units that are valid on the day ``at`` (today), as they are called now (``units_then``: then)."""
    scope = UNITS_READ.scope(actor)
    valid = in_force(at or timezone.localdate(), "valid_from", "valid_to")
    return Unit.objects.filter(within(scope, unit="path"), valid)


def public_units(actor: Actor) -> QuerySet[Unit]:
    """All units, valid or not, for pages that anybody reads: names and places in the chart, no posts."""
    PUBLIC.require(actor)
    return Unit.objects.all()


def unit(actor: Actor, code: str) -> Unit:
    """One unit, valid or not. Raises ``Unit.DoesNotExist``."""
    scope = UNITS_READ.scope(actor)
    return Unit.objects.select_related("organisation", "parent").get(within(scope, unit="path"), code=code)


def units_then(actor: Actor, at: date, organisation: Organisation | None = None) -> list[UnitThen]:
    """The units of the day ``at`` as they were called and stood then, in the chart's order; one query."""
    of = Q(unit__organisation=organisation) if organisation else Q()
    return _then(at, within(UNITS_READ.scope(actor), unit="unit__path") & of)


def public_units_then(actor: Actor, at: date) -> list[UnitThen]:
    """The same for pages that anybody reads."""
    PUBLIC.require(actor)
    return _then(at, Q())


def chart(actor: Actor, at: date | None = None) -> list[Branch]:
    """The organisation chart on the day ``at`` (today), in two queries."""
    at = at or timezone.localdate()
    scope = within(UNITS_READ.scope(actor), unit="unit__path")
    counted = PostStanding.objects.filter(scope, in_force(at)).order_by().values("unit")
    held = Count("post__holdings", filter=in_force(at, "post__holdings__since", "post__holdings__until"))
    rows = counted.annotate(posts=Count("post", distinct=True), held=held)
    counts = {row["unit"]: (row["posts"], row["held"]) for row in rows}
    return tree([Branch(unit, *counts.get(unit.pk, (0, 0))) for unit in units_then(actor, at)])


def tree(branches: Iterable[Branch]) -> list[Branch]:
    """The roots, each branch under that of its parent; one whose parent is not there is a root."""
    found = {branch.unit.pk: branch for branch in branches}
    roots = []
    for branch in found.values():
        above = found.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (above.branches if above else roots).append(branch)
    return roots


def standings(actor: Actor, unit: Unit) -> list[UnitStanding]:
    """What a unit was called and where it stood, newest first."""
    UNITS_READ.require(actor, unit.target)
    return list(unit.standings.select_related("parent"))


def predecessors(actor: Actor, unit: Unit) -> list[UnitSuccession]:
    """The units that ended and whose work this one goes on with, newest first."""
    PUBLIC.require(actor)
    return list(unit.predecessions.select_related("old", "reorganisation").order_by("-on", "old__code"))


def succession(actor: Actor, unit: Unit) -> list[UnitSuccession]:
    """What became of a closed unit: who followed it, who followed that one, and so on; empty for others."""
    PUBLIC.require(actor)
    found: list[UnitSuccession] = []
    if unit.valid_to is None:
        return found
    rows = UnitSuccession.objects.select_related("new", "reorganisation")
    while step := rows.filter(old=found[-1].new_id if found else unit.pk).first():
        found.append(step)
        if step.new.valid_to is None:
            break
    return found


def ancestors(actor: Actor, unit: Unit) -> list[Unit]:
    """The units above, the root first."""
    UNITS_READ.require(actor, unit.target)
    found = Unit.objects.in_bulk(nodes(unit.path)[:-1])
    return [found[pk] for pk in nodes(unit.path)[:-1]]


def posts_of(actor: Actor, unit: Unit | None = None, at: date | None = None) -> QuerySet[Post]:
    """Posts that are valid on the day ``at``, of all units or of one; ``held`` counts their holders."""
    at = at or timezone.localdate()
    scope = UNITS_READ.scope(actor)
    rows = Post.objects.filter(within(scope, unit="unit__path"), in_force(at, "valid_from", "valid_to"))
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("unit", "place").annotate(held=_held(at))


def post(actor: Actor, code: str) -> Post:
    """One post, valid or not. Raises ``Post.DoesNotExist``."""
    scope = UNITS_READ.scope(actor)
    rows = Post.objects.select_related("unit__organisation", "place")
    return rows.get(within(scope, unit="unit__path"), code=code)


def holders(actor: Actor, post: Post) -> list[Holding]:
    """Who held the post when, newest first; an event of reading. Raises ``Forbidden``."""
    PERSONS_READ.require(actor, post.target)
    trail.reading(actor, ("post-holders", post.code))
    return list(post.holdings.select_related("person"))


def persons(actor: Actor, text: str = "") -> QuerySet[Person]:
    """Persons who hold a post within the actor's reach today, by name; ``text`` is part of a name.

    Administrators and auditors see everybody. An event of reading, which does not keep ``text``.
    """
    PERSONS_READ.require(actor)
    trail.reading(actor, ("person-list", "all"))
    rows = Person.objects.filter(_within_reach(actor))
    return rows.filter(name_key__contains=search_key(text)) if text.strip() else rows


def person(actor: Actor, pk: int) -> Person:
    """One person with ``account``; an event of reading unless it is the actor's own record.

    Raises ``Person.DoesNotExist`` for somebody outside the actor's reach.
    """
    found = Person.objects.select_related("user").get(_within_reach(actor), pk=pk)
    if found.pk != actor.person:
        trail.reading(actor, found)
    return found


def holdings(actor: Actor, person: Person) -> list[Holding]:
    """The posts that a person has held, newest first; ask for the person with ``person`` first."""
    return list(person.holdings.select_related("person", "post__unit", "post__place"))


def delegations(actor: Actor, person: Person) -> list[Delegation]:
    """What the person has lent and what they hold for others, newest first."""
    rows = Delegation.objects.filter(Q(absent=person) | Q(deputy=person))
    return list(rows.select_related("post__unit", "post__place", "absent", "deputy"))


def holding(actor: Actor, pk: int) -> Holding:
    """One holding, for a command on it. Raises ``Holding.DoesNotExist`` for a person outside the reach."""
    rows = Holding.objects.select_related("person", "post__unit", "post__place")
    found = rows.get(pk=pk)
    if not Person.objects.filter(_within_reach(actor), pk=found.person_id).exists():
        raise Holding.DoesNotExist
    return found


def delegation(actor: Actor, pk: int) -> Delegation:
    """One delegation, for a command on it; the command's rule decides. Raises ``Delegation.DoesNotExist``."""
    rows = Delegation.objects.select_related("absent", "deputy", "post__unit", "post__place")
    return rows.get(pk=pk)


def account(actor: Actor, pk: int) -> User:
    """One account, for administrators. Raises ``User.DoesNotExist``."""
    ACCOUNTS_EDIT.require(actor)
    return User.objects.select_related("person").get(pk=pk)


@dataclass(frozen=True, slots=True)
class Plan:
    """A reorganisation against the chart of today: its steps, what comes of them, why it cannot be done."""

    chart: plans.Chart
    steps: list[plans.Step]
    outcome: plans.Outcome
    troubles: list[plans.Trouble]


def reorganisations(actor: Actor) -> QuerySet[Reorganisation]:
    """All plans, the latest day first."""
    STRUCTURE_EDIT.require(actor)
    return Reorganisation.objects.select_related("organisation")


def reorganisation(actor: Actor, pk: int) -> Reorganisation:
    """One plan. Raises ``Reorganisation.DoesNotExist``."""
    return reorganisations(actor).get(pk=pk)


def plan(actor: Actor, reorganisation: Reorganisation) -> Plan:
    """What a plan comes to today; a few queries whatever the size."""
    STRUCTURE_EDIT.require(actor)
    today = timezone.localdate()
    known = present_chart(actor, reorganisation.organisation)
    steps = [plans.read(step) for step in reorganisation.steps]
    codes = set(Unit.objects.filter(code__in=plans.new_codes(steps)).values_list("code", flat=True))
    troubles = plans.troubles(
        known, steps, on=reorganisation.on, today=today, used=lambda code: code in codes
    )
    return Plan(known, steps, plans.outcome(known, steps, reorganisation.on), troubles)


def troubles_of_order(reorganisation: Reorganisation) -> list[plans.Trouble]:
    """What an order lacks: its number and its date."""
    if reorganisation.order_number and reorganisation.order_date:
        return []
    return [
        plans.Trouble(
            0,
            "شماره و تاریخ حکم نوشته نشده است؛ آن‌ها را در «مشخصات طرح» بنویسید.",
            "The number and the date of the order are missing; write them in “About the plan”.",
        )
    ]


def present_chart(actor: Actor, organisation: Organisation) -> dict[str, plans.Node]:
    """The open units of an organisation, in the chart's order, with what belongs to them."""
    STRUCTURE_EDIT.require(actor)
    units = {unit.pk: unit for unit in organisation.units.filter(valid_to__isnull=True)}
    since = dict(UnitStanding.objects.filter(unit__in=units, until__isnull=True).values_list("unit", "since"))
    posts: dict[int, dict[str, int]] = defaultdict(dict)
    open_posts = Post.objects.filter(unit__in=units, valid_to__isnull=True).order_by("code")
    for unit, code, held in open_posts.annotate(held=_held(timezone.localdate())).values_list(
        "unit", "code", "held"
    ):
        posts[unit][code] = held
    following: dict[int, dict[str, int]] = defaultdict(dict)
    for follower, counted in followers.counts(list(units.values())):
        for pk, number in counted.items():
            following[pk][follower.name] = number
    return {
        unit.code: plans.Node(
            code=unit.code,
            name=unit.name,
            name_en=unit.name_en,
            kind=unit.kind,
            parent=units[unit.parent_id].code if unit.parent_id in units else "",
            since=since.get(pk, unit.valid_from),
            valid_from=unit.valid_from,
            order=unit.order,
            posts=posts[pk],
            following=following[pk],
        )
        for pk, unit in units.items()
    }


def unit_names(actor: Actor, organisation: Organisation) -> dict[str, tuple[str, str]]:
    """The names of all units of an organisation, closed ones too, by code."""
    STRUCTURE_EDIT.require(actor)
    return {code: names for code, *names in organisation.units.values_list("code", "name", "name_en")}


def post_titles(actor: Actor, organisation: Organisation) -> dict[str, str]:
    """The titles of the valid posts of an organisation by code."""
    STRUCTURE_EDIT.require(actor)
    rows = Post.objects.filter(unit__organisation=organisation, valid_to__isnull=True)
    return dict(rows.values_list("code", "title"))


def names_place(place: Place) -> bool:
    """Whether a valid post or an organisation names the place."""
    posts = Post.objects.filter(place=place, valid_to__isnull=True)
    return posts.exists() or Organisation.objects.filter(place=place).exists()


def is_used(code: str) -> bool:
    """Whether a unit ever had this code."""
    return Unit.objects.filter(code=code).exists()


def stopped(actor: Actor) -> QuerySet[Reorganisation]:
    """Ordered plans that could not be carried out on their day."""
    return reorganisations(actor).filter(state=ReorganisationState.ORDERED).exclude(stopped=[])


def _then(at: date, condition: Q) -> list[UnitThen]:
    rows = UnitStanding.objects.filter(condition, in_force(at)).order_by("unit__order", "unit__code")
    said = ("unit_id", "unit__code", "name", "name_en", "kind", "parent_id")
    return [UnitThen(*row) for row in rows.values_list(*said)]


def _within_reach(actor: Actor) -> Q:
    scope = PERSON_READ.scope(actor)
    if scope.everything:
        return Q()
    here = within(scope, unit="post__unit__path", place="post__place__path")
    serving = Holding.objects.filter(here, in_force(timezone.localdate()))
    return Q(pk__in=serving.values("person")) | Q(pk=scope.person)


def _held(at: date) -> Count:
    return Count("holdings", filter=in_force(at, "holdings__since", "holdings__until"), distinct=True)
