from django.urls import path

from barzan.decisions import web, web_edit

app_name = "decisions"
urlpatterns = [
    path("", web.decision_list, name="list"),
    path("new/", web_edit.new, name="new"),
    path("<slug:key>/", web.decision, name="decision"),
    path("<slug:key>/try/", web.attempt, name="try"),
    path("<slug:key>/file/", web.file, name="file"),
    path("<slug:key>/versions/", web.versions, name="versions"),
    path("<slug:key>/versions/<int:number>/", web.version, name="version"),
    path("<slug:key>/draft/", web.draft, name="draft"),
    path("<slug:key>/draft/edit/", web_edit.edit, name="edit"),
    path("<slug:key>/draft/upload/", web_edit.upload, name="upload"),
    path("<slug:key>/draft/drop/", web_edit.drop, name="drop"),
    path("<slug:key>/draft/publish/", web_edit.publish, name="publish"),
]
