from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "barzan.search"
    label = "search"

    def ready(self) -> None:
        from barzan.search import work  # noqa: F401 - registers the handler of its job
