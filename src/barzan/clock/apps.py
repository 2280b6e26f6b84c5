from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "barzan.clock"
    label = "clock"

    def ready(self) -> None:
        from barzan.clock import providers, words, work  # noqa: F401 - registers its schedules and jobs
        from barzan.clock.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        providers.register_all()
