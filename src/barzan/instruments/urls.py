from django.urls import path

from barzan.instruments import web, web_forms

app_name = "instruments"
urlpatterns = [
    path("", web.instrument_list, name="list"),
    path("list.csv", web.export, name="export"),
    path("new/", web_forms.add, name="add"),
    path("proposals/", web_forms.proposals, name="proposals"),
    path("<slug:code>/", web.instrument, name="instrument"),
    path("<slug:code>/text/", web.text, name="text"),
    path("<slug:code>/change/", web_forms.correct, name="correct"),
    path("<slug:code>/relate/", web_forms.relate, name="relate"),
    path("<slug:code>/replace/", web_forms.replace, name="replace"),
    path("<slug:code>/attach/", web_forms.attach, name="attach"),
    path("<slug:code>/relations/<int:pk>/withdraw/", web_forms.withdraw, name="withdraw"),
]
