"""A notice as an e-mail: what is written, and what the mail server's answer means."""

from __future__ import annotations

import contextlib
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from manas.office.models import Delivery, DeliveryState, NoticeChoice
from manas.office.notices.outcome import Outcome

REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
BROKEN_OFF = (smtplib.SMTPException, OSError)


def hand_over(delivery: Delivery, at: datetime) -> Outcome:
    """This function will hand one notice to the mail server and say what became of it.

    Before the server is asked to take the letter, any failure means that it was not sent. Afterwards only the server's
    word counts: without one it is uncertain whether the letter went out, and it is not sent again by itself.
    """
    del at
    choice = NoticeChoice.objects.by_mail(delivery.notice.recipient).first()
    if choice is None:
        return Outcome(DeliveryState.WITHDRAWN, _("接收人已不接收邮件"))
    connection = get_connection()
    try:
        connection.open()
    except BROKEN_OFF as error:
        return Outcome(DeliveryState.WAITING, _("邮件服务器连接不上：%s") % error)
    try:
        connection.send_messages([letter(delivery, choice.person.email)])
    except REFUSED as error:
        state = DeliveryState.FAILED if _for_good(error) else DeliveryState.WAITING
        return Outcome(state, _("邮件服务器拒收：%s") % error)
    except BROKEN_OFF as error:
        return Outcome(DeliveryState.UNCERTAIN, _("交付时连接中断：%s") % error)
    finally:
        with contextlib.suppress(*BROKEN_OFF):  # the letter's fate is decided by now
            connection.close()
    return Outcome(DeliveryState.SENT)


def letter(delivery: Delivery, to: str) -> EmailMessage:
    """This function will write the letter. Its Message-ID stays the same however often it is sent."""
    notice = delivery.notice
    link = f"{settings.MANAS_SITE_URL}{notice.address}"
    headers = {"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"}
    return EmailMessage(notice.subject, f"{notice.body}\n\n{link}\n".lstrip(), to=[to], headers=headers)


def message_id(delivery: Delivery) -> str:
    """This function will give the Message-ID: the same for one delivery, another in every installation."""
    mark = salted_hmac("manas.notices.message-id", str(delivery.pk)).hexdigest()[:24]
    return f"<{mark}.{delivery.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"


def _for_good(error: smtplib.SMTPException) -> bool:
    """Whether the server will say the same next time (5xx), or asked to come back (4xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
