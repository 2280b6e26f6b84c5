from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModellerConfig(AppConfig):
    name = "barzan.modeller"
    label = "modeller"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.process.rules import PROCESS_READ

        add(MenuItem("desk", _("Processes"), "modeller:list", PROCESS_READ, 32, "network", group="processes"))
