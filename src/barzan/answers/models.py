"""Tables of the room: which files hold the answers of a form, what offices chose, what they ordered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from barzan.access import Target
from barzan.forms.models import Form
from barzan.people.models import User


class Segment(models.Model):
    """A folder of immutable files with the answers of some submissions, a file for each table.

    ``tables`` gives for each table its file and columns; ``last`` is the highest submission in it.
    ``masks``: how many submissions of lower segments it replaces (``masks.parquet``).
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    folder = models.CharField(max_length=40, unique=True)
    rows = models.PositiveIntegerField()
    last = models.BigIntegerField()
    masks = models.PositiveIntegerField(default=0)
    tables = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="answers_segment_once")]

    def __str__(self) -> str:
        return self.folder


class Chosen(models.Model):
    """Which columns somebody looks at in a list of a form (``table`` is empty for the submissions)."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    table = models.CharField(max_length=1000, blank=True)
    paths = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "user", "table"], name="answers_chosen_once")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.table}"


class Joining(models.Model):
    """An office says that the question ``old`` became ``new``, or (``joined`` false) that it did not.

    Only added: the last word on ``old`` counts.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    old = models.CharField(max_length=1000)
    new = models.CharField(max_length=1000)
    joined = models.BooleanField()
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(old=models.F("new")), name="answers_joins_two")]

    def __str__(self) -> str:
        return f"{self.old} {self.new}"


class Export(models.Model):
    """An order of a file: what is to be in it, and over which units and places its orderer could read then.

    ``key`` is that of its job and of its place on the shelf; ``refused`` why it cannot be, by language.
    """

    key = models.CharField(max_length=32, unique=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    options = models.JSONField()
    areas = models.JSONField(null=True)
    refused = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["form", "user", "-id"], name="answers_export_of_user")]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return self.form.target

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "answers.export", self.key
