"""统一社会信用代码: published codes fit, and one wrong character never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.credit_code import CHARACTERS, check_character, fault

# Codes that companies print on their licences and annual reports.
PUBLISHED = ["914403001922038216", "9144030071526726XG"]
BODIES = st.builds(
    lambda head, division, tail: head + division + tail,
    st.text(CHARACTERS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(CHARACTERS, min_size=9, max_size=9),
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_fit(code: str) -> None:
    assert fault(code) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "应为18位，这里是0位"),
        ("91440300192203821", "应为18位，这里是17位"),
        ("91440300192203821o", "只用数字和大写字母"),
        ("91440300I922038216", "只用数字和大写字母"),
        ("91A40300192203821X", "只用数字和大写字母"),
        ("９１４４０３００１９２２０３８２１６", "只用数字和大写字母"),
        ("914403001922038215", "校验位不符"),
        ("914403001922308216", "校验位不符"),
    ],
)
def test_what_is_wrong_is_said(code: str, said: str) -> None:
    assert said in fault(code)


@given(body=BODIES)
def test_the_check_character_makes_a_body_fit(body: str) -> None:
    assert fault(body + check_character(body)) == ""


@given(body=BODIES, place=st.integers(0, 16), data=st.data())
def test_one_wrong_character_is_always_found(body: str, place: int, data: st.DataObject) -> None:
    letters = "0123456789" if 2 <= place < 8 else CHARACTERS
    other = data.draw(st.sampled_from([each for each in letters if each != body[place]]))
    wrong = body[:place] + other + body[place + 1 :] + check_character(body)
    assert "校验位不符" in fault(wrong)
