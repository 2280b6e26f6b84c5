from django.urls import URLPattern, path

from barzan.jobs import web

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("", web.job_list, name="jobs"),
    path("<int:number>/", web.job_detail, name="job"),
    path("<int:number>/send-again/", web.send_again, name="send-again"),
    path("<int:number>/cancel/", web.cancel, name="cancel"),
]
