from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "barzan.exchange"
    label = "exchange"

    def ready(self) -> None:
        from barzan.exchange import words, work  # noqa: F401 - the worker's part registers itself
        from barzan.exchange.rules import EXCHANGE_READ
        from barzan.look.menu import MenuItem, add

        words.register()
        add(
            MenuItem(
                "desk", _("Data in and out"), "exchange:home", EXCHANGE_READ, 80, "upload", group="services"
            )
        )
