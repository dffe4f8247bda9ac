"""通知: told once, taken back when answered, handed over once; what is uncertain is left to a person."""

import hashlib
import hmac
import json
import socket
import time
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from threading import Thread

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, transaction
from pytest_django import Settings

from manas.office import actions as office
from manas.office.jobs.actions import MOST_ATTEMPTS
from manas.office.models import Channel, Delivery, DeliveryState, Job, Notice, NoticeChoice, Person, Webhook
from manas.office.notices import actions as notices
from manas.office.notices import queries, webhooks
from manas.office.notices.actions import HAND_OVER, NotHandedOver, NoticeRefused
from manas.office.notices.mail import message_id
from tests.cast import AT, LATER, Cast, journal_lines
from tests.office.receivers import Hook, Mailbox, free_port, mail_server, web_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def tell(*people: Person, key: str = "due:1", subject: str = "将到期", about: str = "test:1") -> list[Notice]:
    return notices.send(
        recipients=people, key=key, subject=subject, body="请在三日内办理。", address="/mine/", about=about, at=AT
    )


def by(channel: Channel) -> Delivery:
    return Delivery.objects.get(channel=channel)


def hand_over(delivery: Delivery) -> Delivery:
    notices.hand_over({"delivery": delivery.pk}, LATER)
    delivery.refresh_from_db()
    return delivery


def not_handed_over(delivery: Delivery, why: str) -> Delivery:
    with pytest.raises(NotHandedOver, match=why):
        notices.hand_over({"delivery": delivery.pk}, LATER)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def reader(cast: Cast) -> Person:
    """A person who wants mail."""
    notices.choose(email="reader@example.cn", by_email=True, actor=cast.liaison, at=AT)
    return cast.liaison


@pytest.fixture
def hooked(cast: Cast, settings: Settings) -> Webhook:
    """A webhook of the science bureau, on this machine."""
    settings.MANAS_WEBHOOK_HOSTS = ["127.0.0.1"]
    url = f"http://127.0.0.1:{free_port()}/notices"
    return notices.add_webhook(unit=cast.science, url=url, actor=cast.administrator, at=AT)


def mail_to(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 0.5


# Telling


def test_each_is_told_once_however_often_it_is_said(cast: Cast) -> None:
    assert [notice.recipient for notice in tell(cast.liaison, cast.leader)] == [cast.liaison, cast.leader]
    assert [notice.recipient for notice in tell(cast.liaison, cast.leader, cast.market)] == [cast.market]
    assert Notice.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(recipient=cast.leader, key="due:1", subject="x", address="/", about="x", created_at=AT)


def test_a_notice_is_in_the_list_in_the_transaction_of_the_deed(cast: Cast) -> None:
    with transaction.atomic():
        tell(cast.liaison)
        transaction.set_rollback(True)
    assert list(queries.notices_of(cast.liaison)) == []
    (notice,) = tell(cast.liaison)
    assert list(queries.notices_of(cast.liaison)) == [notice]
    assert [(d.channel, d.state, d.sent_at) for d in notice.deliveries.all()] == [("in_app", "sent", AT)]
    assert list(queries.notices_of(cast.leader)) == []


def test_mail_and_webhooks_follow_by_jobs_where_they_are_wanted(cast: Cast, reader: Person, hooked: Webhook) -> None:
    tell(reader, cast.leader)
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    assert [(d.notice.recipient, d.channel) for d in waiting.order_by("pk")] == [(reader, "email"), (reader, "webhook")]
    assert sorted(job.arguments["delivery"] for job in Job.objects.filter(kind=HAND_OVER)) == sorted(
        d.pk for d in waiting
    )


def test_no_mail_for_those_who_turned_it_off_or_left(cast: Cast, reader: Person, settings: Settings) -> None:
    tell(reader)
    notices.choose(email="reader@example.cn", by_email=False, actor=reader, at=AT)
    assert hand_over(by(Channel.EMAIL)).state == DeliveryState.WITHDRAWN
    tell(reader, key="due:2")
    assert Delivery.objects.filter(channel=Channel.EMAIL).count() == 1
    notices.choose(email="reader@example.cn", by_email=True, actor=reader, at=AT)
    office.set_active(person=reader, active=False, actor=cast.administrator, at=AT)
    tell(reader, key="due:3")
    assert Delivery.objects.filter(channel=Channel.EMAIL).count() == 1


def test_mail_without_an_address_is_refused(cast: Cast) -> None:
    with pytest.raises(NoticeRefused, match="请填写电子邮箱"):
        notices.choose(email="", by_email=True, actor=cast.liaison, at=AT)
    assert NoticeChoice.objects.count() == 0


@pytest.mark.parametrize("address", ["https://elsewhere.cn/", "//elsewhere.cn/", "/\\elsewhere.cn/", "mine/", ""])
def test_a_notice_leads_nowhere_else(cast: Cast, address: str) -> None:
    with pytest.raises(ValueError, match="leads to a page of this site"):
        notices.send(recipients=[cast.liaison], key="a", subject="x", body="", address=address, about="x", at=AT)


@pytest.mark.parametrize("address", ["https://elsewhere.cn/", "//elsewhere.cn/"])
def test_the_database_keeps_no_way_out_either(cast: Cast, address: str) -> None:
    tell(cast.liaison)
    with pytest.raises(IntegrityError, match="notice_leads_inside"), transaction.atomic():
        Notice.objects.update(address=address)


def test_the_constraints_of_notices_hold(cast: Cast, reader: Person, hooked: Webhook) -> None:
    """notice_once, delivery_once_a_channel, delivery_once_a_webhook, delivery_names_its_webhook, webhook_once."""
    (notice,) = tell(reader)
    for channel, webhook in ((Channel.EMAIL, None), (Channel.WEBHOOK, hooked), (Channel.WEBHOOK, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(notice=notice, channel=channel, webhook=webhook, changed_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.create(unit=cast.science, url=hooked.url, secret="x")
    with pytest.raises(NoticeRefused, match="已经登记"):
        notices.add_webhook(unit=cast.science, url=hooked.url, actor=cast.administrator, at=AT)


# Reading


def test_unread_comes_first_and_is_counted(cast: Cast) -> None:
    first, second, third = (tell(cast.liaison, key=str(number), about=f"test:{number}")[0] for number in range(3))
    notices.read(notice=third, actor=cast.liaison, at=LATER)
    notices.withdraw(about="test:1", at=LATER)
    assert list(queries.notices_of(cast.liaison)) == [first, third, second]
    assert list(queries.notices_of(cast.liaison, only_unread=True)) == [first]
    assert queries.unread_count(cast.liaison) == 1
    assert notices.read_all(actor=cast.liaison, at=LATER) == 1
    assert queries.unread_count(cast.liaison) == 0


def test_nobody_reads_for_another_and_the_first_reading_counts(cast: Cast) -> None:
    (notice,) = tell(cast.liaison)
    with pytest.raises(NoticeRefused):
        notices.read(notice=notice, actor=cast.leader, at=AT)
    notices.read(notice=notice, actor=cast.liaison, at=AT)
    assert notices.read(notice=notice, actor=cast.liaison, at=LATER).read_at == AT


# Taking back


def test_what_was_answered_is_not_sent_any_more(reader: Person, hooked: Webhook) -> None:
    tell(reader)
    tell(reader, key="due:2", about="test:2")
    assert notices.withdraw(about="test:1", at=LATER) == 1
    states = Delivery.objects.filter(notice__about="test:1").exclude(channel=Channel.IN_APP)
    assert {delivery.state for delivery in states} == {DeliveryState.WITHDRAWN}
    others = Delivery.objects.filter(notice__about="test:2").exclude(channel=Channel.IN_APP)
    assert {delivery.state for delivery in others} == {DeliveryState.WAITING}
    assert notices.withdraw(about="test:1", at=LATER) == 0


def test_right_before_it_is_handed_over_the_answer_still_counts(reader: Person, settings: Settings) -> None:
    tell(reader)
    Notice.objects.update(withdrawn_at=LATER)  # the answer came after the delivery's row was looked at
    with mail_server(Mailbox()) as mailbox:
        mail_to(settings, mailbox.port)
        assert hand_over(by(Channel.EMAIL)).state == DeliveryState.WITHDRAWN
    assert mailbox.letters == []


# Mail


def test_a_letter_says_what_it_is_about_and_leads_back(reader: Person, settings: Settings) -> None:
    tell(reader, subject="将到期\r\nBcc: all@example.cn")
    with mail_server(Mailbox()) as mailbox:
        mail_to(settings, mailbox.port)
        sent = hand_over(by(Channel.EMAIL))
    assert (sent.state, sent.sent_at, sent.attempts) == (DeliveryState.SENT, LATER, 1)
    (letter,) = mailbox.letters
    assert letter.rcpt_tos == ["reader@example.cn"]
    message = message_from_bytes(bytes(letter.content or b""))
    assert message["Message-ID"] == message_id(sent)
    assert str(make_header(decode_header(message["Subject"]))) == "将到期 Bcc: all@example.cn"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode() == "请在三日内办理。\r\n\r\nhttp://127.0.0.1:8000/mine/\r\n"


def test_a_letter_is_sent_once_however_often_its_job_is_begun(reader: Person, settings: Settings) -> None:
    tell(reader)
    with mail_server(Mailbox()) as mailbox:
        mail_to(settings, mailbox.port)
        for _ in range(3):
            hand_over(by(Channel.EMAIL))
    assert len(mailbox.letters) == 1


def test_a_server_that_is_away_is_tried_again_and_at_last_given_up(reader: Person, settings: Settings) -> None:
    tell(reader)
    mail_to(settings, free_port())
    for attempt in range(1, MOST_ATTEMPTS):
        delivery = not_handed_over(by(Channel.EMAIL), "邮件服务器连接不上")
        assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, attempt)
    assert hand_over(by(Channel.EMAIL)).state == DeliveryState.FAILED


@pytest.mark.parametrize(
    ("answer", "state"),
    [("451 later", DeliveryState.WAITING), ("552 too large", DeliveryState.FAILED)],
)
def test_a_letter_that_is_refused_was_not_sent(
    reader: Person, settings: Settings, answer: str, state: DeliveryState
) -> None:
    tell(reader)
    with mail_server(Mailbox(answer)) as mailbox:
        mail_to(settings, mailbox.port)
        if state == DeliveryState.FAILED:
            hand_over(by(Channel.EMAIL))
        else:
            not_handed_over(by(Channel.EMAIL), "邮件服务器拒收")
    delivery = by(Channel.EMAIL)
    assert (delivery.state, delivery.sent_at) == (state, None)


def test_a_server_that_falls_silent_after_the_letter_leaves_it_uncertain(reader: Person, settings: Settings) -> None:
    tell(reader)
    with mail_server(Mailbox(pause=0.0, silence=1.5)) as mailbox:
        mail_to(settings, mailbox.port)
        delivery = hand_over(by(Channel.EMAIL))
        assert delivery.state == DeliveryState.UNCERTAIN
        assert hand_over(delivery).state == DeliveryState.UNCERTAIN
    assert len(mailbox.letters) == 1


def test_a_worker_killed_over_a_letter_leaves_it_uncertain_and_a_person_decides(
    cast: Cast, reader: Person, settings: Settings
) -> None:
    tell(reader)
    Delivery.objects.filter(channel=Channel.EMAIL).update(state=DeliveryState.HANDING, attempts=1)
    with mail_server(Mailbox()) as mailbox:
        mail_to(settings, mailbox.port)
        uncertain = hand_over(by(Channel.EMAIL))
        assert (uncertain.state, mailbox.letters) == (DeliveryState.UNCERTAIN, [])
        first_id = message_id(uncertain)
        with journal_lines() as told:
            notices.send_again(delivery=uncertain, actor=cast.administrator, at=LATER)
        assert told.verbs == ["重发通知"]
        again = Job.objects.order_by("-pk")[0]
        assert (again.kind, again.arguments) == (HAND_OVER, {"delivery": uncertain.pk})
        assert hand_over(uncertain).state == DeliveryState.SENT
    assert mailbox.message_ids == [first_id]


def test_only_what_failed_or_is_uncertain_is_sent_again_and_nothing_that_was_answered(
    cast: Cast, reader: Person
) -> None:
    tell(reader)
    delivery = by(Channel.EMAIL)
    for state in DeliveryState:
        Delivery.objects.filter(pk=delivery.pk).update(state=state)
        if state not in (DeliveryState.FAILED, DeliveryState.UNCERTAIN):
            with pytest.raises(NoticeRefused, match="只有失败或者不确定"):
                notices.send_again(delivery=delivery, actor=cast.administrator, at=LATER)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED)
    notices.withdraw(about="test:1", at=LATER)
    with pytest.raises(NoticeRefused, match="已经办结"):
        notices.send_again(delivery=delivery, actor=cast.administrator, at=LATER)


# Webhooks


def point(webhook: Webhook, hook: Hook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(url=hook.url)


def test_a_webhook_is_told_signed_and_without_the_text(cast: Cast, hooked: Webhook) -> None:
    tell(cast.liaison)
    with web_server(Hook()) as hook:
        point(hooked, hook)
        sent = hand_over(by(Channel.WEBHOOK))
    assert sent.state == DeliveryState.SENT
    (call,) = hook.calls
    said = json.loads(call.body)
    assert (said["recipient"], said["subject"], said["about"]) == ("liaison", "将到期", "test:1")
    assert said["url"] == f"{configured.MANAS_SITE_URL}/mine/"
    assert "三日内" not in call.body.decode()
    moment, _, mark = call.headers["manas-signature"].partition(",")
    seconds = moment.removeprefix("t=")
    wanted = hmac.new(hooked.secret.encode(), f"{seconds}.".encode() + call.body, hashlib.sha256).hexdigest()
    assert (int(seconds), mark) == (int(LATER.timestamp()), f"v1={wanted}")


def test_a_worker_killed_over_a_webhook_sends_it_again_under_the_same_key(cast: Cast, hooked: Webhook) -> None:
    tell(cast.liaison)
    with web_server(Hook()) as hook:
        point(hooked, hook)
        hand_over(by(Channel.WEBHOOK))
        Delivery.objects.filter(channel=Channel.WEBHOOK).update(state=DeliveryState.HANDING, sent_at=None)
        assert hand_over(by(Channel.WEBHOOK)).state == DeliveryState.SENT
    assert len(hook.keys) == 2
    assert len(set(hook.keys)) == 1


def test_a_worker_killed_over_a_webhook_of_what_was_answered_is_left_to_a_person(cast: Cast, hooked: Webhook) -> None:
    tell(cast.liaison)
    Delivery.objects.filter(channel=Channel.WEBHOOK).update(state=DeliveryState.HANDING, attempts=1)
    notices.withdraw(about="test:1", at=LATER)
    assert hand_over(by(Channel.WEBHOOK)).state == DeliveryState.UNCERTAIN


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_an_answer_that_is_no_success_is_tried_again_and_redirects_are_not_followed(
    cast: Cast, hooked: Webhook, status: int
) -> None:
    tell(cast.liaison)
    with web_server(Hook(status=status)) as hook:
        point(hooked, hook)
        delivery = not_handed_over(by(Channel.WEBHOOK), f"接口答复 {status}")
    assert delivery.state == DeliveryState.WAITING
    assert [call.path for call in hook.calls] == ["/notices"]


def test_a_webhook_that_is_closed_is_told_nothing_more(cast: Cast, hooked: Webhook) -> None:
    tell(cast.liaison)
    with journal_lines() as told:
        notices.switch_webhook(webhook=hooked, active=False, actor=cast.administrator, at=AT)
    assert told.verbs == ["停用推送接口"]
    assert hand_over(by(Channel.WEBHOOK)).state == DeliveryState.WITHDRAWN
    tell(cast.liaison, key="due:2")
    assert Delivery.objects.filter(channel=Channel.WEBHOOK).count() == 1


def test_an_answer_that_trickles_in_does_not_hold_a_worker(
    cast: Cast, hooked: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "DEADLINE", 0.4)
    tell(cast.liaison)
    with socket.create_server(("127.0.0.1", 0)) as slow:
        Webhook.objects.update(url=f"http://127.0.0.1:{slow.getsockname()[1]}/")
        thread = Thread(target=trickle, args=(slow,), daemon=True)
        thread.start()
        began = time.monotonic()
        not_handed_over(by(Channel.WEBHOOK), "接口连接不上")
        took = time.monotonic() - began
        thread.join()
    assert took < 1.5


def trickle(server: socket.socket) -> None:
    """Answers one letter at a time, each well within the patience for one step."""
    line, _ = server.accept()
    with line:
        try:
            for _ in range(40):
                line.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            return


BAD_ADDRESSES = {
    "http://oa.example.cn/": "必须以 https",
    "ftp://oa.example.cn/": "必须以 https",
    "file:///etc/passwd": "写错了",
    "https://": "写错了",
    "https://oa.example.cn:99999/": "写错了",
    "https://oa.example.cn:0/": "写错了",
    "https://user:secret@oa.example.cn/": "用户名和口令",
    "https://oa.example.cn/#here": "写错了",
    "https://oa.example.cn/ a": "写错了",
    "https://oa.example.cn/\r\nHost: b": "写错了",
    "https://[::1": "写错了",
    "http://10.0.0.8/": "必须以 https",
}


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_a_bad_address_is_refused_when_it_is_entered(cast: Cast, url: str) -> None:
    with pytest.raises(NoticeRefused, match=BAD_ADDRESSES[url]):
        notices.add_webhook(unit=cast.science, url=url, actor=cast.administrator, at=AT)
    assert Webhook.objects.count() == 0


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.8", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "::1",
     "fd00::1", "fe80::1", "::ffff:10.0.0.8", "2002:0a00:0008::1", "224.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_refused_unless_the_office_named_them(settings: Settings, host: str) -> None:
    with pytest.raises(webhooks.AddressRefused, match="内部网络"):
        webhooks.reachable(host, 443)
    settings.MANAS_WEBHOOK_HOSTS = [f"[{host}]" if ":" in host else host]
    assert webhooks.reachable(host, 443) != ""


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888"])
def test_public_addresses_are_open(number: str) -> None:
    assert webhooks.reachable(number, 443) == number


def test_a_private_address_fails_at_once_and_says_why(cast: Cast, hooked: Webhook, settings: Settings) -> None:
    settings.MANAS_WEBHOOK_HOSTS = []
    tell(cast.liaison)
    delivery = hand_over(by(Channel.WEBHOOK))
    assert (delivery.state, delivery.error) == (
        DeliveryState.FAILED,
        "接口地址指向内部网络，未列入 MANAS_WEBHOOK_HOSTS",
    )


def test_plain_http_answered_on_an_encrypted_port_is_no_success(cast: Cast, hooked: Webhook) -> None:
    tell(cast.liaison)
    with web_server(Hook()) as hook:
        Webhook.objects.update(url=hook.url.replace("http://", "https://"))
        not_handed_over(by(Channel.WEBHOOK), "接口连接不上")
    assert hook.calls == []


# A worker that was thought dead


def test_one_thought_dead_that_sends_after_all_says_so(reader: Person) -> None:
    """It was taken for dead, its letter marked as uncertain; then its mail server did answer."""
    tell(reader)
    slow = notices._begin(by(Channel.EMAIL).pk, AT)
    assert slow is not None
    assert hand_over(by(Channel.EMAIL)).state == DeliveryState.UNCERTAIN
    notices._settle(slow, notices.Outcome(DeliveryState.WAITING, "later"), LATER)
    assert by(Channel.EMAIL).state == DeliveryState.UNCERTAIN  # nobody would come for it
    notices._settle(slow, notices.Outcome(DeliveryState.SENT), LATER + timedelta(minutes=1))
    assert by(Channel.EMAIL).state == DeliveryState.SENT
