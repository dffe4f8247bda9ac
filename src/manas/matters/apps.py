"""The matters floor as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "manas.matters"
    verbose_name = _("办件")
