"""Lists of units: where one name ends, what the names share, which of them are groups.

Offices write lists the short way: 自治州科技局、工信局、司法局 are three bureaus of one prefecture, 郑州市、开封市、洛阳市政府
are three governments, and 各市、县〔市、区〕政府 is one group. A name is given as written and in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from manas.engines.policy.regions import PROVINCES, REGIONS

OPENING = {"（": "）", "〔": "〕", "《": "》", "〈": "〉", "“": "”", "‘": "’"}
_CLOSING = frozenset(OPENING.values())

_PROVINCES = "|".join(PROVINCES)
_SUFFIX = (
    "局|委|厅|部|办|处|室|院|会|中心|政府|公司|集团|银行|分行|支行|署|所|科|股|队|站|馆|社|团|大学|学校|学院|医院|企业|单位|部门|机构|海关|法院|"
    "组|联|行|园|场|台|网|厂|校|高校|院校|党校|协会|商会|工会|总社|基地|平台|专班|窗口|大厅|办公厅|指挥部|联席会议|中院|主体|党组|协|各地|街道|乡镇|镇|乡|口岸|人才办|编办"
)
_PLACE = r"地区|新区|示范区|开发区|高新区|经开区|保税区|合作区|管理区|功能区|试验区|自贸区|园区|兵团|[省市县区州盟旗]"
_TAIL = r"(?:（[^（）]{1,40}）|〔[^〔〕]{1,40}〕|〈[^〈〉]{1,40}〉)?"
_UNIT_END = re.compile(rf"(?:{_SUFFIX}|{_PLACE}){_TAIL}$")
_OFFICE_END = re.compile(rf"(?:{_SUFFIX}){_TAIL}$")
_BARE_PLACE = re.compile(rf"^[\u4e00-\u9fa5]{{1,9}}(?:{_PLACE})$")
_GENERIC = re.compile(
    r"^各|^(?:有关|相关|其他|其它|其余|所有|全体)|(?:有关|相关|各|成员|责任|直属|主管)(?:部门|单位|委办局|处室|科室)|部门（单位）|"
    r"^\d+个?[市县区]|(?:相关|有关|各)[\u4e00-\u9fa5]{0,4}(?:政府|管委会)|(?:牵头|配合|主管|审批|监管|职能|行业)(?:部门|单位)"
)
# 市场监管局 does not begin with the level word 市, 市市场监管局 does.
_LEVEL = r"自治区|自治州|自治县|市(?!场|监局|政(?:公用|设施|园林|工程|管理))|省|州|县|区(?!域|块|划)|盟|旗"
_DIVIDED = r"厅(?=[\u4e00-\u9fa5]{2,}(?:处|室|局|中心|队|办)$)"
_OWN_LEVEL = re.compile(rf"^(?P<level>{_DIVIDED}|{_LEVEL})(?=[\u4e00-\u9fa5“\d])")
_OWN_PLACE = re.compile(
    rf"^(?P<place>(?:{_PROVINCES})(?:省|市|(?:回族|壮族|维吾尔)?自治区)?|[\u4e00-\u9fa5]{{2,5}}?(?:{_LEVEL}))(?=[\u4e00-\u9fa5])"
)
_STANDALONE = re.compile(
    r"^(?:各|有关|相关|其他|其它|其余|所有|全体|国务院|中央|全国|中共|中国|国家|国网|人民银行|人行|南方电网|驻|本级|属地|省级|市级|州级|县级|区级|"
    r"省直|市直|州直|县直|区直|局机关|厅机关|委机关|局属|厅属|委属|直属|上级|中[央国]|海关|外汇)"
    r"|银保监|证监局|证监会|金融监管总局|海事局|铁路局|民航(?!处|科)|电网|供电|人民银行|人行|大学$|街道|(?:区|园|城|基地)(?:（[^（）]{1,12}）)?(?:管委会|管理委员会|管理局)|人民政府|海关$"
)
_INHERITS = re.compile(r"(?:局|委|办|厅|部|中心|院|会|联|室|处|科|队|社|所|集团|公司|法院|馆|台|署|校)" + _TAIL + "$")
_BUREAU_DIVISION = re.compile(
    r"^(?P<bureau>[\u4e00-\u9fa5]{2,10}?(?:厅|局|委))(?P<division>[\u4e00-\u9fa5]{2,}(?:处|局|科|室|中心|队|所))$"
)
_DIVISION_END = re.compile(r"(?:处|科|局|中心|处室|室)$")
_GROUP_OF_BUREAUS = re.compile(
    r"^(?P<group>各[市县区州旗盟地省]{1,4}(?:（[^）]*）|〔[^〕]*〕|〈[^〉]*〉)?(?:、[市县区州旗]{1,3}(?:（[^）]*）|〔[^〕]*〕|〈[^〉]*〉)?)*)"
    r"(?P<bureau>[\u4e00-\u9fa5]{2,}(?:局|委|办|厅|中心))$"
)
_SHARED_TAIL = re.compile(
    rf"^(?![省市县区州]|自治)[\u4e00-\u9fa5]{{1,10}}?(?:{_PLACE})"
    r"(?P<tail>人民政府|政府|管委会|管理委员会|党工委|党委政府|(?:相关|有关|各)(?:部门|单位)|[\u4e00-\u9fa5]{2,24}(?:领导小组|局|委|办公室))$"
)

_COMMITTEES = ("管委会", "管理委员会", "党工委")
_ZONE = re.compile(
    r"(?:示范|开发|高新|经开|保税|合作|管理|功能|试验|自贸|园|新|名胜|景|工业|度假|旅游|产业|新片|生态|空港|港|文旅)区$|城$|园$"
)
_LEVEL_WORDS = re.compile(
    r"^(?:各|有关|相关|全省各|全市各)?(?:设区)?(?:[市县区州旗盟]|地区|特区|乡镇|乡|镇|街道|州市|地市|直管市|功能区|自治州|（[^）]{1,12}）|〔[^〕]{1,12}〕|〈[^〉]{1,12}〉)+$"
)
_LOWER_LEVEL = re.compile(
    r"^(?:[市县区州旗]|特区|乡镇|乡|镇|街道|功能区)+(?:（[^）]{1,12}）|〔[^〕]{1,12}〕|〈[^〉]{1,12}〉)?[市县区旗]?"
    r"(?:人民政府|政府|管委会|党委|办事处|$|[\u4e00-\u9fa5]{2,}(?:局|委|厅|办|部门|中心))"
)
_RANK = {"省": 0, "州": 1, "盟": 1, "市": 2, "县": 3, "旗": 3, "区": 4}

_OPEN = re.compile(
    r"(?<![高平同初中劣优])等(?!级|保)(?=$|各|有关|相关|国务院|部门|单位|多?部委|处室|科室|成员|其他|职能|责任|主管|和|及|以及|与|省|市|州|县|区|自治|中央|直属|行业|驻|机构|企业|高校|[\d一二三四五六七八九十]+[个家部])"
)
_DROPPED_AFTER_OPEN = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[个家]?)?(?:有关|相关)?(?:职能|成员|责任|主管|行业主管|配合)?(?:部门|单位|机构|处室|科室|方面|企业|部委)?(?:（(?:单位|部门|机构|企业)）|(?:和|及|、|或)(?:有关|相关)?(?:单位|部门|机构|企业))?$"
)
_JOINED_AFTER_OPEN = re.compile(r"^(?:有关|相关|各)[\u4e00-\u9fa5]{0,6}(?:政府|管委会)$")
_REST_FIRST = re.compile(r"(?:单位|部门|机构|企业|处室|科室)(?:以?及|和|与|、|$)")
_CENTRE = ("中", "中央", "部", "省", "中、省")  # 中、省驻平有关单位
_REST = re.compile(r"(?:单位|部门|机构|企业|处室|科室)$")  # 各有关部门、单位 is one group
_GOVERNMENTS = re.compile(r"[市县区州](?:人民政府|政府|管委会)$")
_SEPARATORS = "、，；"


@dataclass(frozen=True, slots=True)
class Named:
    """One unit of a list: as written, in full, and where it stands in the string that was handed in."""

    name: str
    full: str
    start: int
    end: int
    group: int  # counts the comma-separated groups from 0
    generic: bool


@dataclass(frozen=True, slots=True)
class UnitList:
    units: tuple[Named, ...]
    open_list: bool
    comma: bool  # more than one comma-separated group


@lru_cache(maxsize=8192)
def is_unit(name: str) -> bool:
    """This function will tell whether `name` can be the name of a unit or group of units, by its form alone."""
    return 2 <= len(name) <= 42 and bool(_UNIT_END.search(name)) and (not _CLAUSE.search(name) or _is_group(name))


def _is_group(name: str) -> bool:
    known = bool(_GENERIC.search(name)) or prefix_of(name) is not None
    return (
        known
        and name.endswith(("部门", "单位", "小组", "处室", "办公室", "会议", "专班", "指挥部"))
        and "。" not in name
    )


def is_office(name: str) -> bool:
    """This function will tell whether `name` ends like an office, not merely like a place."""
    return is_unit(name) and bool(_OFFICE_END.search(name))


_CLAUSE = re.compile(
    r"[。：！？由]|^[的了在对于把将由为以与和及]|(?:加强|推进|完善|建立|开展|实施|促进|提升|落实|强化|推动|支持|鼓励)(?!中心|处|局|司|科|小组|办)"
)


@dataclass(frozen=True, slots=True)
class Locale:
    """What the whole document says about its names: `level` is the word that most of its lists begin with (市, 省, …; ""
    where there is none), `places` are names of its own region without the level (哈密), which stand for themselves.
    """

    level: str = ""
    shares: bool = True  # False where every name of a list repeats its level word
    places: tuple[str, ...] = ()


ANYWHERE = Locale()


@lru_cache(maxsize=4096)  # the same list stands under many items, and is looked at as marker, as habit and as duty
def parse(text: str, locale: Locale = ANYWHERE) -> UnitList:
    """This function will read the list of units in `text` (folded, without role verbs)."""
    pieces = list(_pieces(text))
    listed: list[Named] = []
    is_open = False
    for start, end, group in pieces:
        found, more = _element(text, start, end, group)
        listed.extend(found)
        is_open = is_open or more
    listed = _prefixes(_suffixes(listed), locale)
    return UnitList(tuple(listed), is_open, len({unit.group for unit in listed}) > 1)


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and group of what stands between the separators outside brackets and quotes."""
    cuts = list(_cuts(text))
    begin, group = 0, 0
    for position, (place, mark) in enumerate(cuts):
        following = cuts[position + 1][0] if position + 1 < len(cuts) else len(text)
        if mark == "、" and _same_group(text[begin:place], text[place + 1 : following]):
            continue
        yield begin, place, group
        begin = place + 1
        group += mark != "、"
    if begin < len(text):
        yield begin, len(text), group


def _cuts(text: str) -> Iterator[tuple[int, str]]:
    depth = 0
    for place, mark in enumerate(text):
        if mark in OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(depth - 1, 0)
        elif depth == 0 and mark in _SEPARATORS:
            yield place, mark


def _same_group(left: str, right: str) -> bool:
    """各市、县〔区〕政府: the mark between level words does not separate units."""
    if _REST.match(right) or (left in _CENTRE and re.search(r"[驻属直]", right)):
        return True
    last = re.split(r"以及|[及和与、]", left)[-1]
    left = last if last.startswith("各") else left
    if not left.startswith(("各", "有关", "相关", "全省各", "全市各")) and not _LEVEL_WORDS.match(left):
        return False
    if not (_LEVEL_WORDS.match(left) or _LEVEL_WORDS.match(last)):
        return False
    if _LEVEL_WORDS.match(right) and not right.startswith("各"):
        return True
    descends = _RANK.get(last.lstrip("各")[:1], 9) <= _RANK.get(right[:1], 9)
    plain = bool(
        re.match(r"^[市县区州旗]{1,3}(?:（[^）]*）|〔[^〕]*〕|〈[^〉]*〉)?[市县区]?级?(?:人民政府|政府|管委会)", right)
    )
    return plain or (descends and bool(_LOWER_LEVEL.match(right)))


def _element(text: str, start: int, end: int, group: int) -> tuple[list[Named], bool]:
    """The units of one element: it may hold 和, 及, 以及 and 等."""
    start, end = _trim(text, start, end)
    if start >= end:
        return [], False
    opened = _OPEN.search(text, start, end)
    if opened and opened.start() == start:  # a list resumed after 等
        found, _ = _element(text, opened.end(), end, group)
        return [unit for unit in found if not _DROPPED_AFTER_OPEN.match(unit.name)], True
    if opened and _outside_brackets(text, start, opened.start()):
        return _opened(text, start, end, group, opened)
    cut = _conjunction(text, start, end)
    if cut:
        left, more = _element(text, start, cut[0], group)
        right, further = _element(text, cut[1], end, group)
        return left + right, more or further
    return [_named(text, start, end, group)], False


def _opened(text: str, start: int, end: int, group: int, found: re.Match[str]) -> tuple[list[Named], bool]:
    rest = text[found.end() : end]
    before = text[start : found.start()]
    if _BARE_PLACE.match(before) and _JOINED_AFTER_OPEN.match(rest):
        return [_named(text, start, end, group)], True
    if (
        not is_office(before) and len(before) <= 4 and before[-1:] != rest[:1] and _GOVERNMENTS.match(rest)
    ):  # 广州、深圳、东莞等市人民政府
        return [replace(_named(text, start, found.start(), group), full=before + rest)], True
    left, _ = _element(text, start, found.start(), group)
    joined = re.match(r"(?:部门|单位|有关部门|相关部门)?(?:（单位）)?(?:和|及|以及|与|、)?", rest)
    tail = found.end() + (joined.end() if joined else 0)
    if _DROPPED_AFTER_OPEN.match(rest):
        return left, True
    if joined and joined.group() and joined.group()[-1] not in "和及与、" and tail < end:
        tail = found.end()
    right, _ = _element(text, tail, end, group)
    return left + [unit for unit in right if is_unit(unit.name)], True


def _conjunction(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where 和, 及, 以及 or 与 joins two units (not where it stands inside a name: 人力资源和社会保障局)."""
    for found in re.finditer(r"以及|会同|和|及|与|或", text[start:end]):
        left, right = text[start : start + found.start()], text[start + found.end() : end]
        if not right or not _outside_brackets(text, start, start + found.start()):
            continue
        if found.group() in ("以及", "会同") or (left and _joins(left, right)):
            return start + found.start(), start + found.end()
    return None


def _joins(left: str, right: str) -> bool:
    if not is_unit(left) or not is_unit(right) or _REST_FIRST.match(right):
        return False
    if _OFFICE_END.search(left) and len(left) >= 2:
        return not re.match(r"^(?:旅游|改革|信息化|技术|社会保障|城乡|公共|自然|知识产权局$)", right) or bool(
            _STANDALONE.match(right)
        )
    return bool(
        _STANDALONE.search(right) or _OWN_LEVEL.match(right) or _OWN_PLACE.match(right) or _BARE_PLACE.match(right)
    )


def _outside_brackets(text: str, start: int, place: int) -> bool:
    depth = 0
    for mark in text[start:place]:
        depth += (mark in OPENING) - (mark in _CLOSING)
    return depth <= 0


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "、，；。：和及与·—-":
        start += 1
    while end > start and text[end - 1] in "、，；。：—-":
        end -= 1
    return start, end


def _named(text: str, start: int, end: int, group: int) -> Named:
    name = text[start:end]
    return Named(name, name, start, end, group, bool(_GENERIC.search(name)))


def _suffixes(listed: list[Named]) -> list[Named]:
    """郑州市、开封市、洛阳市政府: the last name's ending holds for the bare places before it in the group."""
    tail, level, group = "", "", -1
    result: list[Named] = []
    for unit in reversed(listed):
        if unit.group != group:
            tail, group = "", unit.group
        ending = _SHARED_TAIL.match(unit.full)
        if ending and not unit.name.startswith("各"):
            tail = ending["tail"]
            level = unit.full[: -len(tail)][-1]
        full = _with_tail(unit, level, tail) if tail else unit.full
        if full == unit.full and not ending:
            tail = ""
        result.append(replace(unit, full=full))
    return result[::-1]


def _with_tail(unit: Named, level: str, tail: str) -> str:
    if unit.full.endswith(tail):
        return unit.full
    if len(unit.name) <= 4 and (unit.name in REGIONS or not is_unit(unit.name)):
        return unit.name + level + tail
    if _BARE_PLACE.match(unit.name) and _takes(unit, tail):
        return unit.name + tail
    return unit.full


def _takes(unit: Named, tail: str) -> bool:
    """Groups (各设区市) share the tail of an office, but are no neighbours of a single government or committee; a
    committee runs a zone (经开区), not a district (松江区).
    """
    if tail in _COMMITTEES and not _ZONE.search(unit.name):
        return False
    return not unit.generic or (unit.name.startswith("各") and not re.search(r"政府|管委会|管理委员会|部门|单位", tail))


def _prefixes(listed: Iterable[Named], locale: Locale) -> list[Named]:
    """自治州科技局、工信局: a level word, a group or a bureau named first holds for the rest of the group."""
    group, prefix, bureau = -1, "", ""
    result: list[Named] = []
    for unit in listed:
        if unit.group != group:
            group, prefix, bureau = unit.group, locale.level, ""
        own = _own(unit.name, locale)
        if own is not None:
            prefix, bureau = own or prefix, ("" if own else bureau)
        named = unit if own is not None else _with_beginning(unit, prefix, bureau, shares=locale.shares)
        divided = _BUREAU_DIVISION.match(unit.name)
        if divided and own is None and not bureau and named is unit:
            bureau = divided["bureau"]
        result.append(named)
    return result


def _with_beginning(unit: Named, prefix: str, bureau: str, *, shares: bool) -> Named:
    if bureau and _DIVISION_END.search(unit.name) and not _STANDALONE.search(unit.name):
        return replace(unit, full=bureau + unit.full)
    grouped = prefix.startswith("各")
    if prefix and _inherits(unit.name) and (shares or grouped or prefix == "厅"):
        return replace(unit, full=prefix + unit.full, generic=unit.generic or grouped)
    return unit


def _own(name: str, locale: Locale) -> str | None:
    own = prefix_of(name)
    return "" if own is None and name.startswith((*locale.places, *REGIONS)) else own


@lru_cache(maxsize=8192)
def prefix_of(name: str) -> str | None:
    """This function will give the level word, place or group that `name` begins with and that the names after it share;
    "" where the name stands for itself without sharing anything, None where it has no beginning of its own.
    """
    grouped = _GROUP_OF_BUREAUS.match(name)
    if grouped and grouped["bureau"] != "人民政府":
        return grouped["group"]
    if name.startswith("各") or _GENERIC.match(name):
        return ""
    level = _OWN_LEVEL.match(name)
    if level and _UNIT_END.search(name):
        return level["level"] if not re.match(r".{1,3}(?:级|直)", name) and not _GENERIC.search(name) else ""
    place = _OWN_PLACE.match(name)
    if place and not _STANDALONE.search(name) and place["place"][-1] in "省市县区州盟旗":
        return place["place"] if len(name) > len(place["place"]) + 1 else ""
    if _STANDALONE.search(name) or place or _BARE_PLACE.match(name):
        return ""
    return None


def _inherits(name: str) -> bool:
    return bool(_INHERITS.search(name)) and not re.search(r"[部单][门位]", name)
