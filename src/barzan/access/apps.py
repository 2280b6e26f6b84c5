from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "barzan.access"
    label = "access"
