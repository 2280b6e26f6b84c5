from django.urls import URLPattern, path

from barzan.clock import web, web_calendar

app_name = "clock"
urlpatterns: list[URLPattern] = [
    path("", web.deadlines, name="deadlines"),
    path("<int:pk>/", web.deadline, name="deadline"),
    path("<int:pk>/begin/", web.begin, name="begin"),
    path("<int:pk>/suspend/", web.suspend, name="suspend"),
    path("<int:pk>/resume/", web.resume, name="resume"),
    path("<int:pk>/extend/", web.extend, name="extend"),
    path("calendar/", web_calendar.this_year, name="calendar"),
    path("calendar/<int:year>/", web_calendar.year, name="year"),
    path("calendar/<int:year>/closures/", web_calendar.declare, name="declare"),
    path("closures/<int:pk>/withdraw/", web_calendar.withdraw, name="withdraw"),
    path("plans/", web_calendar.plans, name="plans"),
    path("plans/new/", web_calendar.new_plan, name="new-plan"),
    path("plans/<slug:code>/", web_calendar.plan, name="plan"),
]
