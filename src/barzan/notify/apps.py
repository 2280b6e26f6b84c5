from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class NotifyConfig(AppConfig):
    name = "barzan.notify"
    label = "notify"

    def ready(self) -> None:
        from barzan.access.rules import SIGNED_IN
        from barzan.look.menu import MenuItem, add
        from barzan.notify import words
        from barzan.notify.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        add(MenuItem("account", pgettext_lazy("notify", "Messages"), "notify:inbox", SIGNED_IN, 20, "inbox"))
