"""The addresses of this room."""

from django.urls import path

from edumentoring.questionnaire import list_views, set_views, views

app_name = "questionnaire"
_AT = "programmes/<slug:slug>/questions"
urlpatterns = [
    path(f"{_AT}/", list_views.questions, name="questions"),
    path(f"{_AT}/order/", list_views.order, name="order"),
    path(f"{_AT}/seen/", list_views.seen, name="seen"),
    path(f"{_AT}/add/", views.add, name="add"),
    path(f"{_AT}/preview/", views.preview, name="preview"),
    path(f"{_AT}/set.json", set_views.export, name="export"),
    path(f"{_AT}/bring-in/", set_views.bring_in, name="bring_in"),
    path(f"{_AT}/one/<slug:key>/", views.question, name="question"),
    path(f"{_AT}/one/<slug:key>/leave-out/", list_views.leave_out, name="leave_out"),
    path(f"{_AT}/one/<slug:key>/bring-back/", list_views.bring_back, name="bring_back"),
    path(f"{_AT}/one/<slug:key>/wording/", views.wording, name="wording"),
]
