from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "barzan.documents"
    label = "documents"
