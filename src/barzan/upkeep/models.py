"""Tables of upkeep: confirmations and reminders of the review, proposals and what was done with them.

Confirmations, reminders and the steps of a proposal are added, never changed (triggers of migration 0002).
Who proposed stands apart, in a table of personal data that is emptied after the answer.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.catalogue.models import Service, ServiceVersion
from barzan.people.models import Personal, Unit, User
from barzan.revisions.models import Draft, Signed


class Confirmation(Signed):
    """The office read a published version again and found it right."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="confirmations")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.service_id} {self.on}"


class Stage(models.TextChoices):
    """How near the day is when an office is reminded."""

    AHEAD_90 = "ahead-90", pgettext_lazy("reminder", "due within 90 days")
    AHEAD_30 = "ahead-30", pgettext_lazy("reminder", "due within 30 days")
    DUE = "due", pgettext_lazy("reminder", "due today")
    LATE = "late", pgettext_lazy("reminder", "overdue")


class Reminder(models.Model):
    """An office was reminded once of services that fall due on ``day`` (of late ones: once in its month)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    day = models.DateField()
    services = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "stage", "day"], name="reminded_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="reminder_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.stage} {self.day}"


class About(models.TextChoices):
    """What a proposal speaks of."""

    TITLE = "title", pgettext_lazy("proposal about", "Name or description")
    DOCUMENTS = "documents", pgettext_lazy("proposal about", "Documents asked for")
    STEPS = "steps", pgettext_lazy("proposal about", "Steps of the work")
    TIME = "time", pgettext_lazy("proposal about", "Time it takes")
    COST = "cost", pgettext_lazy("proposal about", "Cost")
    CHANNELS = "channels", pgettext_lazy("proposal about", "How and where to ask")
    LAW = "law", pgettext_lazy("proposal about", "Legal basis")
    MISSING = "missing", pgettext_lazy("proposal about", "A service that is missing")
    OTHER = "other", pgettext_lazy("proposal about", "Something else")


class State(models.TextChoices):
    """Where a proposal stands; all but the first are answers."""

    RECEIVED = "received", pgettext_lazy("state of a proposal", "Being read")
    ACCEPTED = "accepted", pgettext_lazy("state of a proposal", "Accepted")
    ALREADY = "already", pgettext_lazy("state of a proposal", "Already so")
    ELSEWHERE = "elsewhere", pgettext_lazy("state of a proposal", "For another agency")
    DECLINED = "declined", pgettext_lazy("state of a proposal", "Declined")
    MERGED = "merged", pgettext_lazy("state of a proposal", "Joined to an earlier one")


ANSWERS = tuple(state for state in State if state not in (State.RECEIVED, State.MERGED))


class Proposal(models.Model):
    """A change that somebody proposes; ``code`` is what its sender follows it by.

    The state points at the last of its ``happenings``. ``draft`` is what an accepted one became.
    """

    code = models.CharField(max_length=8, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="proposals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    text = models.TextField(_("text"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField(db_index=True)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="proposals")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="proposal_state"),
            models.CheckConstraint(condition=Q(about__in=About.values), name="proposal_about"),
            models.CheckConstraint(
                condition=Q(state=State.RECEIVED, answered_at__isnull=True)
                | (~Q(state=State.RECEIVED) & Q(answered_at__isnull=False)),
                name="proposal_answered",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("pk")), name="proposal_joined_to_another"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "upkeep.proposal", str(self.pk)


class Proposer(Personal):
    """Who proposed, as far as they said so; emptied some time after the answer."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="proposer")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("telephone or e-mail"), max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.proposal_id}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "proposer", str(self.proposal_id)


class Deed(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("deed on a proposal", "Received")
    REFERRED = "referred", pgettext_lazy("deed on a proposal", "Referred to")
    ANSWERED = "answered", pgettext_lazy("deed on a proposal", "Answered")
    JOINED = "joined", pgettext_lazy("deed on a proposal", "Joined to an earlier one")


class Happening(Signed):
    """One step in the life of a proposal; ``unit`` is who has it from then on."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="happenings")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(deed__in=Deed.values), name="happening_deed")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.deed}"
