from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "barzan.opendata"
    label = "opendata"

    def ready(self) -> None:
        from barzan.catalogue import panels
        from barzan.opendata.head import panels_of

        panels.provide(panels_of)
