from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "barzan.procedures"
    label = "procedures"
