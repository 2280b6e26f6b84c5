from django.urls import path

from barzan.notify import web

app_name = "notify"
urlpatterns = [path("", web.inbox, name="inbox"), path("read", web.read, name="read")]
