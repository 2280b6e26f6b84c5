from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "barzan.decisions"
    label = "decisions"

    def ready(self) -> None:
        from barzan.decisions import words
        from barzan.decisions.guards import GUARDS
        from barzan.decisions.providers import register_all
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        register_all()
        words.register()
