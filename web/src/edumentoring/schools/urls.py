app_name = "schools"
urlpatterns: list = []  # type: ignore[type-arg]
