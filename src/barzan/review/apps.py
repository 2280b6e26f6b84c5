from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "barzan.review"
    label = "review"
