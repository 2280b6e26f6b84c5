from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "barzan.registers"
    label = "registers"

    def ready(self) -> None:
        from barzan.registers import found, work  # noqa: F401 - registers its timers
        from barzan.registers.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        found.register()
