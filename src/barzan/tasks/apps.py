from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "barzan.tasks"
    label = "tasks"

    def ready(self) -> None:
        from barzan.tasks.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
