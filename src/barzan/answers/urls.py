"""Addresses of the room, under /staff/answers/."""

from django.urls import URLPattern

app_name = "answers"
urlpatterns: list[URLPattern] = []
