from django.urls import path

from barzan.search import web

app_name = "search"
urlpatterns = [
    path("", web.results, name="results"),
    path("suggest/", web.suggest, name="suggest"),
]
