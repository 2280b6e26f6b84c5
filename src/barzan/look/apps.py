from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "barzan.look"
    label = "look"
