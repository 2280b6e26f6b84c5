from django.urls import path

from barzan.upkeep import desk_web as web

app_name = "upkeep-desk"
urlpatterns = [
    path("", web.reviews, name="reviews"),
    path("list.csv", web.reviews_csv, name="reviews-csv"),
    path("confirm/", web.confirm, name="confirm"),
    path("proposals/", web.proposals, name="proposals"),
    path("proposals/<int:pk>/", web.proposal, name="proposal"),
    path("proposals/<int:pk>/answer/", web.answer, name="answer"),
    path("proposals/<int:pk>/refer/", web.refer, name="refer"),
    path("proposals/<int:pk>/join/", web.join, name="join"),
]
