from django.urls import path

from barzan.desk import web

app_name = "desk"
urlpatterns = [path("", web.home, name="home")]
