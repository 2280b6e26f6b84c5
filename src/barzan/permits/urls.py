"""Addresses of the staff pages, under /staff/permits/."""

from django.urls import path

from barzan.permits import web

app_name = "permits"
urlpatterns = [
    path("", web.certificate_list, name="list"),
    path("templates/", web.template_list, name="templates"),
    path("templates/<slug:key>/", web.template, name="template"),
    path("templates/<slug:key>/sample.pdf", web.sample, name="sample"),
    path("of/<slug:key>/<int:pk>/", web.issue, name="issue"),
    path("<int:pk>/", web.certificate, name="certificate"),
    path("<int:pk>/file.pdf", web.download, name="file"),
    path("<int:pk>/replace/", web.replace, name="replace"),
    path("<int:pk>/withdraw/", web.withdraw, name="withdraw"),
]
