from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "barzan.trail"
    label = "trail"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.trail.rules import READ

        add(MenuItem("desk", _("Trail"), "trail:events", READ, order=800, icon="history"))
