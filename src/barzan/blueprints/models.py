"""The one table of the room: which blueprint was loaded, when and by whom. Rows are only added."""

from django.db import models


class Loaded(models.Model):
    """One load that changed something; the newest row of a name is what the installation stands on."""

    name = models.CharField(max_length=63, db_index=True)
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=80, help_text="user:<id> or system:<name>")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "blueprint", self.name
