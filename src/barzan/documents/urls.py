from django.urls import path

from barzan.documents import web

app_name = "documents"
urlpatterns = [
    path("", web.documents, name="documents"),
    path("<int:pk>/", web.document, name="document"),
    path("<int:pk>/<int:number>/", web.download, name="download"),
]
