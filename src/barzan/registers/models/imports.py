"""Imports: files whose rows became entries, or will."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.documents.models import Version as FileVersion
from barzan.people.models import Unit
from barzan.registers.models.entries import EntryVersion
from barzan.registers.models.registers import Register, Signed


class ImportState(models.TextChoices):
    MAPPED = "mapped", pgettext_lazy("import", "To be mapped")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    CHECKED = "checked", pgettext_lazy("import", "Checked")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Done")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


class Import(Signed):
    """A file whose rows became entries, or will. ``mapping`` says by heading which field it fills.

    ``findings`` are those of the last check (the first ``importing.MOST_FINDINGS``; ``wrong`` counts all),
    ``rows`` how many rows there are, ``done`` how many were taken, ``opened`` how many of them are new.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="imports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    file = models.ForeignKey(FileVersion, models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPED)
    findings = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="register_import_state")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "register.import", str(self.pk)


class ImportedRow(models.Model):
    """Which version of which entry a row became."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="imported")
    row = models.PositiveIntegerField()
    version = models.OneToOneField(EntryVersion, models.PROTECT, related_name="imported")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.row}"
