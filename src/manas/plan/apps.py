from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "manas.plan"
    label = "plan"
    verbose_name = "台账督办"
    default_auto_field = "django.db.models.BigAutoField"
