"""What a password must be, besides what the framework checks."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manas.office.models import PastPassword, Person


class NotUsedBefore:
    """Refuses the password that a person has, and the last few that they had."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Person | None = None) -> None:
        """This function will raise ValidationError for one of the last passwords; hashes of other makes are read too."""
        if user is None or user.pk is None:
            return
        past = PastPassword.objects.filter(person=user).order_by("-pk").values_list("encoded", flat=True)[: self.last]
        if any(check_password(password, encoded) for encoded in {user.password, *past}):
            raise ValidationError(_("这是最近用过的口令，请换一个"), code="password_used_before")

    def get_help_text(self) -> str:
        return ngettext("不能与最近%(last)d个口令相同", "不能与最近%(last)d个口令相同", self.last) % {"last": self.last}
