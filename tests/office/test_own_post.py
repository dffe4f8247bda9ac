"""Nobody gives a post to themselves, or takes their own away."""

import pytest

from manas.office.actions import PostRefused, appoint, end_post
from manas.office.models import Post, Role
from tests.cast import AT, TODAY, Cast


def test_the_administrator_appoints_others_only(cast: Cast) -> None:
    admin = cast.administrator
    with pytest.raises(PostRefused, match="不能任命自己"):
        appoint(person=admin, unit=cast.ip_office, role=Role.OFFICE, from_on=TODAY, actor=admin, at=AT)
    with pytest.raises(PostRefused, match="不能结束自己的任职"):
        end_post(post=Post.objects.get(person=admin), to_on=TODAY, actor=admin, at=AT)
    assert Post.objects.get(person=admin).to_on is None
