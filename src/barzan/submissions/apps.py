from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "barzan.submissions"
    label = "submissions"

    def ready(self) -> None:
        from barzan.submissions.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
