"""Addresses of the room, under /staff/answers/."""

from django.urls import path

from barzan.answers import web, web_files, web_versions

app_name = "answers"
urlpatterns = [
    path("", web.forms, name="forms"),
    path("<slug:key>/", web.answers, name="list"),
    path("<slug:key>/columns/", web.columns, name="columns"),
    path("<slug:key>/charts/", web.charts, name="charts"),
    path("<slug:key>/two-questions/", web.cross_table, name="cross"),
    path("<slug:key>/map/", web.points, name="map"),
    path("<slug:key>/files/", web_files.exports, name="exports"),
    path("<slug:key>/files/<str:file>/", web_files.download, name="download"),
    path("<slug:key>/versions/", web_versions.versions, name="versions"),
    path("<slug:key>/versions/join/", web_versions.join, name="join"),
    path("<slug:key>/versions/part/", web_versions.part, name="part"),
]
