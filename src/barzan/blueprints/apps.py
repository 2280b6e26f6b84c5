from django.apps import AppConfig


class BlueprintsConfig(AppConfig):
    name = "barzan.blueprints"
    label = "blueprints"
