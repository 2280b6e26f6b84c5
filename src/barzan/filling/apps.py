from django.apps import AppConfig


class FillingConfig(AppConfig):
    name = "barzan.filling"
    label = "filling"
