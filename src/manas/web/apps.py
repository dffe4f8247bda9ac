from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "manas.web"
    label = "web"
    verbose_name = "门面"
