from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RevisionsConfig(AppConfig):
    name = "barzan.revisions"
    label = "revisions"

    def ready(self) -> None:
        from barzan.access.rules import PUBLIC
        from barzan.catalogue import after, panels
        from barzan.instruments import dependents
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.revisions import resting, words
        from barzan.revisions.followers import FOLLOWER
        from barzan.revisions.guards import GUARDS
        from barzan.revisions.panels import panels_of, successors_of
        from barzan.revisions.rules import DRAFTS_READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        dependents.follow(resting.FOLLOWER)
        follow(FOLLOWER)
        panels.provide(panels_of)
        after.provide(successors_of)
        add(MenuItem("desk", _("Drafts"), "revisions:drafts", DRAFTS_READ, 40, "pencil", group="services"))
        add(MenuItem("footer", _("Editions"), "editions:list", PUBLIC, 35, "book-open"))
