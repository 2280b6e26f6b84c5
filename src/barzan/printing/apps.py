from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    name = "barzan.printing"
    label = "printing"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.printing import words, work  # noqa: F401 - the handlers register themselves
        from barzan.printing.rules import PRINTS_READ

        words.register()
        add(
            MenuItem(
                "desk",
                _("Print the booklet"),
                "printing:orders",
                PRINTS_READ,
                order=90,
                icon="printer",
                group="services",
            )
        )
