from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "barzan.jobs"
    label = "jobs"

    def ready(self) -> None:
        from barzan.jobs import housekeeping  # noqa: F401 - registers the schedules
