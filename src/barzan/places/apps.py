from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "barzan.places"
    label = "places"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.places import providers, words
        from barzan.places.rules import PLACES_READ

        providers.register_all()
        words.register()
        add(MenuItem("desk", _("Places"), "places:tree", PLACES_READ, order=65, icon="map-pin", group="city"))
