"""The addresses of this room."""

from django.urls import path

from edumentoring.consents import views

app_name = "consents"
urlpatterns = [
    path("join/<slug:slug>/privacy/", views.privacy, name="privacy"),
    path("join/<slug:slug>/conduct/", views.conduct, name="conduct"),
    path("place/<slug:slug>/consents/", views.mine, name="mine"),
    path("programmes/<slug:slug>/set-up/consent/", views.wordings, name="wordings"),
    path("programmes/<slug:slug>/set-up/consent/notice/", views.edit_notice, name="notice"),
    path("programmes/<slug:slug>/set-up/consent/<slug:purpose>/", views.wording, name="wording"),
    path("programmes/<slug:slug>/people/<uuid:code>/consents/", views.person, name="person"),
]
