from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "edumentoring.meetings"
    label = "meetings"
