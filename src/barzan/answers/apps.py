from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "barzan.answers"
    label = "answers"
