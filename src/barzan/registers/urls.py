"""Addresses of the room, under /staff/registers/."""

from django.urls import path

from barzan.registers import web, web_define, web_doubles, web_entry, web_import, web_lists

app_name = "registers"
urlpatterns = [
    path("", web.register_list, name="list"),
    path("new/", web_define.new, name="new"),
    path("ref/<int:pk>/", web_entry.ref, name="ref"),
    path("<slug:key>/", web.entries, name="register"),
    path("<slug:key>/beside/", web.beside, name="beside"),
    path("<slug:key>/about/", web.about, name="about"),
    path("<slug:key>/edit/", web_define.edit, name="edit"),
    path("<slug:key>/describe/", web_define.about, name="describe"),
    path("<slug:key>/edit/<slug:kind>/<slug:name>/", web_define.part, name="part"),
    path("<slug:key>/edit/<slug:kind>/<slug:name>/arrange/", web_define.arrange, name="arrange"),
    path("<slug:key>/drop/", web_define.drop, name="drop"),
    path("<slug:key>/publish/", web_define.publish, name="publish"),
    path("<slug:key>/move/", web_define.move, name="move"),
    path("<slug:key>/stand/", web_define.stand, name="stand"),
    path("<slug:key>/life.yaml", web_define.life_file, name="life"),
    path("<slug:key>/export/<slug:format>/", web_lists.export, name="export"),
    path("<slug:key>/views/", web_lists.save_view, name="save-view"),
    path("<slug:key>/views/<int:pk>/drop/", web_lists.drop_view, name="drop-view"),
    path("<slug:key>/imports/", web_import.imports, name="imports"),
    path("<slug:key>/imports/<int:pk>/", web_import.one, name="import"),
    path("<slug:key>/imports/<int:pk>/start/", web_import.start, name="import-start"),
    path("<slug:key>/imports/<int:pk>/undo/", web_import.undo, name="import-undo"),
    path("<slug:key>/doubles/", web_doubles.doubles, name="doubles"),
    path("<slug:key>/doubles/look/", web_doubles.look, name="doubles-look"),
    path("<slug:key>/doubles/<int:pk>/", web_doubles.pair, name="pair"),
    path("<slug:key>/doubles/<int:pk>/apart/", web_doubles.apart, name="apart"),
    path("<slug:key>/<int:pk>/merges/<int:merge>/", web_doubles.unmerge, name="unmerge"),
    path("<slug:key>/open/", web_entry.open_, name="open"),
    path("<slug:key>/<int:pk>/", web_entry.entry, name="entry"),
    path("<slug:key>/<int:pk>/change/", web_entry.change, name="change"),
    path("<slug:key>/<int:pk>/pass/<slug:transition>/", web_entry.pass_, name="pass"),
    path("<slug:key>/<int:pk>/undo/", web_entry.undo, name="undo"),
    path("<slug:key>/<int:pk>/relate/", web_entry.relate, name="relate"),
    path("<slug:key>/<int:pk>/relations/<int:relation>/", web_entry.unrelate, name="unrelate"),
    path("<slug:key>/<int:pk>/files/<str:name>/", web_entry.file, name="file"),
    path("<slug:key>/<int:pk>/documents/<int:document>/", web_entry.document, name="document"),
]
