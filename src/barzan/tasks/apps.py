from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "barzan.tasks"
    label = "tasks"
