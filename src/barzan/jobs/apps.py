from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class JobsConfig(AppConfig):
    name = "barzan.jobs"
    label = "jobs"

    def ready(self) -> None:
        from barzan.jobs import housekeeping, words  # noqa: F401 - registers the schedules
        from barzan.jobs.rules import READ
        from barzan.look.menu import MenuItem, add

        words.register()
        add(
            MenuItem(
                "desk",
                pgettext_lazy("menu", "Jobs"),
                "jobs:jobs",
                READ,
                order=810,
                icon="hourglass",
                group="system",
            )
        )
