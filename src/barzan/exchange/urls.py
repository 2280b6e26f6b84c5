from django.urls import path

from barzan.exchange import web, web_import

app_name = "exchange"
urlpatterns = [
    path("", web.home, name="home"),
    path("catalogue.<str:form>", web.download, name="download"),
    path("template.xlsx", web.template, name="template"),
    path("imports/<int:pk>/", web_import.shown, name="import"),
    path("imports/<int:pk>/problems.xlsx", web_import.problems, name="problems"),
    path("imports/<int:pk>/confirm/", web_import.confirm, name="confirm"),
    path("imports/<int:pk>/discard/", web_import.discard, name="discard"),
    path("imports/<int:pk>/back/", web_import.take_back, name="take-back"),
]
