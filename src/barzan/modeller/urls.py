from django.urls import URLPattern

app_name = "modeller"
urlpatterns: list[URLPattern] = []
