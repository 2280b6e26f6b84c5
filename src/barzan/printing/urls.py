from django.urls import path

from barzan.printing import web

app_name = "printing"
urlpatterns = [
    path("", web.orders, name="orders"),
    path("<slug:key>/", web.download, name="download"),
]
