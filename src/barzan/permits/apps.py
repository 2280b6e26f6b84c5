from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "barzan.permits"
    label = "permits"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.look.menu import MenuItem, add
        from barzan.permits import notices, providers, web, words
        from barzan.permits.guards import GUARDS
        from barzan.permits.rules import PERMIT_READ
        from barzan.registers.followers import follow
        from barzan.registers.panels import provide, provide_tab
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        providers.register_all()
        follow(notices.told)
        provide(web.panel)
        provide_tab(web.tab)
        add(MenuItem("desk", _("Certificates"), "permits:list", PERMIT_READ, 48, "shield", group="registers"))
        add(MenuItem("footer", _("Verify a certificate"), "verify:ask", PUBLIC, 60, "shield"))
