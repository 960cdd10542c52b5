"""The design room's two addresses; `config/urls.py` includes them at the root."""

from django.urls import path

from edumentoring.design import views

app_name = "design"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("kit/", views.kit, name="kit"),
]
