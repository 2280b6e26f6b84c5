"""A scope says the same as a value and as SQL: what a rule permits is what the queryset finds."""

from __future__ import annotations

import random

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from barzan.access import Actor, Grant, Role, Rule, Scope, Target
from barzan.access.querysets import within
from barzan.access.rules import rule
from barzan.config.proof import count, seed
from barzan.people.models import Post, Unit
from barzan.people.tests.factories import make_place, make_post, make_unit
from barzan.places.models import Place

READ = rule("test.read", Role.OFFICER, Role.UNIT_HEAD, own=True)
WRITE = rule("test.write", Role.OFFICER, writes=True, own=True)
TREES = count(200)

paths = st.lists(st.integers(1, 12), max_size=4).map(
    lambda ids: "/" + "".join(f"{each}/" for each in ids) if ids else ""
)
grants = st.lists(st.builds(Grant, st.sampled_from(Role), unit_path=paths, place_path=paths), max_size=4).map(
    tuple
)
actors = st.builds(Actor, user=st.just(1), person=st.integers(1, 3), grants=grants)
targets = st.builds(Target, st.none() | paths, st.none() | paths, st.none() | st.integers(1, 3))


@given(actors, targets, st.sampled_from([READ, WRITE]))
def test_what_is_permitted_is_in_the_scope_and_admitted(actor: Actor, target: Target, asked: Rule) -> None:
    assert asked.permits(actor, target) == asked.scope(actor).covers(target)
    if asked.permits(actor, target):
        assert asked.admits(actor)


@given(actors, targets)
def test_an_auditor_alone_writes_nothing_and_reads_everything(actor: Actor, target: Target) -> None:
    auditor = Actor(user=1, person=actor.person, grants=(Grant(Role.AUDITOR, unit_path="/1/"),))
    assert not WRITE.permits(auditor, target)
    assert READ.permits(auditor, target)


@given(actors, targets, st.builds(Grant, st.just(Role.OFFICER), unit_path=paths, place_path=paths))
def test_another_grant_never_takes_away(actor: Actor, target: Target, more: Grant) -> None:
    richer = Actor(user=1, person=actor.person, grants=(*actor.grants, more))
    assert READ.permits(richer, target) or not READ.permits(actor, target)


@given(paths, targets)
def test_a_bounded_grant_never_covers_what_lies_nowhere(path: str, target: Target) -> None:
    nowhere = Target(person=target.person)
    assert Scope(areas=frozenset({(path, "")})).covers(nowhere) == (path == "")


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("tree", range(TREES))
def test_querysets_find_exactly_what_values_cover(tree: int) -> None:
    chance = random.Random(f"{seed()}:{tree}")
    units, places = grown(chance, make_unit, 9), grown(chance, make_place, 9)
    posts = [make_post(chance.choice(units), place=chance.choice([*places, None])) for _ in range(12)]
    for _ in range(12):
        scope = READ.scope(random_actor(chance, units, places))
        agree(Unit.objects.all(), scope, units, lambda unit: Target(unit.path), unit="path")
        agree(Place.objects.all(), scope, places, lambda place: Target(None, place.path), place="path")
        agree(Post.objects.all(), scope, posts, whole_target, unit="unit__path", place="place__path")
        agree(Post.objects.all(), scope, posts, lambda post: Target(post.unit.path), unit="unit__path")
        agree(Post.objects.all(), scope, posts, lambda post: Target(person=post.pk), person="pk")


def agree(rows: QuerySet, scope: Scope, all_of_them: list, target_of, **lookups: str) -> None:
    """The queryset finds what asking each record alone finds."""
    found = set(rows.filter(within(scope, **lookups)))
    assert found == {each for each in all_of_them if scope.covers(target_of(each))}


def whole_target(post: Post) -> Target:
    """A post without a place lies outside every grant that is bounded to one."""
    return Target(post.unit.path, post.place.path if post.place else "")


def grown(chance: random.Random, make, size: int) -> list:
    """A random forest; enough nodes that one path is the beginning of another's digits."""
    nodes: list = []
    for number in range(size):
        nodes.append(make(f"n{number}", chance.choice([None, *nodes])))
    return nodes


def random_actor(chance: random.Random, units: list[Unit], places: list[Place]) -> Actor:
    held = tuple(
        Grant(
            chance.choice(list(Role)),
            unit_path=chance.choice(["", *(unit.path for unit in units)]),
            place_path=chance.choice(["", "", *(place.path for place in places)]),
        )
        for _ in range(chance.randint(0, 4))
    )
    return Actor(user=1, person=chance.randint(1, 12), grants=held)
