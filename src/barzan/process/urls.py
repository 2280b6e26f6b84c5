from django.urls import path

from barzan.process import web, web_moves

app_name = "process"
urlpatterns = [
    path("", web.instances, name="instances"),
    path("list.csv", web.instances_csv, name="instances-csv"),
    path("start/", web.start, name="start"),
    path("<int:pk>/", web.instance, name="instance"),
    path("<int:pk>/cancel/", web.cancel, name="cancel"),
    path("<int:pk>/retry/", web.retry, name="retry"),
    path("versions/<slug:key>/", web_moves.versions, name="versions"),
    path("versions/<slug:key>/move/<int:source>/<int:goal>/", web_moves.plan, name="plan"),
    path("moves/<int:pk>/", web_moves.move, name="move"),
    path("moves/<int:pk>/undo/", web_moves.undo, name="undo"),
]
