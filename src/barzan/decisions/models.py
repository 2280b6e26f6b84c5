"""Tables of the decisions: a model under a key, its one draft, its published versions.

A version is a fact: triggers of migration 0002 refuse to change or delete it on both engines.
"""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from barzan.access import Target
from barzan.decisions.core.model import Model
from barzan.decisions.core.reading import read
from barzan.people.models import Post, Unit, User


class Decision(models.Model):
    """A decision model (a DMN file) under a key that processes name; the key is never reused."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    current = models.ForeignKey("DecisionVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="decision_title")]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "decision", self.key


class Written(models.Model):
    """A file of DMN as it was given, byte for byte."""

    xml = models.BinaryField()

    class Meta:
        abstract = True

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return bytes(self.xml)

    @property
    def model(self) -> Model:
        """The file as values; the same file is read once a process."""
        return _read(self.data)


class Draft(Written):
    """What is being written; ``seen`` counts the savings, so that nobody writes over another unseen."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="draft")
    seen = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.decision_id}"


class DecisionVersion(Written):
    """A published model. ``accepted`` maps the place of each warning to the reason for accepting it.

    ``content_hash`` is taken over key and file (``actions.hash_of``): a running process names it.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=80, db_index=True)
    accepted = models.JSONField(default=dict)
    why = models.TextField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="decision_version_once"),
            models.CheckConstraint(condition=~models.Q(why=""), name="decision_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}.{self.number}"


@lru_cache(maxsize=128)
def _read(data: bytes) -> Model:
    return read(data)
