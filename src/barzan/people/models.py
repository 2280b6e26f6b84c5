"""Tables of people. Validity is half-open: from its first day up to, not including, its last.

Unit paths are made of ids, ``/1/4/``: a unit and everything under it share its path as a prefix.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target
from barzan.places.models import Place


class UnitKind(models.TextChoices):
    """Levels of an organisation (glossary: unit)."""

    ORGANISATION = "organisation", pgettext_lazy("unit", "Organisation")
    DEPUTY = "deputy", pgettext_lazy("unit", "Deputy")
    DIRECTORATE = "directorate", pgettext_lazy("unit", "Directorate")
    OFFICE = "office", pgettext_lazy("unit", "Office")
    COUNTY_OFFICE = "county_office", pgettext_lazy("unit", "County office")
    DISTRICT_OFFICE = "district_office", pgettext_lazy("unit", "District office")
    GROUP = "group", pgettext_lazy("unit", "Group")


class RoleName(models.TextChoices):
    """The roles of ``access.Role`` that a post may carry, with their names."""

    OFFICER = "officer", pgettext_lazy("role", "Officer")
    UNIT_HEAD = "unit_head", pgettext_lazy("role", "Unit head")
    SECRETARY = "secretary", pgettext_lazy("role", "Secretary")
    ANALYST = "analyst", pgettext_lazy("role", "Analyst")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")
    AUDITOR = "auditor", pgettext_lazy("role", "Auditor")


class Personal(models.Model):
    """Marks a table that holds personal data: staff read it only through queries that leave an event."""

    class Meta:
        abstract = True


class Organisation(models.Model):
    """An owner of records: a governorate, a municipality, an agency."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "organisation", self.code


class Unit(models.Model):
    """A part of an organisation; its code is never reused."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=240, db_index=True)
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_validity"
            ),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="unit_kind"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="unit_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Target:
        return Target(unit_path=self.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "unit", self.code


class Post(models.Model):
    """A seat in a unit. Its roles reach over the unit's subtree and, with a place, over that place's only."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="posts")
    roles = models.JSONField(_("roles"), default=list)
    single_seat = models.BooleanField(_("one holder at a time"), default=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["unit__order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="post_validity"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def role_names(self) -> list[str]:
        """The roles in the reader's language."""
        return [str(RoleName(role).label) for role in self.roles]

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path, place_path=self.place.path if self.place else None)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "post", self.code


class Person(Personal):
    """Somebody who holds posts or an account."""

    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    name_key = models.CharField(max_length=170, db_index=True, editable=False)
    national_id = models.CharField(_("national id"), max_length=10, blank=True)

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["national_id"], condition=~Q(national_id=""), name="person_national_id_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "person", str(self.pk)


class Holding(models.Model):
    """Who held which post, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until__isnull=True), name="holding_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="holding_validity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.since}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "holding", str(self.pk)


class Delegation(models.Model):
    """In the absence of a post's holder, a deputy acts with the post's roles between two dates."""

    absent = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="delegations_held")
    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="delegation_validity"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.since}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "delegation", str(self.pk)


class User(AbstractBaseUser, Personal):
    """An account, made by an administrator; what it may do comes from the posts of its person."""

    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "user", str(self.pk)
