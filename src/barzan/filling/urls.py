"""Addresses of the room, under /fill/."""

from django.urls import URLPattern

app_name = "filling"
urlpatterns: list[URLPattern] = []
