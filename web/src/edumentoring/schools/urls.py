"""The addresses of this room."""

from django.urls import path

from edumentoring.schools import views

app_name = "schools"
urlpatterns = [
    path("schools/search/", views.search, name="search"),
    path("schools/new/", views.new, name="new"),
    path("schools/register/", views.register, name="register"),
    path("schools/<int:pk>/", views.organisation, name="organisation"),
    path("schools/<int:pk>/change/", views.change, name="change"),
    path("schools/<int:pk>/close/", views.close, name="close"),
    path("schools/<int:pk>/reopen/", views.reopen, name="reopen"),
]
