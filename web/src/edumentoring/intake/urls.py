"""The addresses of this room. An import stands under its programme."""

from django.urls import path

from edumentoring.intake import views

app_name = "intake"
_one = "programmes/<slug:slug>/import/<uuid:code>/"
urlpatterns = [
    path("programmes/<slug:slug>/import/", views.uploads, name="uploads"),
    path(_one, views.check, name="check"),
    path(f"{_one}columns/", views.columns, name="columns"),
    path(f"{_one}mend/", views.mend, name="mend"),
    path(f"{_one}save/", views.save, name="save"),
    path(f"{_one}done/", views.done, name="done"),
    path(f"{_one}undo/", views.undo, name="undo"),
    path(f"{_one}carry-on/", views.carry_on, name="carry_on"),
    path(f"{_one}put-away/", views.put_away, name="put_away"),
    path(f"{_one}rows-to-mend/", views.bad_rows, name="bad_rows"),
]
