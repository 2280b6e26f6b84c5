"""Routes for the tests of this room: stand-ins for the rooms above, and a page that breaks."""

from typing import NoReturn

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError("a page that breaks")


urlpatterns = [
    path("", page, name="home"),
    path("look/", include("barzan.look.urls")),
    path("services/", page, name="services"),
    path("services/keys/", page, name="keys"),
    path("broken/", broken),
]
