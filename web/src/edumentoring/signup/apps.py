from django.apps import AppConfig


class SignupConfig(AppConfig):
    name = "edumentoring.signup"
    label = "signup"
