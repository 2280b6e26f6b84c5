"""Addresses of the room, under /staff/submissions/."""

from django.urls import URLPattern

app_name = "submissions"
urlpatterns: list[URLPattern] = []
