"""Tables of the clock: calendars by year and organisation, closures, plans of escalation, deadlines, timers.

Closures, their withdrawals and the facts of deadlines are added, never changed (triggers of migration 0002).
A row of ``Deadline`` says where its facts have led.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.clock.core.plans import Stage
from barzan.clock.core.rules import MonthEnd
from barzan.clock.core.values import Counting as CountingValue
from barzan.clock.core.values import RunsFrom as RunsFromValue
from barzan.clock.core.values import Silence as SilenceValue
from barzan.clock.core.values import Terms
from barzan.people.models import Organisation, Post, Unit, User
from barzan.places.models import Place


class Counting(models.TextChoices):
    """The values of ``core.Counting`` with their names."""

    EXACT = "exact", pgettext_lazy("counting", "Elapsed time")
    CALENDAR_DAYS = "calendar-days", pgettext_lazy("counting", "Calendar days")
    WORKING_DAYS = "working-days", pgettext_lazy("counting", "Working days")
    HOURS = "hours", pgettext_lazy("counting", "Hours")
    OFFICE_HOURS = "office-hours", pgettext_lazy("counting", "Office hours")
    JALALI_MONTHS = "jalali-months", pgettext_lazy("counting", "Jalali months")
    GREGORIAN_MONTHS = "gregorian-months", pgettext_lazy("counting", "Gregorian months")


class RunsFrom(models.TextChoices):
    """The values of ``core.RunsFrom`` with their names."""

    OPENED = "opened", pgettext_lazy("time runs from", "The beginning of the work")
    NOTICE = "notice", pgettext_lazy("time runs from", "Recorded notice")
    COMPLETE = "complete", pgettext_lazy("time runs from", "Receipt of complete documents")


class Silence(models.TextChoices):
    """The values of ``core.Silence`` with their names."""

    NOTHING = "", pgettext_lazy("silence", "Nothing")
    CONSENT = "consent", pgettext_lazy("silence", "Consent")
    REFUSAL = "refusal", pgettext_lazy("silence", "Refusal")


class Certainty(models.TextChoices):
    """Where the holidays of a year come from."""

    OFFICIAL = "official", pgettext_lazy("calendar", "official calendar")
    COMPUTED = "computed", pgettext_lazy("calendar", "computed")


class HolidayKind(models.TextChoices):
    SOLAR = "solar", pgettext_lazy("holiday", "solar")
    LUNAR = "lunar", pgettext_lazy("holiday", "lunar")


class Edition(models.Model):
    """One row: a token that changes with every change of a calendar or plan; processes keep them by it."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


class Scoped(models.Model):
    """For one organisation, for all under one place (a province), or for everybody."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Period(Scoped):
    """Half-open: from ``since`` up to, not including, ``until``."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Year(models.Model):
    """A Jalali year whose holidays are known, and from where."""

    year = models.PositiveSmallIntegerField(unique=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class Holiday(models.Model):
    """An official holiday of the whole country; two may fall on one day."""

    day = models.DateField(db_index=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=HolidayKind.choices)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class WeekendPeriod(Period):
    """The weekdays of the weekend in a period; ``weekdays`` are English names with blanks between."""

    weekdays = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.weekdays} {self.since}"


class OfficeHours(Period):
    """When offices are open on some weekdays in a period."""

    weekdays = models.CharField(max_length=80)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_open_before_they_close")
        ]

    def __str__(self) -> str:
        return f"{self.opens} {self.closes}"


class CountingRule(Period):
    """A counting rule in place of the one of the law, for terms that begin in the period."""

    counting = models.CharField(max_length=20, choices=Counting.choices)
    first_day_counts = models.BooleanField(default=False)
    action_day_counts = models.BooleanField(default=False)
    end_moves = models.BooleanField(default=True)
    month_days = models.PositiveSmallIntegerField(default=30)
    month_end = models.CharField(max_length=10, default=MonthEnd.CLAMP.value)
    basis_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.counting} {self.since}"


class Signed(models.Model):
    """Something somebody did, in which post, when and why; a part of the program has neither."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Closure(Scoped, Signed):
    """Offices are closed from ``first`` to ``last``, both included: declared, often a day ahead."""

    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="closure_days"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(place__isnull=True), name="closure_one_scope"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "clock.closure", str(self.pk)


class ClosureWithdrawal(Signed):
    """A later fact: a closure was called off, or declared by mistake."""

    closure = models.OneToOneField(Closure, models.PROTECT, related_name="withdrawal")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.closure_id}"


class EscalationPlan(models.Model):
    """What happens before and after an end: durations counted by ``counting``; empty leaves a stage out."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    remind = models.CharField(_("remind before the end"), max_length=20, blank=True)
    superior = models.CharField(_("tell the superior after the end"), max_length=20, blank=True)
    take_over = models.CharField(_("take over after the end"), max_length=20, blank=True)
    counting = models.CharField(
        _("counted in"), max_length=20, choices=Counting.choices, default=Counting.WORKING_DAYS
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "clock.plan", self.code


class State(models.TextChoices):
    """Where a deadline stands; a running one may be overdue."""

    WAITING = "waiting", pgettext_lazy("deadline", "Waiting to begin")
    RUNNING = "running", pgettext_lazy("deadline", "Running")
    SUSPENDED = "suspended", pgettext_lazy("deadline", "Suspended")
    MET = "met", pgettext_lazy("deadline", "Met")
    PASSED = "passed", pgettext_lazy("deadline", "Ended by silence")
    CANCELLED = "cancelled", pgettext_lazy("deadline", "Cancelled")


OPEN = (State.WAITING, State.RUNNING, State.SUSPENDED)


class Deadline(models.Model):
    """One time that runs for one owner (kind and key: ``task``, its id), by terms that no longer change.

    ``since`` is when it began (None while it waits), ``due_at`` the last moment to act and ``due_on`` its day
    in Tehran (None while it waits or stands still), ``next_at`` when the next stage of its plan comes.
    ``said_fa`` and ``said_en`` are the explanation as it was told when the end was last reckoned.
    """

    owner_kind = models.CharField(max_length=40)
    owner_key = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    amount = models.CharField(max_length=40)
    counting = models.CharField(max_length=20, choices=Counting.choices)
    runs_from = models.CharField(max_length=10, choices=RunsFrom.choices)
    law = models.CharField(max_length=40, blank=True)
    law_title = models.CharField(max_length=400, blank=True)
    article = models.CharField(max_length=200, blank=True)
    silence = models.CharField(max_length=10, choices=Silence.choices, blank=True)
    escalation = models.CharField(max_length=40, blank=True)
    limit = models.CharField(max_length=40, blank=True)
    subject_fa = models.CharField(max_length=300)
    subject_en = models.CharField(max_length=300, blank=True)
    url_name = models.CharField(max_length=80, blank=True)
    url_args = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    stage = models.PositiveSmallIntegerField(default=Stage.BEGUN.value)
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said_fa = models.TextField(blank=True)
    said_en = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_key"], name="deadline_of_one_owner"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="deadline_state"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(since__isnull=False, due_at__isnull=False),
                name="deadline_running_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="deadline_next"),
            models.Index(fields=["state", "due_at"], name="deadline_state_due"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_kind} {self.owner_key}"

    @property
    def terms(self) -> Terms:
        return Terms(
            self.amount,
            CountingValue(self.counting),
            RunsFromValue(self.runs_from),
            self.law,
            self.article,
            SilenceValue(self.silence),
            self.escalation,
            self.limit,
        )

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "clock.deadline", str(self.pk)

    @property
    def subject(self) -> str:
        return self.subject_fa

    @property
    def overdue(self) -> bool:
        """Whether the time is over and nobody has acted yet."""
        return self.state == State.RUNNING and self.due_at is not None and self.due_at < timezone.now()

    @property
    def in_time(self) -> bool:
        """Whether it was met by its end (or before it began)."""
        return self.state == State.MET and (self.due_at is None or self.ended_at <= self.due_at)

    def said(self, language: str) -> str:
        return self.said_en if language.startswith("en") else self.said_fa


class Deed(models.TextChoices):
    """What happened to a deadline."""

    NOTICE = "notice", pgettext_lazy("deed on a deadline", "Notice recorded")
    COMPLETE = "complete", pgettext_lazy("deed on a deadline", "Complete documents received")
    SUSPENDED = "suspended", pgettext_lazy("deed on a deadline", "Suspended")
    RESUMED = "resumed", pgettext_lazy("deed on a deadline", "Resumed")
    EXTENDED = "extended", pgettext_lazy("deed on a deadline", "Extended")
    MOVED = "moved", pgettext_lazy("deed on a deadline", "The end moved")
    REMINDED = "reminded", pgettext_lazy("deed on a deadline", "Reminded")
    PASSED = "passed", pgettext_lazy("deed on a deadline", "The time was over")
    SUPERIOR = "superior", pgettext_lazy("deed on a deadline", "Superior told")
    TAKEN_OVER = "taken_over", pgettext_lazy("deed on a deadline", "Taken over")
    MET = "met", pgettext_lazy("deed on a deadline", "Met")
    CANCELLED = "cancelled", pgettext_lazy("deed on a deadline", "Cancelled")


class Fact(Signed):
    """One thing that happened to a deadline, and what became of its end. ``at`` is from when it counts."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="facts")
    deed = models.CharField(max_length=12, choices=Deed.choices)
    at = models.DateTimeField()
    amount = models.CharField(max_length=40, blank=True)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(deed__in=Deed.values), name="fact_deed")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.deed}"


class Timer(models.Model):
    """Something that a room wants to be told at a moment, once; deleted in the transaction that tells it."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    payload: Any = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="timer_once")]
        indexes = [models.Index(fields=["due_at"], name="timer_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
