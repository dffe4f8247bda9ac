"""IPC 建议: which subclasses a need belongs to, from the official titles; from the patents that answer it where none are loaded.

Two rankings by titles (a subclass as a whole; its best groups) are fused by their ranks. Functions count more than the words
around them: the table is ordered by what is done, and the thing it is done to misleads (葡萄 to wine, 碳酸锰 to polymers). Neighbors
were measured as a third ranking and made it worse: a register that comes from elsewhere does not know the local industries. The
outcome is a hint to a person and a soft signal; it never keeps a patent out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from manas.engines.matching import analysis
from manas.engines.matching.index import Part, Segment, build, top
from manas.engines.matching.model import Need
from manas.engines.matching.need import split
from manas.engines.matching.phrases import BINDING

# "（…入A01D…）" says what does not belong to a title.
REFERENCE = re.compile(r"[（(][^（）()]*[）)]?")
SUBCLASS = 4
# Cormack, Clarke and Büttcher 2009: reciprocal rank fusion.
FUSION = 60
BEST_GROUPS = 12
NEAREST = 50
FUNCTION_WEIGHT = 2.0
MOST_GROUPS = 2_000
# So many groups of a subclass are named beside it.
SHOWN = 2
# The Guide to the IPC, paragraphs 20 to 27.
SYMBOL = re.compile(r"(?P<subclass>[A-H]\d{2}[A-Z])(?:(?P<main>\d{1,4})/(?P<end>\d{2,6}))?")
MAINS, ENDS = 10_000, 1_000_000
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Subclass → its groups that were found, with their scores, best first.
Found = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Titles:
    """The official titles, ready to be asked: an index of groups and one of subclasses, in memory or mapped from disk.

    `words`: code → title, as many as are at hand; an index finds without them.
    """

    by_group: Sequence[Part | Segment]
    by_subclass: Sequence[Part | Segment]
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, titles: Mapping[str, str]) -> Titles:
        """This function will take code → title of classes, subclasses and groups (A, A01, A01B, A01B1/02); at least one subclass."""
        groups, subclasses = ([*zip(*documents(titles), strict=True)] for documents in (by_group, by_subclass))
        return cls([build(groups[1], groups[0])], [build(subclasses[1], subclasses[0])], bare(titles))


def bare(titles: Mapping[str, str]) -> dict[str, str]:
    """This function will leave out of each title what only refers elsewhere."""
    return {code: REFERENCE.sub("", title) for code, title in titles.items()}


def by_group(titles: Mapping[str, str]) -> Iterator[tuple[int, dict[str, float]]]:
    """This function will give key and counted terms of every subclass and group, each with the titles above it."""
    words = bare(titles)
    return ((key_of(code), _counted(_path(code, words))) for code in words if SYMBOL.fullmatch(code))


def by_subclass(titles: Mapping[str, str]) -> Iterator[tuple[int, dict[str, float]]]:
    """This function will give key and counted terms of every subclass with all that its groups say."""
    whole: defaultdict[str, list[str]] = defaultdict(list)
    for code, title in bare(titles).items():
        if SYMBOL.fullmatch(code):
            whole[code[:SUBCLASS]].append(title)
    return ((key_of(code), _counted("。".join(said))) for code, said in whole.items())


def key_of(code: str) -> int:
    """This function will write a subclass or group as a number from which it can be read again. Raises ValueError for others."""
    found = SYMBOL.fullmatch(code)
    if found is None:
        raise ValueError(f"{code} is no subclass or group of the IPC.")
    main, end = found["main"] or "", found["end"] or ""
    head = int(found["subclass"], 36) * MAINS + int(main or 0)
    # The end is a decimal fraction (1/02 lies before 1/1): its length tells 1/1 from 1/10.
    return (head * ENDS + int(end.ljust(6, "0"))) * 8 + len(end)


def code_of(key: int) -> str:
    """This function will read the code that `key_of` wrote."""
    rest, length = divmod(key, 8)
    rest, end = divmod(rest, ENDS)
    subclass, main = divmod(rest, MAINS)
    letters = ""
    while subclass:
        subclass, place = divmod(subclass, 36)
        letters = DIGITS[place] + letters
    return f"{letters}{main}/{end:06}"[: len(f"{letters}{main}/") + length] if length else letters


@dataclass(frozen=True, slots=True)
class Suggested:
    """A subclass, how well it fits, its best groups (best first), its title, and the terms of the need that these titles share."""

    subclass: str
    score: float
    groups: tuple[str, ...] = ()
    title: str = ""
    shared: tuple[str, ...] = ()


def suggest(
    need: Need, titles: Titles | None, neighbors: Sequence[tuple[float, Iterable[str]]] = (), limit: int = 10
) -> list[Suggested]:
    """This function will rank subclasses for a need, best first; none where nothing speaks for any.

    `neighbors`: score and IPC symbols of the patents that answer the need best. `titles`: None where no table is loaded.
    """
    query = _asked(need)
    whole, found = _by_titles(query, titles) if titles else ([], {})
    rankings = (whole, _by_best_groups(found)) if titles else (_by_neighbors(neighbors),)
    fused: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place, subclass in enumerate(ranking):
            fused[subclass] += 1 / (FUSION + place + 1)
    best = sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    ranked = [Suggested(code, score, tuple(group for group, _ in found.get(code, [])[:SHOWN])) for code, score in best]
    return worded(need, ranked, titles.words if titles else {})


def worded(need: Need, ranked: Iterable[Suggested], words: Mapping[str, str]) -> list[Suggested]:
    """This function will put the titles to suggested subclasses, and the terms of the need that stand in them."""
    query = _asked(need)
    return [_worded(one, query, words) for one in ranked]


def words_shared(text: str, terms: Iterable[str]) -> tuple[str, ...]:
    """This function will give the words of a text that consist of shared terms: 机械采收 where 机械, 械采 and 采收 are shared.

    A term that begins or ends with a binding character is no part of a word.
    """
    plain = analysis.normal(text)
    covered = bytearray(len(plain))
    for term in terms:
        if not {term[0], term[-1]} & BINDING:
            for found in re.finditer(re.escape(term), plain):
                covered[found.start() : found.end()] = b"\1" * len(term)
    runs = (plain[run.start() : run.end()] for run in re.finditer(b"\1+", bytes(covered)))
    return tuple(dict.fromkeys(run for run in runs if len(run) > 1))


def in_words(symbol: str, words: Mapping[str, str]) -> str:
    """This function will give the path of a symbol in words, from its subclass down; what is not in the table is left out."""
    steps = [symbol[:SUBCLASS], *([symbol.split("/", maxsplit=1)[0] + "/00"] if "/" in symbol else []), symbol]
    return " › ".join(dict.fromkeys(words[step] for step in steps if step in words))


def _asked(need: Need) -> dict[str, float]:
    """This function will weigh the terms of a need, those of its functions more; they are proposed where none is confirmed."""
    weights = analysis.need_terms(need)
    for function in need.function or split(need.text, need.title).function:
        for term, weight in analysis.need_terms(Need(function)).items():
            weights[term] = weights.get(term, 0.0) + FUNCTION_WEIGHT * weight
    return weights


def _counted(text: str) -> dict[str, float]:
    return {term: float(count) for term, count in Counter(analysis.terms(text)).items()}


def _path(code: str, words: Mapping[str, str]) -> str:
    """This function will give a title with those above it: 带齿的 alone says nothing."""
    main = f"{code.split('/', maxsplit=1)[0]}/00" if "/" in code else code
    return "。".join([words.get(code[:SUBCLASS], ""), *dict.fromkeys([words.get(main, ""), words[code]])])


def _by_titles(query: Mapping[str, float], titles: Titles) -> tuple[list[str], Found]:
    """This function will give the subclasses that fit as a whole, and for each subclass its groups that fit, best first."""
    keys, _ = top(titles.by_subclass, query, NEAREST)
    found: Found = defaultdict(list)
    for key, score in zip(*(column.tolist() for column in top(titles.by_group, query, MOST_GROUPS)), strict=True):
        code = code_of(key)
        found[code[:SUBCLASS]].append((code, score))
    return [code_of(key) for key in keys.tolist()], found


def _by_best_groups(found: Found) -> list[str]:
    means = {
        subclass: sum(score for _, score in groups[:BEST_GROUPS]) / BEST_GROUPS for subclass, groups in found.items()
    }
    return _descending(means)[:NEAREST]


def _by_neighbors(neighbors: Sequence[tuple[float, Iterable[str]]]) -> list[str]:
    highest = max((score for score, _ in neighbors), default=0.0)
    votes: defaultdict[str, float] = defaultdict(float)
    for score, symbols in neighbors[:NEAREST]:
        for subclass in {symbol[:SUBCLASS] for symbol in symbols}:
            votes[subclass] += (score / highest) ** 3 if highest else 0.0
    return _descending(votes)


def _descending(scores: Mapping[str, float]) -> list[str]:
    return [name for name, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) if score > 0]


def _worded(one: Suggested, query: Mapping[str, float], words: Mapping[str, str]) -> Suggested:
    title = words.get(one.subclass, "")
    own = set(analysis.terms("。".join([title, *(words.get(group, "") for group in one.groups)])))
    return replace(one, title=title, shared=tuple(term for term in query if term in own))
