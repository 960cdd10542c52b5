from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "edumentoring.tools"
    label = "tools"
