"""The page where anybody verifies a certificate, under /verify/."""

from django.urls import path

from barzan.permits import web_public

app_name = "verify"
urlpatterns = [
    path("", web_public.ask, name="ask"),
    path("<str:code>/", web_public.certificate, name="certificate"),
]
