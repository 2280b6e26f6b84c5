from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "barzan.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.catalogue import panels, resting, words
        from barzan.catalogue.following import FOLLOWER
        from barzan.catalogue.found import PROVIDER
        from barzan.catalogue.guards import GUARDS
        from barzan.catalogue.providers import register_all
        from barzan.instruments import dependents
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.search.registry import provide
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        register_all()
        words.register()
        provide(PROVIDER)
        dependents.provide(resting.PROVIDER)
        panels.provide(resting.panels)
        follow(FOLLOWER)
        add(MenuItem("portal", _("Services"), "catalogue:browse", PUBLIC, 20, "layers"))
        add(MenuItem("footer", _("Catalogue in figures"), "catalogue:summary", PUBLIC, 30, "chart-column"))
        add(MenuItem("footer", _("What the reader found"), "catalogue:findings", PUBLIC, 40, "file-search"))
        add(MenuItem("desk", _("Services"), "catalogue:browse", PUBLIC, 60, "layers", group="services"))
