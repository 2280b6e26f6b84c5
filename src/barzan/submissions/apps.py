from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "barzan.submissions"
    label = "submissions"

    def ready(self) -> None:
        from barzan.access.rules import SIGNED_IN
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.submissions import words, work  # noqa: F401 - work registers what it does
        from barzan.submissions.guards import GUARDS
        from barzan.submissions.moved import FOLLOWER
        from barzan.submissions.rules import READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        follow(FOLLOWER)
        add(MenuItem("desk", _("Submissions"), "submissions:list", READ, 37, "inbox", group="forms"))
        add(MenuItem("account", _("What I have sent"), "sent:list", SIGNED_IN, 15, "send"))
