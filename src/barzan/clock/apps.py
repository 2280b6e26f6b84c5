from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "barzan.clock"
    label = "clock"
