from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "barzan.process"
    label = "process"
