"""Addresses for whoever sent something, under /sent/."""

from django.urls import path

from barzan.submissions import web_own

app_name = "sent"
urlpatterns = [
    path("", web_own.mine, name="list"),
    path("<int:number>/", web_own.one, name="one"),
    path("<int:number>/correct/", web_own.correct, name="correct"),
]
