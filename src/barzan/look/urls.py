from django.urls import path

from barzan.look import web

app_name = "look"
urlpatterns = [
    path("", web.components, name="components"),
    path("theme/", web.theme, name="theme"),
]
