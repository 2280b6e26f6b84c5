from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "barzan.trail"
    label = "trail"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.trail import words
        from barzan.trail.appendonly import provide as provide_guards
        from barzan.trail.guards import GUARDS
        from barzan.trail.rules import READ

        provide_guards(GUARDS)
        words.provide("kind", {"trail": _("List of events")})
        words.provide("verb", {"trail.exported": _("List of events taken out")})
        add(MenuItem("desk", _("Trail"), "trail:events", READ, order=800, icon="history", group="system"))
