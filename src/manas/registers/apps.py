"""The registers floor as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "manas.registers"
    label = "registers"
    verbose_name = _("名册")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This function will let `manas check` know what is checked here."""
        import_module("manas.registers.matching.checking")
