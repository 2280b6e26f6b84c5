from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "barzan.notify"
    label = "notify"
