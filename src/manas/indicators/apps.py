from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "manas.indicators"
    label = "indicators"
    verbose_name = "统计考核"
    default_auto_field = "django.db.models.BigAutoField"
