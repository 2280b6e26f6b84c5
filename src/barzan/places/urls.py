from django.urls import path

from barzan.places import web

app_name = "places"
urlpatterns = [
    path("", web.tree, name="tree"),
    path("add/<str:hierarchy>/", web.add, name="add"),
    path("<int:pk>/", web.place, name="place"),
    path("<int:pk>/rename/", web.rename, name="rename"),
    path("<int:pk>/move/", web.move, name="move"),
    path("<int:pk>/close/", web.close, name="close"),
]
