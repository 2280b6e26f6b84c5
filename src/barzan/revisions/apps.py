from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    name = "barzan.revisions"
    label = "revisions"

    def ready(self) -> None:
        from barzan.instruments import dependents
        from barzan.revisions import resting, words
        from barzan.revisions.guards import GUARDS
        from barzan.trail.appendonly import provide as provide_guards

        provide_guards(GUARDS)
        words.register()
        dependents.follow(resting.FOLLOWER)
