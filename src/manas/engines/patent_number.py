"""申请号、公开（公告）号: the forms in which they are written, the check digit, and what a number says of its patent.

Application numbers by ZC 0006-2003 《专利申请号标准》: year, kind, serial number, check digit. Publication numbers by ZC 0007
《专利文献号标准》 and the forms before it: the first digit or the letter behind says the kind. Numbers of other countries are
kept as they are written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    APPLICATION = "application"
    PUBLICATION = "publication"


class Kind(StrEnum):
    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its canonical form: "202110512345.6", "85100001.6", "CN111534432B"; `kind` None where it does not say."""

    text: str
    form: Form
    kind: Kind | None

    @property
    def announces_grant(self) -> bool:
        """Whether the document with this number announces a grant, so that its day of publication is the day of grant."""
        return self.form is Form.PUBLICATION and GRANTS.fullmatch(self.text) is not None


class NumberFault(Exception):
    """What is written is no such number; the message says why."""


# ZC 0006-2003, 5: the digit behind the year; 8 and 9 entered the national phase under the PCT.
KIND_DIGITS = {
    "1": Kind.INVENTION,
    "2": Kind.UTILITY_MODEL,
    "3": Kind.DESIGN,
    "8": Kind.INVENTION,
    "9": Kind.UTILITY_MODEL,
}
KIND_LETTERS = {
    "A": Kind.INVENTION,
    "B": Kind.INVENTION,
    "C": Kind.INVENTION,
    "U": Kind.UTILITY_MODEL,
    "Y": Kind.UTILITY_MODEL,
    "D": Kind.DESIGN,
    "S": Kind.DESIGN,
}
# Letters that mean the same wherever documents are numbered with them (WIPO ST.16); others differ from office to office.
FOREIGN_LETTERS = {
    "A": Kind.INVENTION,
    "B": Kind.INVENTION,
    "C": Kind.INVENTION,
    "T": Kind.INVENTION,
    "U": Kind.UTILITY_MODEL,
    "S": Kind.DESIGN,
}
TAIWAN = {"I": Kind.INVENTION, "M": Kind.UTILITY_MODEL, "D": Kind.DESIGN}
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)

# Eight digits until September 2003 (years 85 to 03), twelve since.
OLD_BODY = r"(?:8[5-9]|9\d|0[0-3])[12389]\d{5}"
NEW_BODY = r"20\d\d[12389]\d{7}"
APPLICATION = re.compile(rf"(?:ZL|CN)?(?P<body>{NEW_BODY}|{OLD_BODY})(?:\.?(?P<check>[\dX]))?")
PUBLICATION = re.compile(r"CN(?P<serial>[123]\d{6}|[123]\d{8}|8[5-8][123]\d{5})(?P<letter>[ABCDSUY])?\d?")
FOREIGN_PUBLICATION = re.compile(r"(?!CN|ZL)[A-Z]{2}[A-Z]{0,2}\d[0-9A-Z]{2,14}")
FOREIGN_APPLICATION = re.compile(r"(?!CN|ZL)[A-Z]{2}[A-Z]{0,2}[0-9][0-9A-Z/.\-]{2,16}|PCT/[A-Z]{2}\d{4}/\d{5,6}")
TAIWAN_NUMBER = re.compile(r"TW([IMD])\d{5,7}[A-Z]?")
LAST_LETTER = re.compile(r"[A-Z]{2,4}\d[0-9A-Z]*?([A-Z])\d?")
GRANTS = re.compile(r"CN\d+[BCUYSD]\d?")
SPOILED = re.compile(r"\d(?:\.\d+)?E\+?\d+")
LABEL = re.compile(r"^(?:专利)?(?:申请|公开|公告|授权公告|专利)?\(?(?:公告)?\)?号?[:：]")
NOISE = str.maketrans("", "", " \t\u3000\u200b\u00a0\ufeff")


def check_digit(body: str) -> str:
    """This function will give the check digit for eight or twelve digits (ZC 0006-2003, annex: weights 2 to 9, mod 11)."""
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)


def read(text: str, expected: Form | None = None) -> Number:
    """This function will give the number that is written, in its canonical form.

    `expected` says what the column holds; None where it may hold either. Letters before it (ZL, CN), full-width signs,
    spaces and a missing point are taken as they are meant; a missing check digit of an application number is computed.
    Raises NumberFault, with the reason, for anything that is no such number or contradicts its check digit.
    """
    plain = _plain(text)
    if SPOILED.fullmatch(plain):
        raise NumberFault(f"“{text[:30]}”被表格软件改成了科学计数法，号码已经丢失，请把这一列设为文本后重新导出")
    if found := READERS[expected](plain):
        return found
    raise NumberFault(f"“{text[:30]}”不是{NAMES[expected]}")


def _plain(text: str) -> str:
    written = unicodedata.normalize("NFKC", text).translate(NOISE).upper().replace("。", ".")
    return LABEL.sub("", written).strip(".,;")


def _either(plain: str) -> Number | None:
    """Of other countries' numbers nobody can see which they are; exports list them by publication."""
    return _chinese_application(plain) or _publication(plain)


def _application(plain: str) -> Number | None:
    foreign = FOREIGN_APPLICATION.fullmatch(plain)
    return Number(plain, Form.APPLICATION, None) if foreign else _chinese_application(plain)


def _chinese_application(plain: str) -> Number | None:
    found = APPLICATION.fullmatch(plain)
    if found is None:
        return None
    body, proper = found["body"], check_digit(found["body"])
    if found["check"] not in (None, proper):
        raise NumberFault(f"申请号{body}.{found['check']}的校验位不符，应为{proper}，请核对是否录错")
    return Number(f"{body}.{proper}", Form.APPLICATION, KIND_DIGITS[body[4 if len(body) == 12 else 2]])


def _publication(plain: str) -> Number | None:
    # Chinese numbers are often written without the country where every row has the same.
    found = PUBLICATION.fullmatch(plain if plain[:2] in ("CN", "ZL") or plain[:1].isalpha() else f"CN{plain}")
    if found is None:
        return Number(plain, Form.PUBLICATION, _foreign_kind(plain)) if FOREIGN_PUBLICATION.fullmatch(plain) else None
    serial, letter = found["serial"], found["letter"]
    digit = serial[2] if len(serial) == 8 else serial[0]
    return Number(found[0], Form.PUBLICATION, KIND_LETTERS[letter] if letter else KIND_DIGITS[digit])


def _foreign_kind(plain: str) -> Kind | None:
    if found := TAIWAN_NUMBER.fullmatch(plain):
        return TAIWAN[found[1]]
    found = LAST_LETTER.fullmatch(plain)
    return FOREIGN_LETTERS.get(found[1]) if found else None


NAMES = {Form.APPLICATION: "申请号", Form.PUBLICATION: "公开（公告）号", None: "申请号，也不是公开（公告）号"}
READERS = {Form.APPLICATION: _application, Form.PUBLICATION: _publication, None: _either}
