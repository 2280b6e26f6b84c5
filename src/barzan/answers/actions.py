"""The commands of the room: to choose columns, to say that a question was renamed, to order a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.answers.core.columns import Table
from barzan.answers.errors import NotJoinable
from barzan.answers.exporting.options import Options
from barzan.answers.layouts import joined, layout_of
from barzan.answers.models import Chosen, Export, Joining
from barzan.answers.rules import ANSWERS_CHOOSE, ANSWERS_EXPORT, ANSWERS_JOIN
from barzan.forms.models import Form
from barzan.jobs import actions as jobs
from barzan.submissions.rules import PERSONAL, READ
from barzan.trail import actions as trail

EXPORT = "answers.export"
MOST_COLUMNS = 60


def choose_columns(actor: Actor, form: Form, table: Table, paths: Sequence[str]) -> None:
    """Keeps which columns the actor looks at, in the order of the form; none: those shown to everybody."""
    ANSWERS_CHOOSE.require(actor)
    wanted = set(paths)
    kept = [column.path for column in table.columns if column.path in wanted and not column.personal]
    with transaction.atomic():
        Chosen.objects.update_or_create(
            form=form, user_id=actor.user, table=table.path, defaults={"paths": kept[:MOST_COLUMNS]}
        )
        trail.record(actor, "answers-columns.chosen", form, detail={"columns": len(kept[:MOST_COLUMNS])})


def join(actor: Actor, form: Form, old: str, new: str, *, why: str = "") -> None:
    """Says that the question ``old``, which is no longer asked, goes on as ``new``: one column from now on.

    Raises ``NotJoinable``.
    """
    ANSWERS_JOIN.require(actor, form.target)
    with transaction.atomic():
        Form.objects.select_for_update().get(pk=form.pk)
        _check(form, old, new)
        _say(actor, form, old, new, why, joined=True)
        trail.record(actor, "answers-question.joined", form, why=why, detail={"old": old, "new": new})


def part(actor: Actor, form: Form, old: str, *, why: str = "") -> None:
    """Takes back that ``old`` goes on as another question."""
    ANSWERS_JOIN.require(actor, form.target)
    with transaction.atomic():
        Form.objects.select_for_update().get(pk=form.pk)
        new = joined(form).get(old)
        if new is None:
            raise NotJoinable(old, old)
        _say(actor, form, old, new, why, joined=False)
        trail.record(actor, "answers-question.parted", form, why=why, detail={"old": old, "new": new})


def _say(actor: Actor, form: Form, old: str, new: str, why: str, *, joined: bool) -> None:
    Joining.objects.create(
        form=form, old=old, new=new, joined=joined, why=why, at=timezone.now(), user_id=actor.user
    )


def _check(form: Form, old: str, new: str) -> None:
    """Both are columns of one table, apart until now; the newest version asks the one and not the other."""
    layout, _ = layout_of(form)
    for table in layout.tables:
        gone, kept = table.by_path.get(old), table.by_path.get(new)
        if gone and kept and old != new:
            if layout.versions[-1] in gone.versions or gone.personal != kept.personal:
                break
            return
    raise NotJoinable(old, new)


def order(actor: Actor, form: Form, options: Options) -> Export:
    """Has a file written of what the actor may read now; personal answers only with the right.

    That personal answers are taken out is recorded as a reading of the form.
    """
    ANSWERS_EXPORT.require(actor)
    if options.personal:
        PERSONAL.require(actor)
    rule = PERSONAL if options.personal else READ
    scope = rule.scope(actor)
    areas = None if scope.everything else [list(area) for area in sorted(scope.areas)]
    with transaction.atomic():
        made = Export.objects.create(
            key=uuid4().hex,
            form=form,
            user_id=actor.user,
            options=asdict(options),
            areas=areas,
            at=timezone.now(),
        )
        jobs.enqueue(EXPORT, {"export": made.pk}, key=made.key, actor=actor)
        trail.record(actor, "answers.ordered", made, detail={"form": form.key, "kind": options.kind})
        if options.personal:
            trail.reading(actor, form, why="export")
    return made
