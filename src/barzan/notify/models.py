"""Tables of messages. A message and whom it was told never change (triggers of migration 0002)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from barzan.people.models import Person, Post, Unit


class Message(models.Model):
    """What somebody should know, in both languages, and the page that it is about.

    ``key`` tells it once: the same key again is the same message. ``about`` is the trail's (kind, key).
    """

    key = models.CharField(max_length=200, unique=True)
    text_fa = models.CharField(max_length=600)
    text_en = models.CharField(max_length=600)
    url_name = models.CharField(max_length=80, blank=True)
    url_args = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=60, blank=True)
    about_key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text_en

    @property
    def url(self) -> str:
        """The page it is about; "" where it names none, or one that is no more."""
        try:
            return reverse(self.url_name, kwargs=self.url_args) if self.url_name else ""
        except NoReverseMatch:
            return ""


class Recipient(models.Model):
    """To whom a message was told: a person, whoever holds a post, or everybody who works in a unit."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, post__isnull=True, unit__isnull=True)
                | Q(person__isnull=True, post__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, post__isnull=True, unit__isnull=False),
                name="recipient_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.person_id or self.post_id or self.unit_id}"


class Reading(models.Model):
    """A person has read a message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="message_read_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.person_id}"
