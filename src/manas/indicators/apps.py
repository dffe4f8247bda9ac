from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "manas.indicators"
    label = "indicators"
    verbose_name = "统计考核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This function will let late returns be a ground of supervision, which lies a floor below."""
        from manas.indicators.statistics.lateness import late_return_grounds
        from manas.plan.supervision.grounds import source

        source(late_return_grounds)
