"""Tables of tasks: the work that waits, the hands it went through, bodies of people and their decisions.

A task's row says how it stands now; what happened stands in its ``Hand`` rows and in the ``Decision``, which
are only added (triggers of migration 0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.documents.models import Document
from barzan.people.models import Person, Post, Unit, User
from barzan.tasks.core.fields import Field, Text, from_value


class BodyKind(models.TextChoices):
    """What a body of people is called (glossary: body)."""

    COUNCIL = "council", pgettext_lazy("body", "Council")
    COMMISSION = "commission", pgettext_lazy("body", "Commission")
    COMMITTEE = "committee", pgettext_lazy("body", "Committee")
    WORKING_GROUP = "working-group", pgettext_lazy("body", "Working group")
    HEADQUARTERS = "headquarters", pgettext_lazy("body", "Headquarters")
    BOARD = "board", pgettext_lazy("body", "Board")


class Body(models.Model):
    """A commission, a council: it decides in sessions. ``unit`` keeps its secretariat.

    ``quorum`` is how many votes a decision needs at the least; None: no rule is recorded.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies")
    quorum = models.PositiveIntegerField(_("quorum"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="body_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "body", self.code


class Duty(models.TextChoices):
    """What a member does in the body."""

    CHAIR = "chair", pgettext_lazy("member", "Chair")
    SECRETARY = "secretary", pgettext_lazy("member", "Secretary")
    MEMBER = "member", pgettext_lazy("member", "Member")


class Member(models.Model):
    """A seat of a body: whoever holds the post sits in it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="members")
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships")
    duty = models.CharField(_("duty"), max_length=10, choices=Duty.choices, default=Duty.MEMBER)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="member_duty"),
            models.UniqueConstraint(
                fields=["body", "post"], condition=Q(until__isnull=True), name="member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.post_id}"


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a task", "Open")
    DONE = "done", pgettext_lazy("state of a task", "Done")
    CANCELLED = "cancelled", pgettext_lazy("state of a task", "No longer needed")


class Task(models.Model):
    """Work that waits for somebody, for the owner ``kind`` under its ``key``; ``ref`` joins the two.

    ``unit`` answers for it; ``post``, ``body`` hold it more closely. ``person`` has taken it, acting in
    ``as_post``; of a done task it is who did it. ``lent_by`` is the post that delegated it and may take it
    back. ``draft`` holds answers as they were typed; ``seen`` counts every change, so that nobody overwrites
    what they have not seen. ``timed``: the clock runs for it; ``due_at`` repeats its end for the order of the
    inbox.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=79)
    ref = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    subject_en = models.CharField(max_length=300, blank=True)
    url_name = models.CharField(max_length=100, blank=True)
    url_args = models.JSONField(default=list)
    sought = models.TextField(editable=False)
    guide = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    outside = models.CharField(max_length=200, blank=True)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="tasks")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="tasks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    as_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    lent_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict)
    external_number = models.CharField(max_length=100, blank=True)
    external_receipt = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    timed = models.BooleanField(default=False)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = [F("due_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="task_state"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_at__isnull=True)
                | (~Q(state=State.OPEN) & Q(closed_at__isnull=False)),
                name="task_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(as_post__isnull=True), name="task_taken_by_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at"], condition=Q(state="open"), name="task_open_of_unit"),
            models.Index(fields=["post", "due_at"], condition=Q(state="open"), name="task_open_of_post"),
            models.Index(fields=["person", "due_at"], condition=Q(state="open"), name="task_open_of_person"),
            models.Index(fields=["body", "due_at"], condition=Q(state="open"), name="task_open_of_body"),
            models.Index(fields=["person", "-closed_at"], condition=Q(state="done"), name="task_done_by"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "task", self.ref

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields as values."""
        return from_value(self.fields)

    @property
    def name(self) -> Text:
        return Text(self.title, self.title_en)


class Deed(models.TextChoices):
    """What happened to a task."""

    OPENED = "opened", pgettext_lazy("deed on a task", "Opened")
    TAKEN = "taken", pgettext_lazy("deed on a task", "Taken")
    RELEASED = "released", pgettext_lazy("deed on a task", "Given back to all")
    REFERRED = "referred", pgettext_lazy("deed on a task", "Referred")
    DELEGATED = "delegated", pgettext_lazy("deed on a task", "Delegated")
    RETURNED = "returned", pgettext_lazy("deed on a task", "Sent back as misrouted")
    HANDED_OVER = "handed-over", pgettext_lazy("deed on a task", "Handed over")
    UNDONE = "undone", pgettext_lazy("deed on a task", "Taken back")
    RECORDED = "recorded", pgettext_lazy("deed on a task", "Number of another system recorded")
    REMINDED = "reminded", pgettext_lazy("deed on a task", "Reminded")
    TOLD = "told", pgettext_lazy("deed on a task", "Superior told")
    TAKEN_OVER = "taken-over", pgettext_lazy("deed on a task", "Taken over by the superior")
    MOVED = "moved", pgettext_lazy("deed on a task", "Moved with its unit")
    DUE_MOVED = "due-moved", pgettext_lazy("deed on a task", "Deadline moved")
    SILENCE = "silence", pgettext_lazy("deed on a task", "Settled by silence")
    COMPLETED = "completed", pgettext_lazy("deed on a task", "Done")
    CANCELLED = "cancelled", pgettext_lazy("deed on a task", "No longer needed")


class Hand(models.Model):
    """One thing that happened to a task: who did it, in which post, and who holds it from then on.

    ``said`` are the answers of a completion, or the number and receipt that were recorded.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="hands")
    deed = models.CharField(max_length=12, choices=Deed.choices)
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    as_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    lent_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(deed__in=Deed.values), name="hand_deed")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.deed}"


class Decision(models.Model):
    """What a body decided on a task it held: the session, the text, the votes, the minutes."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="decision")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    session = models.CharField(_("number of the session"), max_length=60)
    on = models.DateField(_("date of the session"))
    number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    text = models.TextField(_("decision"))
    votes_for = models.PositiveIntegerField(_("votes for"), null=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True)
    abstaining = models.PositiveIntegerField(_("abstaining"), null=True)
    quorum = models.PositiveIntegerField(null=True)
    minutes = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.session}"
