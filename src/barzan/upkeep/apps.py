from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "barzan.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC, SIGNED_IN
        from barzan.catalogue import panels
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.trail.appendonly import provide as provide_guards
        from barzan.upkeep import words, work  # noqa: F401 - registers its schedules
        from barzan.upkeep.followers import FOLLOWER
        from barzan.upkeep.guards import GUARDS
        from barzan.upkeep.panels import panels_of
        from barzan.upkeep.rules import PROPOSALS_READ, REVIEWS_READ

        provide_guards(GUARDS)
        words.register()
        follow(FOLLOWER)
        panels.provide(panels_of)
        add(MenuItem("portal", _("Proposals"), "upkeep:index", PUBLIC, 50, "message-square"))
        add(
            MenuItem(
                "desk",
                _("Proposals"),
                "upkeep-desk:proposals",
                PROPOSALS_READ,
                80,
                "message-square",
                group="services",
            )
        )
        add(
            MenuItem(
                "desk",
                _("Review list"),
                "upkeep-desk:reviews",
                REVIEWS_READ,
                85,
                "calendar-days",
                group="services",
            )
        )
        add(MenuItem("account", _("My proposals"), "upkeep:mine", SIGNED_IN, 60, "message-square"))
