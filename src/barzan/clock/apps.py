from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClockConfig(AppConfig):
    name = "barzan.clock"
    label = "clock"

    def ready(self) -> None:
        from barzan.clock import providers, words, work  # noqa: F401 - registers its schedules and jobs
        from barzan.clock.guards import GUARDS
        from barzan.clock.rules import DEADLINES_READ
        from barzan.clock.units import FOLLOWER
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        follow(FOLLOWER)
        providers.register_all()
        add(
            MenuItem(
                "desk", _("Deadlines"), "clock:deadlines", DEADLINES_READ, 30, "clock", group="processes"
            )
        )
