from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from django.http import HttpRequest

    from barzan.people.models import User


def _clear_sessions() -> None:
    from django.core.management import call_command

    call_command("clearsessions", verbosity=0)


class PeopleConfig(AppConfig):
    name = "barzan.people"
    label = "people"

    def ready(self) -> None:
        from barzan.access.middleware import provide_actors
        from barzan.look import institution, reader
        from barzan.people import actions, called, providers, queries, words, work  # noqa: F401 - registers the job
        from barzan.people.actors import actor_of_request
        from barzan.places.followers import Follower, follow
        from barzan.trail import naming

        provide_actors(actor_of_request)
        institution.provide(called.institution)
        reader.provide(called.post_of)
        naming.provide(users=called.users, posts=called.posts)
        words.register()
        self._listen_to_second_factors()
        self._listen_to_providers()
        self._join_the_menu()
        providers.register_all()
        follow(Follower("people", queries.names_place, actions.follow_place))
        self._forget_ended_sessions()

    def _join_the_menu(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from barzan.access.rules import SIGNED_IN
        from barzan.look.menu import MenuItem, add
        from barzan.people.rules import UNITS_READ

        add(
            MenuItem(
                "desk", _("Organisation"), "people:chart", UNITS_READ, order=60, icon="network", group="city"
            )
        )
        for order, (label, name, icon) in enumerate(
            (
                (_("My record"), "people:own-record", "user"),
                (_("Change password"), "account_change_password", "lock"),
                (_("Second factors and passkeys"), "mfa_index", "key-round"),
                (_("Sessions"), "usersessions_list", "smartphone"),
            )
        ):
            add(MenuItem("account", label, name, SIGNED_IN, order, icon))

    def _listen_to_second_factors(self) -> None:
        """django-allauth tells of second factors by signals alone (docs/access.md)."""
        from allauth.mfa import signals

        from barzan.people import door

        def told(event: Callable[[User, str], None]) -> Callable[..., None]:
            return lambda user, authenticator, **_: event(user, authenticator.type)

        for signal, event in (
            (signals.authenticator_added, door.factor_added),
            (signals.authenticator_removed, door.factor_removed),
            (signals.authenticator_reset, door.factor_renewed),
            (signals.authentication_failed, door.factor_failed),
        ):
            signal.connect(told(event), weak=False, dispatch_uid=f"people.{event.__name__}")

    def _listen_to_providers(self) -> None:
        """Another way into an account is told of by signals alone, too."""
        from allauth.socialaccount import signals

        from barzan.people import door

        def joined(request: HttpRequest, **_: object) -> None:
            door.provider_joined(request.user)

        def parted(request: HttpRequest, **_: object) -> None:
            door.provider_parted(request.user)

        signals.social_account_added.connect(joined, weak=False, dispatch_uid="people.provider_joined")
        signals.social_account_removed.connect(parted, weak=False, dispatch_uid="people.provider_parted")

    def _forget_ended_sessions(self) -> None:
        """Once a day rows of sessions that are over go; nothing else would ever delete them."""
        from barzan.jobs.registry import every

        every("people.sessions", seconds=86_400)(_clear_sessions)
