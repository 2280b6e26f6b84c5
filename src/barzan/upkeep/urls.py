from django.urls import path

from barzan.upkeep import web

app_name = "upkeep"
urlpatterns = [
    path("", web.index, name="index"),
    path("new/", web.new, name="new"),
    path("mine/", web.mine, name="mine"),
    path("<slug:code>/", web.proposal, name="proposal"),
]
