"""Tables of places. Validity is half-open everywhere: from its first day up to, not including, its last.

``Place`` holds what is true now (name, position in its home hierarchy); ``Naming`` and ``Membership``
hold what was true when. Paths are made of ids, ``/1/4/``: a place and everything under it share its path
as a prefix.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.access import Target


class Kind(models.TextChoices):
    """Kinds of division, from the country down (glossary: administrative division)."""

    COUNTRY = "country", pgettext_lazy("place", "Country")
    PROVINCE = "province", pgettext_lazy("place", "Province")
    COUNTY = "county", pgettext_lazy("place", "County")
    DISTRICT = "district", pgettext_lazy("place", "District")
    CITY = "city", pgettext_lazy("place", "City")
    RURAL_DISTRICT = "rural_district", pgettext_lazy("place", "Rural district")
    VILLAGE = "village", pgettext_lazy("place", "Village")
    MUNICIPAL_DISTRICT = "municipal_district", pgettext_lazy("place", "Municipal district")
    AREA = "area", pgettext_lazy("place", "Area")
    NEIGHBOURHOOD = "neighbourhood", pgettext_lazy("place", "Neighbourhood")
    PARCEL = "parcel", pgettext_lazy("place", "Parcel")


class Hierarchy(models.Model):
    """A way of dividing the land: administrative, municipal, that of one agency."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "hierarchy", self.code


class Place(models.Model):
    """One division, as it is now. Its code is its own as long as it is valid."""

    code = models.CharField(_("code"), max_length=40, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_key = models.CharField(max_length=120, db_index=True, editable=False)
    hierarchy = models.ForeignKey(Hierarchy, models.PROTECT, related_name="places")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=240, db_index=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="place_code_once_in_validity"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="place_validity"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="place_kind"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="place_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Target:
        return Target(place_path=self.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "place", str(self.pk)


class Naming(models.Model):
    """What a place was called, from when to when."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="namings")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(until__isnull=True), name="naming_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="naming_validity"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Where a place stood in a hierarchy, from when to when; moving a place moves all that lies under it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="memberships")
    hierarchy = models.ForeignKey(Hierarchy, models.PROTECT, related_name="memberships")
    parent = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="child_memberships")
    path = models.CharField(max_length=240, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "hierarchy"],
                condition=Q(until__isnull=True),
                name="membership_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="membership_validity"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("place")), name="membership_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.path
