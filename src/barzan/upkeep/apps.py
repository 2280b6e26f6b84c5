from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "barzan.upkeep"
    label = "upkeep"
