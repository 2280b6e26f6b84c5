from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "barzan.trail"
    label = "trail"
