from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "barzan.places"
    label = "places"

    def ready(self) -> None:
        from barzan.places import providers

        providers.register_all()
