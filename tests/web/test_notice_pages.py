"""通知: reading one's notices, choosing mail, and what the administrator sees of what left: never what it says."""

import pytest
from django.test import Client
from django.urls import reverse

from manas.office.models import Channel, Delivery, DeliveryState, Job, JobState, Notice, Person, Webhook
from manas.office.notices import actions as notices
from tests.cast import AT, LATER, Cast, make_cast, queries_of

SECRET_WORDS = "第三项将到期"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tell(person: Person, key: str = "due:1", subject: str = SECRET_WORDS, about: str = "test:1") -> Notice:
    (notice,) = notices.send(
        recipients=[person], key=key, subject=subject, body="请办理", address="/mine/", about=about, at=AT
    )
    return notice


def page(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def failed_letter(cast: Cast) -> Delivery:
    notices.choose(email="liaison@example.cn", by_email=True, actor=cast.liaison, at=AT)
    letter = tell(cast.liaison).deliveries.filter(channel=Channel.EMAIL)
    letter.update(state=DeliveryState.FAILED, error="邮件服务器拒收")
    return letter.get()


def test_opening_a_notice_marks_it_as_read_and_leads_to_what_it_tells_of(cast: Cast) -> None:
    notice, client = tell(cast.liaison), as_(cast.liaison)
    assert page(client, "notices").count("未读</small>") == 1
    answer = client.post(reverse("notice-open", args=[notice.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/mine/")
    assert page(client, "notices").count("未读</small>") == 0
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_may_be_marked_without_leaving_and_all_at_once(cast: Cast) -> None:
    client = as_(cast.liaison)
    first = tell(cast.liaison)
    tell(cast.liaison, key="due:2")
    answer = client.post(reverse("notice-open", args=[first.pk]), {"stay": "1"})
    assert answer.headers["Location"] == reverse("notices")
    assert Notice.objects.unread().count() == 1
    client.post(reverse("notices-read"))
    assert Notice.objects.unread().count() == 0
    assert "没有未读的通知" in page(client, "notices", "?show=unread")


def test_another_s_notice_is_not_there(cast: Cast) -> None:
    notice = tell(cast.liaison)
    assert as_(cast.leader).post(reverse("notice-open", args=[notice.pk])).status_code == 404
    assert SECRET_WORDS not in page(as_(cast.leader), "notices")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_frame_counts_what_is_unread_and_only_mine(cast: Cast) -> None:
    for number in range(3):
        tell(cast.liaison, key=str(number))
    assert '<span class="bar__count">3</span>' in page(as_(cast.liaison), "notices")
    assert "bar__count" not in page(as_(cast.nobody), "notices")


def test_a_long_list_comes_in_pages(cast: Cast) -> None:
    for number in range(51):
        tell(cast.liaison, key=str(number), subject=f"通知{number:02}号")
    client = as_(cast.liaison)
    assert page(client, "notices").count('<li class="row">') == 50
    assert page(client, "notices", "?page=2").count('<li class="row">') == 1
    assert page(client, "notices", "?page=odd").count('<li class="row">') == 50


def test_one_chooses_mail_with_an_address(cast: Cast) -> None:
    client, address = as_(cast.liaison), reverse("notice-choice")
    for wrong in ({"by_email": "on"}, {"by_email": "on", "email": "nowhere"}):
        assert client.post(address, wrong).status_code == 422
    assert client.post(address, {"by_email": "on", "email": "a@example.cn"}).status_code == 302
    cast.liaison.refresh_from_db()
    assert (cast.liaison.email, cast.liaison.notice_choice.by_email) == ("a@example.cn", True)
    assert 'value="a@example.cn"' in page(client, "notice-choice")


def test_the_administrator_sees_what_became_of_a_notice_but_not_what_it_says(cast: Cast) -> None:
    failed_letter(cast)
    for state in ("", "failed", "odd"):
        shown = page(as_(cast.administrator), "outbox", f"?state={state}")
        assert "liaison" in shown
        assert "邮件服务器拒收" in shown
        assert SECRET_WORDS not in shown
        assert "请办理" not in shown
    assert "邮件服务器拒收" not in page(as_(cast.administrator), "outbox", "?state=sent")


def test_the_administrator_has_a_letter_sent_again_once(cast: Cast) -> None:
    letter, client = failed_letter(cast), as_(cast.administrator)
    for said in ("已交执行者重发", "只有失败或者不确定的投递可以重发"):
        answer = client.post(reverse("delivery-again", args=[letter.pk]), follow=True)
        assert said in answer.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.rounds) == (DeliveryState.WAITING, 1)
    assert Job.objects.filter(key=f"delivery:{letter.pk}:1").count() == 1


def test_a_job_that_was_given_up_shows_and_is_done_again(cast: Cast) -> None:
    failed_letter(cast)
    Job.objects.update(state=JobState.FAILED, due_at=None, ended_at=LATER, error="ValueError: x")
    client, job = as_(cast.administrator), Job.objects.get()
    assert "ValueError: x" in page(client, "outbox")
    assert client.post(reverse("job-again", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert client.post(reverse("job-again", args=[job.pk])).status_code == 404


def test_a_webhook_is_entered_closed_and_opened(cast: Cast) -> None:
    client, url = as_(cast.administrator), "https://oa.example.cn/manas"
    refused = client.post(reverse("webhooks"), {"unit": cast.science.pk, "url": "http://oa.example.cn/"})
    assert refused.status_code == 422
    assert "接口地址必须以 https:// 开头" in refused.content.decode()
    assert client.post(reverse("webhooks"), {"unit": cast.science.pk, "url": url}).status_code == 302
    webhook = Webhook.objects.get()
    assert (webhook.url, len(webhook.secret), webhook.active) == (url, 64, True)
    for active in ("0", "0", "1"):
        client.post(reverse("webhook-switch", args=[webhook.pk]), {"active": active})
        webhook.refresh_from_db()
        assert webhook.active == (active == "1")


def test_the_list_takes_as_many_queries_for_one_as_for_many(cast: Cast) -> None:
    client = as_(cast.liaison)
    tell(cast.liaison)
    page(client, "notices")  # the first page of a session takes note of the session
    one = queries_of(client.get, reverse("notices"))
    for number in range(9):
        tell(cast.liaison, key=str(number))
    assert queries_of(client.get, reverse("notices")) == one
