"""Reading single cells. Every function takes the text of a cell that says something, and raises CellFault with the reason."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from manas.engines.sheets import words


class CellFault(Exception):
    """A cell cannot be read; the message says why."""


# Days of a workbook are counted from 1899-12-30; in this range a bare number in a column of days is one (1954–2118).
SERIALS = range(20_000, 80_000)
EPOCH = date(1899, 12, 30)
YEARS = range(1900, 2101)
LONGEST_NAME, LONGEST_PERSON, LONGEST_SYMBOL = 200, 100, 40  # characters

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_NUMBER = re.compile(r"(\d{1,7})(?:\.\d+)?")
_BETWEEN_NAMES = re.compile(r"[;；|\n\r、]+")
_COMMAS = re.compile(r"[,，]")
# A comma stands inside English names ("Siemens Co., Ltd."): it parts names only between Chinese ones.
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_BETWEEN_SYMBOLS = re.compile(r"[;；|,，、\n\r\t]+")
_SYMBOL = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_VERSION = re.compile(r"[(（]\s*(?:19|20)\d{2}[.\d]*\s*[)）]|[(（]\s*[IVX]+\s*[)）]")
_LEVEL = re.compile(
    r"(?:TRL\s*-?|第)?\s*([1-9]|[一二三四五六七八九])\s*(?:级|\.0+)?(?:\D.*)?", re.IGNORECASE | re.DOTALL
)
_LEVELS = "一二三四五六七八九"


def clean(text: str) -> str:
    """This function will give the text of a cell without invisible signs and space around it; "-" and the like are nothing."""
    said = _CONTROL.sub("", text).strip().strip("\u3000\u00a0").strip()
    return "" if said.lower() in words.EMPTY else said


def text(said: str) -> str:
    """This function will give text as it is."""
    return said


def day(said: str) -> date:
    """This function will read a day: 2021-05-03, 2021/5/3, 2021.05.03, 2021年5月3日, 20210503, or the number of a workbook."""
    plain = unicodedata.normalize("NFKC", said).strip()
    if found := _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _date(said, int(found[1]), int(found[2]), int(found[3]))
    if (found := _NUMBER.fullmatch(plain)) and int(found[1]) in SERIALS:
        return EPOCH + timedelta(days=int(found[1]))
    raise CellFault(f"“{said[:30]}”不是日期，请写成2021-05-03")


def _date(said: str, year: int, month: int, number: int) -> date:
    try:
        found = date(year, month, number)
    except ValueError:
        raise CellFault(f"“{said[:30]}”不是日期：没有这一天") from None
    if year not in YEARS:
        raise CellFault(f"“{said[:30]}”不像专利上的日期：年份不在1900至2100之间")
    return found


def names(said: str) -> tuple[str, ...]:
    """This function will part a list of organizations or people, each once, in their order."""
    return _not_too_long(_parted(said), LONGEST_NAME)


def people(said: str) -> tuple[str, ...]:
    """This function will part a list of people, each once, in their order."""
    return _not_too_long(_parted(said), LONGEST_PERSON)


def _parted(said: str) -> tuple[str, ...]:
    parts = [part for piece in _BETWEEN_NAMES.split(said) for part in _at_commas(piece)]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _not_too_long(parts: tuple[str, ...], most: int) -> tuple[str, ...]:
    if long := next((part for part in parts if len(part) > most), ""):
        raise CellFault(f"“{long[:30]}…”超过{most}字，可能没有分隔开")
    return parts


def _at_commas(piece: str) -> list[str]:
    parts = _COMMAS.split(piece)
    return parts if len(parts) > 1 and all(_CHINESE.search(part) for part in parts if part.strip()) else [piece]


def symbol(said: str) -> str:
    """This function will write one class symbol without spaces and year: "C12M 3/00 (2006.01)" is "C12M3/00".

    A symbol of no known form is kept as it stands.
    """
    plain = _VERSION.sub("", unicodedata.normalize("NFKC", said)).upper().strip()
    found = _SYMBOL.fullmatch(plain)
    return f"{found[1]}{int(found[2])}/{found[3]}" if found else re.sub(r"\s+", "", plain)


def symbols(said: str) -> tuple[str, ...]:
    """This function will part a list of class symbols, each once, in their order."""
    parts = (symbol(part) for part in _BETWEEN_SYMBOLS.split(said))
    return _not_too_long(tuple(dict.fromkeys(part for part in parts if part)), LONGEST_SYMBOL)


def kind(said: str) -> str:
    """This function will read the kind of a patent."""
    found = words.KIND.get(re.sub(r"[\s·\[\]()（）]+", "", said).lower()) or words.KIND.get(said.lower())
    if found is None:
        raise CellFault(f"“{said[:30]}”不是专利类型，应为发明、实用新型或者外观设计")
    return found


def flag(said: str) -> bool:
    """This function will read yes or no."""
    if said.lower() in words.YES:
        return True
    if said.lower() in words.NO:
        return False
    raise CellFault(f"“{said[:30]}”应为是或者否")


def worked(said: str) -> bool:
    """This function will read whether a patent is worked: the words of the national pool, or yes and no."""
    if words.WORKED_NO.search(said) or said.lower() in words.NO:
        return False
    if words.WORKED_YES.search(said) or said.lower() in words.YES:
        return True
    raise CellFault(f"“{said[:30]}”没有说明是否实施")


def maturity(said: str) -> int:
    """This function will read a level of technological maturity, 1 to 9: 4, 4级, 第四级, TRL4."""
    found = _LEVEL.fullmatch(unicodedata.normalize("NFKC", said))
    if found is None or re.match(r"\d\d", said):
        raise CellFault(f"“{said[:30]}”不是技术成熟度，应为1至9级")
    return int(found[1]) if found[1].isascii() else _LEVELS.index(found[1]) + 1


def willingness(said: str) -> str:
    """This function will read what the holder would do with a patent; of several ways the one that asks least of a firm."""
    found = next((code for code, pattern in words.WILLINGNESS if pattern.search(said)), None)
    if found is None:
        raise CellFault(f"“{said[:30]}”不是转化意愿，应为转让、许可、开放许可、先使用后付费或者暂无意愿")
    return found


def whole(said: str) -> int:
    """This function will read a small whole number: 5, 5.0, 第5年."""
    found = re.fullmatch(r"第?\s*(\d{1,4})(?:\.0+)?\s*(?:年度?)?", unicodedata.normalize("NFKC", said))
    if found is None:
        raise CellFault(f"“{said[:30]}”不是整数")
    return int(found[1])
