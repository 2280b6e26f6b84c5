from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessConfig(AppConfig):
    name = "barzan.process"
    label = "process"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.process import builtin, owner, providers, words, work  # noqa: F401 - they register
        from barzan.process.followers import FOLLOWER
        from barzan.process.guards import GUARDS
        from barzan.process.rules import INSTANCE_READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        owner.register()
        providers.provide()
        follow(FOLLOWER)
        add(
            MenuItem(
                "desk",
                _("Running processes"),
                "process:instances",
                INSTANCE_READ,
                35,
                "refresh-cw",
                group="processes",
            )
        )
