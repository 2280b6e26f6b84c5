"""Desk addresses of the room, under /staff/services/."""

from django.urls import path

from barzan.revisions import web, web_edit, web_editions, web_life

app_name = "revisions"
urlpatterns = [
    path("", web.drafts, name="drafts"),
    path("new/", web_edit.new, name="new"),
    path("many/", web.many, name="many"),
    path("edition/", web_editions.publish_edition, name="publish-edition"),
    path("drafts/<int:pk>/", web.draft, name="draft"),
    path("drafts/<int:pk>/edit/", web_edit.edit, name="edit"),
    path("drafts/<int:pk>/history/", web.history, name="history"),
    path("drafts/<int:pk>/preview/", web.look, name="preview"),
    path("drafts/<int:pk>/decide/", web.decide, name="decide"),
    path("drafts/<int:pk>/undo/", web.undo, name="undo"),
    path("of/<slug:code>/", web_life.service, name="service"),
    path("of/<slug:code>/edit/", web_edit.edit_service, name="edit-service"),
    path("of/<slug:code>/retire/", web_life.retire, name="retire"),
    path("of/<slug:code>/restore/", web_life.restore, name="restore"),
    path("of/<slug:code>/move/", web_life.move, name="move"),
    path("of/<slug:code>/merge/", web_life.merge, name="merge"),
    path("of/<slug:code>/split/", web_life.split, name="split"),
    path("of/<slug:code>/split/now/", web_life.split_now, name="split-now"),
]
