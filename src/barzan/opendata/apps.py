from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "barzan.opendata"
    label = "opendata"
