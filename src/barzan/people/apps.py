from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "barzan.people"
    label = "people"
