from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "barzan.jobs"
    label = "jobs"
