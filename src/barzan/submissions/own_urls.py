"""Addresses for whoever sent something, under /sent/."""

from django.urls import path

from barzan.submissions import web_followed, web_own

app_name = "sent"
urlpatterns = [
    path("", web_own.mine, name="list"),
    path("<int:number>/", web_own.one, name="one"),
    path("<int:number>/correct/", web_own.correct, name="correct"),
    path("code/", web_followed.enter, name="enter"),
    path("code/<str:code>/", web_followed.link, name="link"),
    path("followed/", web_followed.followed, name="followed"),
    path("followed/correct/", web_followed.correct, name="correct-followed"),
    path("followed/leave/", web_followed.leave, name="leave"),
]
