from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "barzan.decisions"
    label = "decisions"
