from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "barzan.statistics"
    label = "statistics"
