"""Addresses of the room, under /staff/permits/."""

from django.urls import URLPattern

app_name = "permits"
urlpatterns: list[URLPattern] = []
