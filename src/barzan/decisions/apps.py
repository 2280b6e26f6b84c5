from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "barzan.decisions"
    label = "decisions"

    def ready(self) -> None:
        from barzan.decisions import words
        from barzan.decisions.guards import GUARDS
        from barzan.decisions.providers import register_all
        from barzan.decisions.rules import DECISIONS_READ
        from barzan.look.menu import MenuItem, add
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        register_all()
        words.register()
        add(
            MenuItem(
                "desk", _("Decision tables"), "decisions:list", DECISIONS_READ, 55, "gavel", group="processes"
            )
        )
