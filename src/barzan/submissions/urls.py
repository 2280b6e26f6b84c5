"""Addresses of the room, under /staff/submissions/."""

from django.urls import path

from barzan.submissions import web, web_files, web_keeping

app_name = "submissions"
urlpatterns = [
    path("", web.submissions, name="list"),
    path("review/", web.review_many, name="review-many"),
    path("unread/", web_keeping.unread, name="unread"),
    path("unread/<int:pk>/", web_keeping.one_unread, name="one-unread"),
    path("devices/", web_keeping.devices, name="devices"),
    path("devices/<int:pk>/close/", web_keeping.close_device, name="close-device"),
    path("<int:number>/", web.submission, name="submission"),
    path("<int:number>/history/", web.history, name="history"),
    path("<int:number>/edit/", web.edit, name="edit"),
    path("<int:number>/review/", web.review, name="review"),
    path("<int:number>/files/<int:pk>/", web_files.attachment, name="attachment"),
    path("<int:number>/undo/", web.undo, name="undo"),
]
