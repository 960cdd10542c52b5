app_name = "intake"
urlpatterns: list = []  # type: ignore[type-arg]
