from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "barzan.printing"
    label = "printing"
