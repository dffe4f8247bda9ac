from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "manas.office"
    label = "office"
    verbose_name = "机关底座"
    default_auto_field = "django.db.models.BigAutoField"
