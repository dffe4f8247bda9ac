"""Numbers of patents as people write them, and what they prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manas.engines.patent_number import Form, Kind, Number, NumberFault, check_digit, read

APPLICATION, PUBLICATION = Form.APPLICATION, Form.PUBLICATION
bodies = st.builds(
    "{}{}{:07}".format, st.integers(2003, 2099), st.sampled_from("12389"), st.integers(0, 9_999_999)
) | st.builds("{}{}{:05}".format, st.integers(85, 99), st.sampled_from("123"), st.integers(0, 99_999))


def test_check_digits_of_published_applications() -> None:
    """Numbers from announcements, old and new, one of each remainder that stands out."""
    assert check_digit("200320108834") == "1"
    assert check_digit("200320106083") == "X"
    assert check_digit("87101357") == "6"
    assert check_digit("88105304") == "X"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("200320108834.1", "200320108834.1"),
        ("CN200320108834.1", "200320108834.1"),
        ("ZL200320108834.1", "200320108834.1"),
        ("ZL 2003 2 0108834.1", "200320108834.1"),
        ("ＣＮ２００３２０１０８８３４．１", "200320108834.1"),
        ("2003201088341", "200320108834.1"),
        ("200320108834", "200320108834.1"),
        ("200320106083.x", "200320106083.X"),
        ("专利号：ZL200320108834.1", "200320108834.1"),
        ("申请号:200320108834。1", "200320108834.1"),
        ("87101357.6", "87101357.6"),
        ("871013576", "87101357.6"),
        ("CN85102475", f"85102475.{check_digit('85102475')}"),
    ],
)
def test_application_numbers_in_every_dress(written: str, canonical: str) -> None:
    assert read(written).text == canonical
    assert read(written).form is APPLICATION


@pytest.mark.parametrize(
    ("written", "canonical", "kind"),
    [
        ("CN111534432B", "CN111534432B", Kind.INVENTION),
        ("CN 111534432 B", "CN111534432B", Kind.INVENTION),
        ("111534432A", "CN111534432A", Kind.INVENTION),
        ("CN222119253U", "CN222119253U", Kind.UTILITY_MODEL),
        ("CN309049496S", "CN309049496S", Kind.DESIGN),
        ("CN1303169C", "CN1303169C", Kind.INVENTION),
        ("CN85102277B", "CN85102277B", Kind.INVENTION),
        ("CN101654692", "CN101654692", Kind.INVENTION),
        ("CN2345678", "CN2345678", Kind.UTILITY_MODEL),
        ("WO2011064846A1", "WO2011064846A1", Kind.INVENTION),
        ("JPWO2012004842A1", "JPWO2012004842A1", Kind.INVENTION),
        ("DE202014008702U1", "DE202014008702U1", Kind.UTILITY_MODEL),
        ("TWI744017", "TWI744017", Kind.INVENTION),
        ("TWM647680", "TWM647680", Kind.UTILITY_MODEL),
        ("TW594078", "TW594078", None),
        ("IN1604DELNP2013A", "IN1604DELNP2013A", Kind.INVENTION),
    ],
)
def test_publication_numbers(written: str, canonical: str, kind: Kind | None) -> None:
    assert read(written) == Number(canonical, PUBLICATION, kind)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("202110123456", Kind.INVENTION),
        ("202120123456", Kind.UTILITY_MODEL),
        ("202130123456", Kind.DESIGN),
        ("202180012345", Kind.INVENTION),
        ("202190012345", Kind.UTILITY_MODEL),
        ("99200001", Kind.UTILITY_MODEL),
    ],
)
def test_the_digit_behind_the_year_is_the_kind(number: str, kind: Kind) -> None:
    assert read(number).kind is kind


@given(bodies)
def test_every_body_takes_its_own_check_digit_and_no_other(body: str) -> None:
    proper = check_digit(body)
    assert read(f"{body}.{proper}").text == f"{body}.{proper}"
    for wrong in set("0123456789X") - {proper}:
        with pytest.raises(NumberFault, match=f"应为{proper}"):
            read(f"{body}.{wrong}")


@given(bodies, st.integers(0, 11))
def test_one_wrong_digit_is_found(body: str, place: int) -> None:
    """The weights share no factor with 11, so that every change of one digit shows."""
    at = place % len(body)
    for digit in set("0123456789") - {body[at]}:
        assert check_digit(body[:at] + digit + body[at + 1 :]) != check_digit(body)


def test_a_number_that_a_spreadsheet_spoiled_is_named_as_such() -> None:
    with pytest.raises(NumberFault, match="科学计数法"):
        read("2.02111E+12")


@pytest.mark.parametrize("written", ["", "见附件", "12345", "CN", "20211051234567890", "CN411534432A", "ZL999"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NumberFault, match="不是申请号，也不是公开（公告）号"):
        read(written)


def test_a_column_may_say_what_it_holds() -> None:
    assert read("US15/123456", APPLICATION) == Number("US15/123456", APPLICATION, None)
    assert read("PCT/CN2020/123456", APPLICATION).form is APPLICATION
    with pytest.raises(NumberFault, match="不是公开（公告）号"):
        read("200320108834.1", PUBLICATION)
    with pytest.raises(NumberFault, match="不是申请号"):
        read("CN111534432B", APPLICATION)


def test_only_documents_of_a_grant_announce_it() -> None:
    assert [read(n).announces_grant for n in ("CN111534432B", "CN222119253U", "CN1303169C", "CN309049496S")] == [
        True
    ] * 4
    assert [read(n).announces_grant for n in ("CN111534432A", "CN101654692", "200320108834.1", "JP6396007B2")] == [
        False
    ] * 4
