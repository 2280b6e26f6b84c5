from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "barzan.forms"
    label = "forms"
