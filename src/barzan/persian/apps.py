from django.apps import AppConfig


class PersianConfig(AppConfig):
    name = "barzan.persian"
    label = "persian"
