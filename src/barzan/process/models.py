"""Tables of the engine: definitions with their drafts and versions, running instances and what they wait for.

Versions, their compiled forms and happenings are added, never changed (triggers of migration 0002). The row
of an instance holds tokens and variables only; its history is the table of happenings.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.people.models import Unit
from barzan.process.core.values import Note
from barzan.process.refs import Ref


def new_key() -> str:
    """The key of a new instance: what messages are correlated by where they name nothing else."""
    return uuid4().hex


class Definition(models.Model):
    """A process under its stable key; ``current`` is the version that new instances follow."""

    key = models.CharField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "process.definition", self.key


class Draft(models.Model):
    """What somebody prepares; ``seen`` counts the savings, so that nobody overwrites what they have not seen.

    ``user`` is the account that saved last. ``based_on`` is the number of the version it was taken from (0
    none).
    """

    definition = models.OneToOneField(Definition, models.CASCADE, related_name="draft")
    xml = models.BinaryField()
    seen = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(default=0)
    user = models.BigIntegerField(null=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.definition_id}.{self.seen}"


class Compiled(models.Model):
    """The compiled form of a process, once under its content hash."""

    hash = models.CharField(max_length=80, unique=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.hash


class Version(models.Model):
    """A published version. Immutable.

    ``source_hash`` is the SHA-256 of the file; ``decisions`` the hashes of the decision tables it rests on,
    by key; ``calls`` the keys of the processes it calls; ``accepted`` the findings that were accepted, each
    with its reason.
    """

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    xml = models.BinaryField()
    source_hash = models.CharField(max_length=64)
    compiled = models.ForeignKey(Compiled, models.PROTECT, related_name="versions")
    process = models.CharField(max_length=200)
    decisions = models.JSONField(default=dict)
    calls = models.JSONField(default=list)
    accepted = models.JSONField(default=list)
    at = models.DateTimeField()
    user = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["definition", "number"], name="process_version_once")]

    def __str__(self) -> str:
        return f"{self.definition_id}/{self.number}"

    @property
    def hash(self) -> str:
        """The content hash of the compiled form."""
        return self.compiled.hash


class Trigger(models.TextChoices):
    MESSAGE = "message", pgettext_lazy("start of a process", "a message")
    TIMER = "timer", pgettext_lazy("start of a process", "the clock")


class Entrance(models.Model):
    """By what, beside somebody's hand, the current version of a definition is started."""

    definition = models.ForeignKey(Definition, models.CASCADE, related_name="entrances")
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    node = models.CharField(max_length=200)
    message = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "node"], name="process_entrance_once"),
            models.UniqueConstraint(
                fields=["message"], condition=Q(trigger=Trigger.MESSAGE), name="process_entrance_one_message"
            ),
            models.CheckConstraint(condition=Q(trigger__in=Trigger.values), name="process_entrance_trigger"),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.node}"


class Outcome(models.TextChoices):
    """How an instance ended; "" while it runs."""

    RUNNING = "", pgettext_lazy("state of a process", "Running")
    COMPLETED = "completed", pgettext_lazy("state of a process", "Completed")
    TERMINATED = "terminated", pgettext_lazy("state of a process", "Ended early")
    FAILED = "failed", pgettext_lazy("state of a process", "Ended with an error")
    CANCELLED = "cancelled", pgettext_lazy("state of a process", "Cancelled")


class Instance(models.Model):
    """A running process, pinned to its version.

    ``state`` is the packed state of ``core``; ``data`` the variables in the JSON form of FEEL values. A
    called process has a ``parent`` (its token there is ``parent_token``) and the ``root`` of its family,
    whose row is locked by whoever steps in any of them. What it is about, another room's record, is the
    subject.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="instances")
    version = models.ForeignKey(Version, models.PROTECT, related_name="instances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    subject_en = models.CharField(max_length=300, blank=True)
    subject_url = models.CharField(max_length=80, blank=True)
    subject_args = models.JSONField(default=list)
    state = models.BinaryField()
    data = models.JSONField(default=dict)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="family")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    parent_token = models.BigIntegerField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.RUNNING)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="process_instance_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="process_instance_ended",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, root__isnull=True, parent_token__isnull=True)
                | Q(parent__isnull=False, root__isnull=False, parent_token__isnull=False),
                name="process_instance_family",
            ),
            models.UniqueConstraint(
                fields=["parent", "parent_token"],
                condition=Q(parent__isnull=False),
                name="process_child_once",
            ),
        ]
        indexes = [
            models.Index(fields=["definition", "outcome", "-id"], name="process_instance_list"),
            models.Index(fields=["unit", "outcome", "-id"], name="process_instance_unit"),
            models.Index(fields=["outcome", "-id"], name="process_instance_open"),
            models.Index(fields=["subject_kind", "subject_key"], name="process_instance_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}#{self.pk}"

    @property
    def running(self) -> bool:
        return self.outcome == Outcome.RUNNING

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "process.instance", str(self.pk)


class Subscription(models.Model):
    """A token that waits for ``message`` under ``correlation``."""

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="subscriptions")
    token = models.BigIntegerField()
    node = models.CharField(max_length=200)
    message = models.CharField(max_length=200)
    correlation = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance", "token"], name="process_subscription_once")
        ]
        indexes = [models.Index(fields=["message", "correlation"], name="process_subscription_of")]

    def __str__(self) -> str:
        return f"{self.message} {self.correlation}"

    @property
    def ref(self) -> Ref:
        """Its token; ``instance`` has to be at hand."""
        return Ref(self.instance_id, self.token, self.instance.root_id or self.instance_id)


class Letter(models.Model):
    """A message on its way: published by an instance and not yet received by another.

    One that nobody waits for stays until somebody does.
    """

    message = models.CharField(max_length=200)
    correlation = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    sender = models.ForeignKey(Instance, models.PROTECT, null=True, related_name="letters")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["message", "correlation"], name="process_letter_to")]

    def __str__(self) -> str:
        return f"{self.message} {self.correlation}"


class OpenAction(models.Model):
    """A service task under way, as a job under its key; the row goes when the action is done.

    ``trouble`` is why its last attempt failed, in both languages ("" none yet).
    """

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="actions")
    token = models.BigIntegerField()
    node = models.CharField(max_length=200)
    action = models.CharField(max_length=120)
    inputs = models.JSONField(default=dict)
    trouble = models.CharField(max_length=500, blank=True)
    trouble_en = models.CharField(max_length=500, blank=True)
    failed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance", "token"], name="process_action_once")]
        indexes = [models.Index(fields=["failed"], name="process_action_failed")]

    def __str__(self) -> str:
        return f"{self.action} {self.instance_id}:{self.token}"


class Deed(models.TextChoices):
    """What the log of an instance tells: notes of nodes, and what was done with the whole."""

    ENTERED = Note.ENTERED.value, pgettext_lazy("log of a process", "Begun")
    LEFT = Note.LEFT.value, pgettext_lazy("log of a process", "Done")
    INTERRUPTED = Note.INTERRUPTED.value, pgettext_lazy("log of a process", "Broken off")
    STARTED = "started", pgettext_lazy("log of a process", "Started")
    ENDED = "ended", pgettext_lazy("log of a process", "Ended")
    CANCELLED = "cancelled", pgettext_lazy("log of a process", "Cancelled")
    MOVED = "moved", pgettext_lazy("log of a process", "Moved to another version")
    RETRIED = "retried", pgettext_lazy("log of a process", "Tried again")
    FAILED = "failed", pgettext_lazy("log of a process", "Failed")
    RECEIVED = "received", pgettext_lazy("log of a process", "Message received")


class Happening(models.Model):
    """One line of the log of an instance; ``version`` is the one that it then followed. No foreign keys but
    the instance: it is written often.
    """

    instance = models.ForeignKey(Instance, models.PROTECT, related_name="happenings")
    version = models.BigIntegerField()
    at = models.DateTimeField()
    deed = models.CharField(max_length=12, choices=Deed.choices)
    node = models.CharField(max_length=200, blank=True)
    flow = models.CharField(max_length=200, blank=True)
    user = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(deed__in=Deed.values), name="process_deed")]

    def __str__(self) -> str:
        return f"{self.instance_id} {self.deed} {self.node}"


class MoveState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("move of instances", "Under way")
    DONE = "done", pgettext_lazy("move of instances", "Done")
    UNDONE = "undone", pgettext_lazy("move of instances", "Undone")


class Move(models.Model):
    """Running instances of one version move to another by a mapping of element ids.

    ``chosen`` gives new ids for elements that have another one in the goal. ``after`` is the last instance
    that the job came to: it goes on from there. A move that ``undoes`` another takes its instances back.
    """

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="moves")
    source = models.ForeignKey(Version, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Version, models.PROTECT, related_name="+")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    state = models.CharField(max_length=10, choices=MoveState.choices, default=MoveState.RUNNING)
    chosen = models.JSONField(default=dict)
    after = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    user = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    why = models.TextField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MoveState.values), name="process_move_state"),
            models.UniqueConstraint(
                fields=["definition"], condition=Q(state="running"), name="process_one_move_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}>{self.goal_id}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "process.move", str(self.pk)


class Moved(models.Model):
    """What became of one instance in a move: moved, or left where it was for the ``unmapped`` elements."""

    move = models.ForeignKey(Move, models.PROTECT, related_name="moved")
    instance = models.ForeignKey(Instance, models.PROTECT, related_name="moves")
    done = models.BooleanField()
    unmapped = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "instance"], name="process_moved_once")]

    def __str__(self) -> str:
        return f"{self.move_id} {self.instance_id}"
