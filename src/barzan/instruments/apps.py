from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "barzan.instruments"
    label = "instruments"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.instruments import words
        from barzan.instruments.found import PROVIDER
        from barzan.instruments.guards import GUARDS
        from barzan.instruments.providers import register_all
        from barzan.look.menu import MenuItem, add
        from barzan.search.registry import provide
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        register_all()
        words.register()
        provide(PROVIDER)
        add(MenuItem("portal", _("Laws"), "instruments:list", PUBLIC, 35, "scale"))
        add(MenuItem("desk", _("Laws"), "instruments:list", PUBLIC, 65, "scale", group="services"))
