from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "barzan.submissions"
    label = "submissions"
