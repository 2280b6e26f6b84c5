from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "barzan.statistics"
    label = "statistics"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.look.menu import MenuItem, add

        add(MenuItem("portal", _("Statistics"), "statistics:statistics", PUBLIC, 30, "chart-column"))
