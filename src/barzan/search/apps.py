from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "barzan.search"
    label = "search"
