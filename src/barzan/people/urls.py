from django.urls import path

from barzan.people import web, web_forms, web_picture
from barzan.people import web_reorganisations as plans

app_name = "people"
urlpatterns = [
    path("", web.chart, name="chart"),
    path("picture/", web_picture.picture, name="picture"),
    path("organisations/<str:organisation>/add-unit/", web_forms.add_unit, name="add-unit"),
    path("units/<str:code>/", web.unit, name="unit"),
    path("units/<str:code>/rename/", web_forms.rename_unit, name="rename-unit"),
    path("units/<str:code>/move/", web_forms.move_unit, name="move-unit"),
    path("units/<str:code>/close/", web_forms.close_unit, name="close-unit"),
    path("units/<str:code>/add-post/", web_forms.add_post, name="add-post"),
    path("posts/<str:code>/", web.post, name="post"),
    path("posts/<str:code>/change/", web_forms.change_post, name="change-post"),
    path("posts/<str:code>/close/", web_forms.close_post, name="close-post"),
    path("reorganisations/", plans.reorganisations, name="reorganisations"),
    path("reorganisations/add/<str:organisation>/", plans.draft, name="draft-reorganisation"),
    path("reorganisations/<int:pk>/", plans.reorganisation, name="reorganisation"),
    path("reorganisations/<int:pk>/describe/", plans.describe, name="describe-reorganisation"),
    path("reorganisations/<int:pk>/steps/<slug:kind>/", plans.add_step, name="add-step"),
    path("reorganisations/<int:pk>/remove-step/<int:number>/", plans.remove_step, name="remove-step"),
    path("reorganisations/<int:pk>/order/", plans.order, name="order-reorganisation"),
    path("reorganisations/<int:pk>/carry-out/", plans.carry_out, name="carry-out"),
    path("reorganisations/<int:pk>/turn-back/", plans.turn_back, name="turn-back"),
    path("reorganisations/<int:pk>/reopen/", plans.reopen, name="reopen-reorganisation"),
    path("reorganisations/<int:pk>/cancel/", plans.cancel, name="cancel-reorganisation"),
    path("persons/", web.persons, name="persons"),
    path("persons/me/", web.own_record, name="own-record"),
    path("persons/add/", web_forms.add_person, name="add-person"),
    path("persons/<int:pk>/", web.person, name="person"),
    path("persons/<int:pk>/change/", web_forms.change_person, name="change-person"),
    path("persons/<int:pk>/appoint/", web_forms.appoint, name="appoint"),
    path("persons/<int:pk>/account/", web_forms.add_account, name="add-account"),
    path("holdings/<int:pk>/end/", web_forms.end_holding, name="end-holding"),
    path("holdings/<int:pk>/lend/", web_forms.delegate, name="delegate"),
    path("delegations/<int:pk>/end/", web_forms.end_delegation, name="end-delegation"),
    path("accounts/<int:pk>/password/", web_forms.reset_password, name="reset-password"),
    path("accounts/<int:pk>/close/", web_forms.deactivate, name="deactivate"),
    path("accounts/<int:pk>/open/", web_forms.activate, name="activate"),
    path("accounts/<int:pk>/second-factors/", web_forms.remove_second_factors, name="remove-second-factors"),
]
