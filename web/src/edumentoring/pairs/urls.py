app_name = "pairs"
urlpatterns: list = []  # type: ignore[type-arg]
