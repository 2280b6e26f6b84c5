from django.apps import AppConfig


class ModellerConfig(AppConfig):
    name = "barzan.modeller"
    label = "modeller"
