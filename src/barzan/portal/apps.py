from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "barzan.portal"
    label = "portal"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.look.menu import MenuItem, add

        add(MenuItem("portal", _("Home"), "portal:home", PUBLIC, 10, "house"))
