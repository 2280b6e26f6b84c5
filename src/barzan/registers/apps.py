from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "barzan.registers"
    label = "registers"

    def ready(self) -> None:
        from barzan.registers import found, providers, work  # noqa: F401 - registers its timers
        from barzan.registers.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        found.register()
        providers.register_all()
