from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnswersConfig(AppConfig):
    name = "barzan.answers"
    label = "answers"

    def ready(self) -> None:
        from barzan.answers import work  # noqa: F401 - registers its jobs
        from barzan.answers.guards import GUARDS
        from barzan.answers.rules import ANSWERS_READ
        from barzan.look.menu import MenuItem, add
        from barzan.trail.appendonly import provide

        provide(GUARDS)
        add(
            MenuItem(
                "desk",
                _("Answers together"),
                "answers:forms",
                ANSWERS_READ,
                38,
                "chart-column",
                group="forms",
            )
        )
