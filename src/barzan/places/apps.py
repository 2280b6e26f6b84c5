from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "barzan.places"
    label = "places"
