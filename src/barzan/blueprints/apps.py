from django.apps import AppConfig


class BlueprintsConfig(AppConfig):
    name = "barzan.blueprints"
    label = "blueprints"

    def ready(self) -> None:
        from barzan.blueprints import words

        words.register()
