from django.urls import path

from barzan.review import web, web_desk

app_name = "review"
urlpatterns = [
    path("", web.readings, name="readings"),
    path("<int:pk>/", web.reading, name="reading"),
    path("<int:pk>/units/", web.units, name="units"),
    path("<int:pk>/log/", web.log, name="log"),
    path("<int:pk>/publish/", web.publish, name="publish"),
    path("<int:pk>/give-up/", web.give_up, name="give-up"),
    path("<int:pk>/desk/", web_desk.desk, name="desk"),
    path("<int:pk>/undo/", web_desk.undo, name="undo"),
    path("<int:pk>/items/<int:order>/", web_desk.item, name="item"),
    path("<int:pk>/items/<int:order>/decide/", web_desk.decide, name="decide"),
    path("<int:pk>/items/<int:order>/match/", web_desk.match, name="match"),
    path("<int:pk>/clean/<int:office>/", web_desk.clean, name="clean"),
]
