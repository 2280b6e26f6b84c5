from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "barzan.permits"
    label = "permits"
