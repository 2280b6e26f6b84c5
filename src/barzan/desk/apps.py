from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "barzan.desk"
    label = "desk"
