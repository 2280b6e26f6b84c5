from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "barzan.desk"
    label = "desk"

    def ready(self) -> None:
        from barzan.access.rules import SIGNED_IN
        from barzan.look.menu import MenuItem, add

        add(MenuItem("desk", _("My desk"), "desk:home", SIGNED_IN, 10, "inbox"))
