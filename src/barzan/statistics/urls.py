from django.urls import path

from barzan.statistics import web

app_name = "statistics"
urlpatterns = [
    path("statistics/", web.statistics, name="statistics"),
    path("statistics/papers/", web.papers, name="papers"),
    path("statistics/statistics.xlsx", web.workbook, name="workbook"),
    path("statistics/statistics.csv", web.table, name="table"),
]
