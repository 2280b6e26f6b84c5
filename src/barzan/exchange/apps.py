from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "barzan.exchange"
    label = "exchange"
