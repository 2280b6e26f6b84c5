from django.urls import path

from barzan.process import web

app_name = "process"
urlpatterns = [
    path("", web.instances, name="instances"),
    path("list.csv", web.instances_csv, name="instances-csv"),
    path("start/", web.start, name="start"),
    path("<int:pk>/", web.instance, name="instance"),
    path("<int:pk>/cancel/", web.cancel, name="cancel"),
    path("<int:pk>/retry/", web.retry, name="retry"),
]
