from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "barzan.tasks"
    label = "tasks"

    def ready(self) -> None:
        from barzan.clock.followers import follow as follow_clock
        from barzan.look.menu import MenuItem, add
        from barzan.people.followers import follow
        from barzan.tasks import providers, words, work  # noqa: F401 - work registers its schedules
        from barzan.tasks.actions.escalating import FOLLOWER as CLOCK_FOLLOWER
        from barzan.tasks.clocks import KIND
        from barzan.tasks.guards import GUARDS
        from barzan.tasks.moved import FOLLOWER
        from barzan.tasks.rules import TASKS_READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        providers.register_all()
        follow(FOLLOWER)
        follow_clock(KIND, CLOCK_FOLLOWER)
        add(MenuItem("desk", _("Tasks"), "tasks:inbox", TASKS_READ, 5, "clipboard-list"))
