"""Public addresses of the room, under /services/, before the catalogue's own."""

from django.urls import path

from barzan.revisions import web_public

app_name = "editions"
urlpatterns = [
    path("editions/", web_public.edition_list, name="list"),
    path("editions/<int:number>/", web_public.edition, name="edition"),
    path("editions/<int:number>/changes/", web_public.edition_changes, name="changes"),
    path("editions/<int:number>.json", web_public.edition_json, name="json"),
    path("<slug:code>/changes/<int:old>/<int:new>/", web_public.version_changes, name="version-changes"),
]
