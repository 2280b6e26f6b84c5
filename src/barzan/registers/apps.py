from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "barzan.registers"
    label = "registers"

    def ready(self) -> None:
        from barzan.forms.usage import provide as provide_uses
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow as follow_units
        from barzan.registers import entities, found, providers, uses, words, work  # noqa: F401 - timers
        from barzan.registers.guards import FILES, GUARDS
        from barzan.registers.rules import REGISTER_READ
        from barzan.registers.units import FOLLOWER
        from barzan.submissions.followers import follow as follow_submissions
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        provide_guards(FILES)
        words.register()
        found.register()
        providers.register_all()
        provide_uses(uses.PROVIDER)
        follow_units(FOLLOWER)
        follow_submissions("", entities.follow)
        add(
            MenuItem(
                "desk", _("Registers"), "registers:list", REGISTER_READ, 62, "book-open", group="registers"
            )
        )
