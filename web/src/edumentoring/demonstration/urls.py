"""The addresses of this room: the raw sheets, to try bringing sign-ups in."""

from django.urls import path

from edumentoring.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("demonstration/google-forms.csv", views.csv, name="csv"),
    path("demonstration/microsoft-forms.xlsx", views.xlsx, name="xlsx"),
]
