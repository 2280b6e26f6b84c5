"""Addresses of the room, under /fill/."""

from django.urls import path

from barzan.filling import web, web_paper, web_trying, web_typing

app_name = "filling"
urlpatterns = [
    path("<slug:key>/", web.start, name="start"),
    path("<slug:key>/resume/", web.resume, name="resume"),
    path("<slug:key>/draft/<uuid:draft>/", web.page, name="page"),
    path("<slug:key>/done/<str:receipt>/", web.done, name="done"),
    path("<slug:key>/files/<str:name>", web.file, name="file"),
    path("<slug:key>/paper.pdf", web_paper.paper, name="paper"),
    path("<slug:key>/type-in/", web_typing.type_in, name="type-in"),
    path("<slug:key>/preview/", web_trying.preview, name="preview"),
    path("<slug:key>/preview/pages/", web_trying.pages, name="try"),
]
