from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "barzan.procedures"
    label = "procedures"

    def ready(self) -> None:
        from barzan.catalogue import panels
        from barzan.look.menu import MenuItem, add
        from barzan.procedures import words
        from barzan.procedures.guards import GUARDS
        from barzan.procedures.panels import ANNOTATIONS, panels_of
        from barzan.procedures.providers import register_all
        from barzan.procedures.rules import PROCEDURES_READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        register_all()
        panels.provide(panels_of)
        panels.annotate(**ANNOTATIONS)
        add(
            MenuItem(
                "desk",
                _("Processes of services"),
                "procedures:list",
                PROCEDURES_READ,
                46,
                "network",
                group="processes",
            )
        )
