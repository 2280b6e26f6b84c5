"""Tables of people. Validity is half-open: from its first day up to, not including, its last.

``Unit`` and ``Post`` hold what is true now; ``UnitStanding`` and ``PostStanding`` what was true when. Unit
paths are made of ids, ``/1/4/``: a unit and everything under it share its path as a prefix.
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


def _one_in_force(field: str, name: str) -> list[models.BaseConstraint]:
    """Of every record one fact is in force, one begins on a day, and each begins before it ends."""
    return [
        models.UniqueConstraint(fields=[field], condition=Q(until__isnull=True), name=f"{name}_one_in_force"),
        models.UniqueConstraint(fields=[field, "since"], name=f"{name}_one_a_day"),
        models.CheckConstraint(
            condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=f"{name}_validity"
        ),
    ]


class UnitStanding(models.Model):
    """What a unit was called and under which unit it stood, from when to when."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="standings")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = [
            *_one_in_force("unit", "unit_standing"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="unit_standing_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"


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


class PostStanding(models.Model):
    """To which unit a post belonged, from when to when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="standings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = _one_in_force("post", "post_standing")

    def __str__(self) -> str:
        return f"{self.post_id} {self.since}"


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


class ReorganisationState(models.TextChoices):
    """Where a reorganisation stands."""

    DRAFT = "draft", pgettext_lazy("reorganisation", "Draft")
    ORDERED = "ordered", pgettext_lazy("reorganisation", "Ordered")
    DONE = "done", pgettext_lazy("reorganisation", "Carried out")
    CANCELLED = "cancelled", pgettext_lazy("reorganisation", "Cancelled")


class Reorganisation(models.Model):
    """A plan that changes the units of an organisation on one day, by an order; all of it or nothing.

    ``steps`` are those of ``people.reorganising``, as values. ``edition`` counts how often it was ordered, so
    that a job left by an earlier order does nothing. ``stopped`` holds why it could not be carried out when
    its day came: sentences in both languages. ``result`` is what it did, by which it can be turned back.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reorganisations")
    title = models.CharField(_("title"), max_length=200)
    order_number = models.CharField(_("number of the order"), max_length=60, blank=True)
    order_date = models.DateField(_("date of the order"), null=True, blank=True)
    on = models.DateField(_("takes effect on"))
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    steps = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=ReorganisationState.choices, default=ReorganisationState.DRAFT
    )
    edition = models.PositiveIntegerField(default=0)
    stopped = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    inverse_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inverses")
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReorganisationState.values), name="reorganisation_state"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="reorganisation_done_at",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"])
                | (~Q(order_number="") & Q(order_date__isnull=False)),
                name="reorganisation_rests_on_an_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "reorganisation", str(self.pk)


class UnitSuccession(models.Model):
    """Which unit goes on with the work of a unit that was closed; old links lead on by it."""

    old = models.OneToOneField(Unit, models.PROTECT, related_name="succession")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="successions")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(old=F("new")), name="succession_by_another")]

    def __str__(self) -> str:
        return f"{self.old_id} {self.new_id}"
