from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "barzan.registers"
    label = "registers"
