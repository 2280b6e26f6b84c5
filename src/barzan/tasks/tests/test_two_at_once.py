"""Two people complete one task at the same moment: one wins, the other sees who; the owner hears it once."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from barzan.access import Actor, Role
from barzan.people.tests.factories import make_actor, make_unit
from barzan.tasks.actions.completing import complete
from barzan.tasks.errors import TaskRefused
from barzan.tasks.models import Deed, Hand
from barzan.tasks.tests.conftest import Told
from barzan.tasks.tests.factories import make_task

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_the_same_moment_one_wins(told: Told) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one transaction after the other")
    office = make_unit("OFFICE", make_unit("ROOT"))
    actors = [make_actor(Role.OFFICER, office) for _ in range(4)]
    for _ in range(5):
        task, barrier, refused = make_task(office), Barrier(len(actors)), []
        pk = task.pk

        def run(actor: Actor, pk: int = pk, barrier: Barrier = barrier, refused: list = refused) -> None:
            try:
                barrier.wait()
                complete(actor, pk, {"approved": True}, seen=0)
            except TaskRefused as error:
                refused.append(error)
            finally:
                connections.close_all()

        threads = [Thread(target=run, args=(actor,)) for actor in actors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == len(actors) - 1
        assert Hand.objects.filter(task=pk, deed=Deed.COMPLETED).count() == 1
    assert len(told.completed) == 5
