from django.urls import URLPattern, path

from barzan.trail import web

app_name = "trail"
urlpatterns: list[URLPattern] = [
    path("", web.event_list, name="events"),
    path("export.csv", web.export, name="export"),
    path("<int:number>/", web.event_detail, name="event"),
    path("object/<str:kind>/<path:key>/", web.history, name="history"),
]
