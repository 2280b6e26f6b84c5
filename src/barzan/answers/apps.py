from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "barzan.answers"
    label = "answers"

    def ready(self) -> None:
        from barzan.answers import work  # noqa: F401 - registers its jobs
        from barzan.answers.guards import GUARDS
        from barzan.trail import appendonly

        appendonly.provide(GUARDS)
