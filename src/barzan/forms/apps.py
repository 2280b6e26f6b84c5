from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "barzan.forms"
    label = "forms"

    def ready(self) -> None:
        from barzan.forms import words
        from barzan.forms.following import FOLLOWER
        from barzan.forms.found import PROVIDER
        from barzan.forms.guards import GUARDS
        from barzan.forms.providers import register_all
        from barzan.forms.rules import FORM_READ
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.search.registry import provide
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        register_all()
        words.register()
        provide(PROVIDER)
        follow(FOLLOWER)
        add(MenuItem("desk", _("Forms"), "forms:list", FORM_READ, 31, "file-text", group="forms"))
