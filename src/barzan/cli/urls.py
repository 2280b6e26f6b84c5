"""The one route of the command room; it stands at the root, outside the languages."""

from django.urls import path

from barzan.cli.health import health

urlpatterns = [path("health", health, name="health")]
