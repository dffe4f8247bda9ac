"""A notice as a signed message to another system of the office's, and where such messages may go."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from contextlib import closing, suppress
from datetime import datetime
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from manas.office.models import Delivery, DeliveryState
from manas.office.notices.outcome import Outcome

PATIENCE = 10.0  # seconds for one step of the conversation
DEADLINE = 20.0  # seconds for all of it: an answer that trickles in does not hold a worker
USUAL_PORT = {"http": 80, "https": 443}
BROKEN_OFF = (OSError, http.client.HTTPException, UnicodeError)  # the last: a name too long to be looked up


class AddressRefused(Exception):
    """The address is not one that messages are sent to; the message says why."""


def require_address(url: str) -> SplitResult:
    """This function will take a webhook's address apart, and raise AddressRefused for one that cannot be right.

    Only https is spoken, except on this machine itself; no names or passwords in the address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused(_("接口地址写错了")) from error
    if not host or port == 0 or parts.fragment or not (url.isascii() and url.isprintable() and " " not in url):
        raise AddressRefused(_("接口地址写错了"))
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(_("接口地址里不能写用户名和口令"))
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(host)):
        raise AddressRefused(_("接口地址必须以 https:// 开头"))
    return parts


def hand_over(delivery: Delivery, at: datetime) -> Outcome:
    """This function will send one notice to its webhook; the same Idempotency-Key tells a repetition apart.

    Redirects are not followed. Whatever is not an answer of success is tried again later.
    """
    webhook = delivery.webhook
    if webhook is None or not webhook.active:
        return Outcome(DeliveryState.WITHDRAWN, _("推送接口已停用"))
    body = message(delivery)
    try:
        status = _post(require_address(webhook.url), body, headers(delivery, webhook.secret, body, at))
    except AddressRefused as refusal:
        return Outcome(DeliveryState.FAILED, str(refusal))
    except BROKEN_OFF as error:
        return Outcome(DeliveryState.WAITING, _("接口连接不上：%s") % error)
    if 200 <= status < 300:
        return Outcome(DeliveryState.SENT)
    return Outcome(DeliveryState.WAITING, _("接口答复 %d") % status)


def message(delivery: Delivery) -> bytes:
    """This function will write what is sent: who is told what, and where it is read. The text itself stays here."""
    notice = delivery.notice
    said = {
        "id": idempotency_key(delivery),
        "about": notice.about,
        "recipient": notice.recipient.username,
        "subject": notice.subject,
        "url": f"{settings.MANAS_SITE_URL}{notice.address}",
        "at": notice.created_at.isoformat(),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def headers(delivery: Delivery, secret: str, body: bytes, at: datetime) -> dict[str, str]:
    """This function will give the headers; the signature covers the moment and the body, so that neither is replaced."""
    moment = str(int(at.timestamp()))
    mark = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": idempotency_key(delivery),
        "Manas-Signature": f"t={moment},v1={mark}",
        "User-Agent": "Manas",
    }


def idempotency_key(delivery: Delivery) -> str:
    """This function will give the key by which the other side knows a repetition."""
    return f"delivery-{delivery.pk}"


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def reachable(host: str, port: int) -> str:
    """This function will resolve a host to the numeric address to be used, and raise AddressRefused for a private one.

    The connection goes to this very address: a name that is resolved a second time could lead elsewhere. Hosts named in
    MANAS_WEBHOOK_HOSTS may be private: that is what an office's closed network consists of.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    ours = {name.strip("[]") for name in settings.MANAS_WEBHOOK_HOSTS}
    if host not in ours and not all(_is_public(number) for number in numbers):
        raise AddressRefused(_("接口地址指向内部网络，未列入 MANAS_WEBHOOK_HOSTS"))
    return numbers[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inner.is_global and not inner.is_multicast)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at before, encrypted for the name that it was found under."""

    def __init__(self, host: str, port: int, *, number: str, encrypted: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.number = number
        self.encrypted = encrypted

    def connect(self) -> None:
        """This function will connect, with the certificate checked against the host's name."""
        plain = socket.create_connection((self.number, self.port), PATIENCE)
        if self.encrypted:
            try:
                self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
            except OSError:
                plain.close()
                raise
        else:
            self.sock = plain


def _post(parts: SplitResult, body: bytes, with_headers: dict[str, str]) -> int:
    """The status of the answer."""
    host = parts.hostname or ""
    port = parts.port or USUAL_PORT[parts.scheme]
    connection = _Connection(host, port, number=reachable(host, port), encrypted=parts.scheme == "https")
    with closing(connection):
        connection.connect()
        deadline = Timer(DEADLINE, _hang_up, [connection])
        deadline.daemon = True
        deadline.start()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, with_headers)
            return connection.getresponse().status
        finally:
            deadline.cancel()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)
