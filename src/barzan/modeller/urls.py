"""Addresses of the designer, under /staff/processes/."""

from django.urls import path

from barzan.modeller import web, web_draw, web_play, web_publish

app_name = "modeller"
urlpatterns = [
    path("", web.definitions, name="list"),
    path("new/", web.new, name="new"),
    path("<slug:key>/", web.definition, name="definition"),
    path("<slug:key>/describe/", web.describe, name="describe"),
    path("<slug:key>/upload/", web.upload, name="upload"),
    path("<slug:key>/take-up/<int:number>/", web.take_up, name="take-up"),
    path("<slug:key>/picture/", web.picture, name="picture"),
    path("<slug:key>/file/<slug:which>.bpmn", web.file, name="file"),
    path("<slug:key>/draw/", web_draw.draw, name="draw"),
    path("<slug:key>/draw/save/", web_draw.save, name="save"),
    path("<slug:key>/draw/check/", web_draw.check, name="check"),
    path("<slug:key>/draw/picks/", web_draw.choices, name="picks"),
    path("<slug:key>/draw/feel/", web_draw.feel, name="feel"),
    path("<slug:key>/play/", web_play.play, name="play"),
    path("<slug:key>/publish/", web_publish.publish, name="publish"),
    path("<slug:key>/compare/", web_publish.compare, name="compare"),
]
