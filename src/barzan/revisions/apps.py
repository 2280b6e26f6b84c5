from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    name = "barzan.revisions"
    label = "revisions"
