"""Addresses of the room, under /staff/forms/."""

from django.urls import URLPattern

app_name = "forms"
urlpatterns: list[URLPattern] = []
