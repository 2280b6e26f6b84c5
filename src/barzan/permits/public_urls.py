"""The page where anybody verifies a certificate, under /verify/."""

from django.urls import URLPattern

app_name = "verify"
urlpatterns: list[URLPattern] = []
