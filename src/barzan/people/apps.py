from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "barzan.people"
    label = "people"

    def ready(self) -> None:
        from barzan.access.middleware import provide_actors
        from barzan.people import providers
        from barzan.people.actors import actor_of_request

        provide_actors(actor_of_request)
        providers.register_all()
