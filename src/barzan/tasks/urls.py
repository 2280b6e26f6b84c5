from django.urls import path

from barzan.tasks import web, web_bodies, web_hand_over, web_task

app_name = "tasks"
urlpatterns = [
    path("", web.inbox, name="inbox"),
    path("list.csv", web.inbox_csv, name="csv"),
    path("many/", web.many, name="many"),
    path("hand-over/", web_hand_over.hand_over, name="hand-over"),
    path("bodies/", web_bodies.bodies, name="bodies"),
    path("bodies/new/", web_bodies.new, name="new-body"),
    path("bodies/<slug:code>/", web_bodies.body, name="body"),
    path("bodies/<slug:code>/edit/", web_bodies.edit, name="edit-body"),
    path("bodies/<slug:code>/close/", web_bodies.close, name="close-body"),
    path("of/<path:ref>/", web.by_ref, name="ref"),
    path("<int:pk>/", web_task.task, name="task"),
    path("<int:pk>/complete/", web_task.complete, name="complete"),
    path("<int:pk>/draft/", web_task.draft, name="draft"),
    path("<int:pk>/take/", web_task.take, name="take"),
    path("<int:pk>/release/", web_task.release, name="release"),
    path("<int:pk>/undo/", web_task.undo, name="undo"),
    path("<int:pk>/refer/", web_task.refer, name="refer"),
    path("<int:pk>/delegate/", web_task.delegate, name="delegate"),
    path("<int:pk>/misrouted/", web_task.misrouted, name="misrouted"),
    path("<int:pk>/number/", web_task.number, name="number"),
]
