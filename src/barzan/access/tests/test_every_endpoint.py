"""Every endpoint declares a rule, and serves or refuses each role for each record exactly as it says."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from barzan.access import Role
from barzan.access.tests.samples import Sample, Where, all_samples
from barzan.access.tests.walk import Endpoint, endpoints
from barzan.access.tests.world import ACTORS, RECORDS, World

ALL = endpoints()
SAMPLES = all_samples()
REFUSED = {401, 403, 404}
# The trail tells of refusals and sign-ins too; sessions come and go with every request.
UNCOUNTED = {"trail", "sessions", "usersessions", "axes"}


@pytest.mark.parametrize("endpoint", ALL, ids=lambda each: each.name or each.route)
def test_an_endpoint_declares_its_rule(endpoint: Endpoint) -> None:
    assert endpoint.name, f"the route {endpoint.route!r} has no name; give it one in its room's urls.py"
    assert endpoint.declaration, (
        f"{endpoint.name} declares no rule: decorate its view with @endpoint(RULE), "
        "or declare an endpoint of another package in config/urls.py"
    )
    assert endpoint.declaration.rule.name


def test_names_tell_endpoints_apart() -> None:
    names = [endpoint.name for endpoint in ALL]
    assert len(names) == len(set(names))


def test_samples_belong_to_endpoints() -> None:
    assert set(SAMPLES) <= {endpoint.name for endpoint in ALL if endpoint.parameters}


@pytest.mark.parametrize("endpoint", ALL, ids=lambda each: each.name)
def test_an_endpoint_serves_and_refuses_as_its_rule_says(endpoint: Endpoint, world: World) -> None:
    for record in RECORDS:
        sample = sample_of(endpoint, world.records[record])
        if record is not RECORDS[0] and not sample.targets:
            break
        for name in asking(endpoint, world, record):
            admitted = expected(endpoint, world, name, sample)
            for method in sorted(endpoint.methods & {"GET", "POST"}):
                answer = ask(world, name, method, endpoint, sample)
                said = f"{method} {endpoint.name} by {name}, record {record}: {answer.status_code}"
                assert answer.status_code < 500, said
                if answer.status_code != 405:
                    check(endpoint, method, answer, admitted, said)


def asking(endpoint: Endpoint, world: World, record: str) -> Iterable[str]:
    """All actors for the first record; for the others, and on PostgreSQL, one of those to whom the rule gives
    the same records.

    Whom a rule admits is reckoned in Python, alike on each engine, whatever the record: theirs are the
    conditions that differ.
    """
    if connection.vendor != "postgresql" and record is RECORDS[0]:
        return ACTORS
    assert endpoint.declaration
    shapes: dict[tuple[object, ...], str] = {}
    for name in ACTORS:
        actor = world.actor(name)
        scope = endpoint.declaration.rule.scope(actor)
        shapes.setdefault((actor.signed_in, scope.everything, scope.areas, scope.person is None), name)
    return shapes.values()


@pytest.mark.one_engine
def test_an_auditor_writes_nothing_anywhere(world: World) -> None:
    auditor = world.visitor(Role.AUDITOR)
    for endpoint in ALL:
        sample = sample_of(endpoint, world.records[RECORDS[0]])
        address = reverse(endpoint.name, kwargs=sample.arguments)
        for method in sorted(endpoint.methods - {"GET"}):
            before = rows_of_each_table()
            with transaction.atomic():  # one that ends the session ends it for itself alone
                auditor.generic(method, address)
                after = rows_of_each_table()
                transaction.set_rollback(True)
            assert after == before, f"{method} {endpoint.name} lets an auditor write"


def rows_of_each_table() -> dict[str, int]:
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label not in UNCOUNTED]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


def sample_of(endpoint: Endpoint, where: Where) -> Sample:
    """The record of an address; fails with what to add where the room has not said how to make one."""
    if not endpoint.parameters:
        return Sample({})
    maker = SAMPLES.get(endpoint.name)
    if maker is None:
        pytest.fail(
            f"{endpoint.name} has parameters ({', '.join(sorted(endpoint.parameters))}) and no sample: add "
            f"SAMPLES[{endpoint.name!r}] to tests/samples.py of its room (docs/access.md)"
        )
    sample = maker(where)
    target_of = endpoint.declaration.target if endpoint.declaration else None
    if target_of:
        assert target_of(**sample.arguments) in sample.targets, (
            f"{endpoint.name} looks for its record elsewhere"
        )
    return sample


def expected(endpoint: Endpoint, world: World, name: str, sample: Sample) -> bool:
    """What the rule says, from the record's own account of where it lies."""
    assert endpoint.declaration
    rule, actor = endpoint.declaration.rule, world.actor(name)
    return rule.admits(actor) and (
        not sample.targets or any(rule.permits(actor, target) for target in sample.targets)
    )


def ask(world: World, name: str, method: str, endpoint: Endpoint, sample: Sample) -> HttpResponse:
    """The answer to an empty request, whose effects are taken back."""
    address = reverse(endpoint.name, kwargs=sample.arguments)
    mark = transaction.savepoint()
    answer = world.visitor(name).generic(method, address)
    transaction.savepoint_rollback(mark)
    return answer


def check(endpoint: Endpoint, method: str, answer: HttpResponse, admitted: bool, said: str) -> None:
    """Pages of other packages may send an admitted visitor elsewhere; ours answer."""
    if not admitted:
        assert refused(answer), f"{said}, but the rule refuses"
    elif endpoint.own:
        assert not refused(answer) or (method == "POST" and answer.status_code == 404), (
            f"{said}, but the rule admits"
        )
    else:
        assert answer.status_code != 403, f"{said}, but the rule admits"


def refused(answer: HttpResponse) -> bool:
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    return to_sign_in or answer.status_code in REFUSED
