"""Doubles: keys under which entries meet, pairs that were proposed, merges and what took them apart."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from barzan.registers.models.entries import Entry, EntryVersion
from barzan.registers.models.registers import Register, Signed


class Likeness(models.Model):
    """A key under which entries that may be the same meet: a digest, so that it tells nothing by itself."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="likenesses", db_index=False)
    register = models.ForeignKey(Register, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "key"], name="likeness_once")]
        indexes = [models.Index(fields=["register", "key"], name="likeness_key")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Verdict(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal of doubles", "Not decided")
    MERGED = "merged", pgettext_lazy("proposal of doubles", "Merged")
    DIFFERENT = "different", pgettext_lazy("proposal of doubles", "Not the same")


class Proposal(models.Model):
    """Two entries that may be the same; ``score`` of 100, ``reasons`` as codes. ``first`` is the older."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="proposals")
    first = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    second = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="proposal_of_two"),
        ]
        indexes = [models.Index(fields=["register", "verdict", "-score"], name="proposal_list")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.proposal", str(self.pk)


class Merge(Signed):
    """A fact: ``gone`` became a part of ``kept``. ``before`` and ``after`` are the versions of the kept one;
    ``chosen`` says by field whose answer was taken.
    """

    kept = models.ForeignKey(Entry, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Entry, models.PROTECT, related_name="merges_away")
    before = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    after = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    chosen = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.gone_id}"


class Unmerge(Signed):
    """A later fact: two entries were not the same after all."""

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="undone")

    def __str__(self) -> str:
        return f"{self.merge_id}"
