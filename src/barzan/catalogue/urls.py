from django.urls import path

from barzan.catalogue import web

app_name = "catalogue"
urlpatterns = [
    path("", web.browse, name="browse"),
    path("list/", web.service_index, name="list"),
    path("list.csv", web.export, name="export"),
    path("by-code/", web.by_code, name="by-code"),
    path("summary/", web.summary_table, name="summary"),
    path("findings/", web.findings, name="findings"),
    path("corrections/", web.corrections, name="corrections"),
    path("decisions/", web.decisions, name="decisions"),
    path("offices/", web.offices, name="offices"),
    path("offices/<str:code>/", web.office, name="office"),
    path("categories/<slug:code>/", web.category, name="category"),
    path("events/<slug:code>/", web.life_event, name="life-event"),
    path("<slug:code>/", web.service, name="service"),
    path("<slug:code>/versions/<int:number>/", web.service, name="version"),
]
