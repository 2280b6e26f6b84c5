from django.apps import AppConfig


class FillingConfig(AppConfig):
    name = "barzan.filling"
    label = "filling"

    def ready(self) -> None:
        from barzan.filling.shown_elsewhere import register

        register()
