from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "barzan.portal"
    label = "portal"
