"""The registers floor as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "manas.registers"
    label = "registers"
    verbose_name = _("名册")
    default_auto_field = "django.db.models.BigAutoField"
