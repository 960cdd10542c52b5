app_name = "programmes"
urlpatterns: list = []  # type: ignore[type-arg]
