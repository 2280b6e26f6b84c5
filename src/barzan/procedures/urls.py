from django.urls import path

from barzan.procedures import web

app_name = "procedures"
urlpatterns = [
    path("", web.listing, name="list"),
    path("assign", web.assign, name="assign"),
    path("<slug:code>/begin", web.begin, name="begin"),
]
