from django.urls import path

from barzan.portal import web

app_name = "portal"
urlpatterns = [path("", web.home, name="home")]
