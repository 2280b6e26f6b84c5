from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "barzan.catalogue"
    label = "catalogue"
