"""Registers: a definition, its draft and versions; the counters of its numbers; views that people keep."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.forms.models import Form, FormVersion
from barzan.people.models import Organisation, Post, Unit, User
from barzan.registers.core import Definition, read


class RegisterState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("register", "Draft")
    OPEN = "open", pgettext_lazy("register", "In use")
    CLOSED = "closed", pgettext_lazy("register", "Closed")


class Register(models.Model):
    """A register under a key that is never reused. ``current`` is None until it is published first."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    form = models.ForeignKey(Form, models.PROTECT, related_name="registers", verbose_name=_("form"))
    state = models.CharField(max_length=10, choices=RegisterState.choices, default=RegisterState.DRAFT)
    current = models.ForeignKey("RegisterVersion", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="register_title"),
            models.CheckConstraint(condition=Q(state__in=RegisterState.values), name="register_state"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register", self.key


class Signed(models.Model):
    """Something somebody did, in which post, when and why; a part of the program has neither."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class RegisterDraft(models.Model):
    """What is being written; ``seen`` counts the savings, so that nobody writes over another unseen."""

    register = models.OneToOneField(Register, models.PROTECT, related_name="draft")
    definition = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.register_id}"


class RegisterVersion(Signed):
    """A published definition with the version of the form it is for. Never changed."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_version_once"),
            models.CheckConstraint(condition=~Q(why=""), name="register_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}.{self.number}"

    @property
    def life(self) -> Definition:
        """The definition as values."""
        return read(self.definition)


class Counter(models.Model):
    """The last number given in one series of one organisation; locked while the next is given."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    series = models.CharField(max_length=80, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "organisation", "series"], name="register_counter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.series} {self.last}"


class SavedView(models.Model):
    """A question that somebody keeps: the query of the list's address under a title; ``shared`` with all."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="saved_views")
    title = models.CharField(_("title"), max_length=120)
    query = models.CharField(max_length=1000)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.view", str(self.pk)
