from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ReviewConfig(AppConfig):
    name = "barzan.review"
    label = "review"

    def ready(self) -> None:
        from barzan.look.menu import MenuItem, add
        from barzan.review import words, work
        from barzan.review.guards import GUARDS
        from barzan.review.rules import REVIEW_READ
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        work.register()
        add(
            MenuItem(
                "desk",
                pgettext_lazy("of a booklet", "Review"),
                "review:readings",
                REVIEW_READ,
                order=20,
                icon="file-search",
                group="services",
            )
        )
