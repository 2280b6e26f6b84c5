from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "barzan.forms"
    label = "forms"

    def ready(self) -> None:
        from barzan.forms.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
