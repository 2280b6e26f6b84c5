"""Addresses of the room, under /staff/forms/."""

from django.urls import path

from barzan.forms import web, web_bank, web_draft, web_library, web_translate

app_name = "forms"
urlpatterns = [
    path("", web.form_list, name="list"),
    path("new/", web_draft.new, name="new"),
    path("questions/", web_bank.questions, name="questions"),
    path("questions/<str:key>/", web_bank.question, name="question"),
    path("questions/<str:key>/tags/", web_bank.tags, name="question-tags"),
    path("questions/<str:key>/retire/", web_bank.retire, name="question-retire"),
    path("refusals/<int:pk>/", web_draft.refusal, name="refusal"),
    path("refusals/<int:pk>/findings.xlsx", web_draft.refusal_file, name="refusal-file"),
    path("<slug:key>/", web.form, name="form"),
    path("<slug:key>/preview/", web.preview, name="preview"),
    path("<slug:key>/draft/", web_draft.draft, name="draft"),
    path("<slug:key>/upload/", web_draft.upload, name="upload"),
    path("<slug:key>/files/", web_draft.files, name="files"),
    path("<slug:key>/files/<str:of>/<str:name>", web.file, name="file"),
    path("<slug:key>/undo/", web_draft.undo, name="undo"),
    path("<slug:key>/drop/", web_draft.drop, name="drop"),
    path("<slug:key>/publish/", web_draft.publish, name="publish"),
    path("<slug:key>/versions/", web.versions, name="versions"),
    path("<slug:key>/versions/<int:number>/", web.version, name="version"),
    path("<slug:key>/compare/", web.compare, name="compare"),
    path("<slug:key>/workbook/", web.workbook, name="workbook"),
    path("<slug:key>/xform/", web.xform, name="xform"),
    path("<slug:key>/settings/", web_library.settings, name="settings"),
    path("<slug:key>/copy/", web_library.copy, name="copy"),
    path("<slug:key>/state/", web_library.state, name="state"),
    path("<slug:key>/retire/", web_library.retire, name="retire"),
    path("<slug:key>/translate/", web_translate.translate, name="translate"),
    path("<slug:key>/translation/", web_translate.translation, name="translation"),
    path("<slug:key>/collect/", web_bank.collect, name="collect"),
    path("<slug:key>/ask/", web_bank.ask, name="ask"),
]
