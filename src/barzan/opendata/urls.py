from django.urls import path, re_path

from barzan.opendata import web

app_name = "opendata"
urlpatterns = [
    path("data/", web.home, name="home"),
    path("data/vocabulary/", web.vocabulary, name="vocabulary"),
    # Before the catalogue's own address of a sheet, which it answers for.
    re_path(r"^services/(?P<code>[A-Z]{2,6}-[0-9]{4,6})/$", web.sheet, name="sheet"),
]
