"""What the trail calls people's objects and what happens to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from barzan.people.models import RoleName
from barzan.trail import words

KINDS = {
    "unit": _("Unit"),
    "post": _("Post"),
    "person": _("Person"),
    "user": _("Account"),
    "holding": _("Holding of a post"),
    "delegation": _("Delegation"),
    "reorganisation": pgettext_lazy("trail", "Reorganisation"),
    "organisation": pgettext_lazy("trail", "Organisation"),
    "post-holders": _("Holders of a post"),
    "person-list": _("List of persons"),
    "user-list": _("List of users"),
}
VERBS = {
    "organisation.added": _("Organisation added"),
    "organisation.placed": _("Organisation given another place"),
    "post.placed": _("Post given another place"),
    "unit.added": _("Unit added"),
    "unit.renamed": _("Unit renamed"),
    "unit.moved": _("Unit moved"),
    "unit.closed": _("Unit closed"),
    "reorganisation.drafted": _("Reorganisation drafted"),
    "reorganisation.described": _("Reorganisation described anew"),
    "reorganisation.step_added": _("Step of a reorganisation added"),
    "reorganisation.step_removed": _("Step of a reorganisation removed"),
    "reorganisation.ordered": _("Reorganisation ordered"),
    "reorganisation.reopened": _("Reorganisation reopened"),
    "reorganisation.cancelled": _("Reorganisation cancelled"),
    "reorganisation.stopped": _("Reorganisation could not be carried out"),
    "reorganisation.done": _("Reorganisation carried out"),
    "post.moved": _("Post moved to another unit"),
    "post.added": _("Post added"),
    "post.changed": _("Post changed"),
    "post.closed": _("Post closed"),
    "person.added": _("Person added"),
    "person.changed": _("Person changed"),
    "person.read": _("Person's record read"),
    "person-list.read": _("List of persons read"),
    "post-holders.read": _("Holders of a post read"),
    "holding.begun": _("Somebody appointed"),
    "holding.ended": _("Holding ended"),
    "delegation.begun": _("Deputy appointed"),
    "delegation.ended": _("Delegation ended"),
    "user-list.added": _("Users added from a list"),
    "user.added": _("Account made"),
    "user.deactivated": _("Account closed"),
    "user.activated": _("Account opened"),
    "user.password_reset": _("New first password given"),
    "user.password_changed": _("Password changed"),
    "user.factors_removed": _("Second factors removed"),
    "user.factor_added": _("Second factor added"),
    "user.factor_removed": _("Second factor removed"),
    "user.factor_failed": _("Wrong second factor"),
    "user.factor_renewed": _("New recovery codes made"),
    "user.provider_joined": _("Sign-in provider connected"),
    "user.provider_parted": _("Sign-in provider disconnected"),
    "user.signed_in": _("Signed in"),
    "user.signed_out": _("Signed out"),
    "user.sessions_ended": _("Other sessions ended"),
    "user.sign_in_failed": _("Sign-in failed"),
    "user.locked_out": _("Sign-in closed after failures"),
}
ROLES = {role.value: role.label for role in RoleName}
SYSTEM = {"sign-in": _("the sign-in page")}


def register() -> None:
    """Makes the words known (called once, at start)."""
    words.provide("kind", KINDS)
    words.provide("verb", VERBS)
    words.provide("role", ROLES)
    words.provide("system", SYSTEM)
    words.provide_page("unit", lambda key: reverse("people:unit", args=[key]))
    words.provide_page("reorganisation", lambda key: reverse("people:reorganisation", args=[int(key)]))
    words.provide_page("post", lambda key: reverse("people:post", args=[key]))
    words.provide_page("post-holders", lambda key: reverse("people:post", args=[key]))
    words.provide_page("person", lambda key: reverse("people:person", args=[int(key)]))
    words.provide_page("person-list", lambda key: reverse("people:persons"))
