from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "barzan.instruments"
    label = "instruments"
