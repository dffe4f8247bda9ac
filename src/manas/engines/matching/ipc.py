"""IPC 建议: which subclasses a need belongs to, from the official titles; from the patents that answer it where none are loaded.

Two rankings by titles (a subclass as a whole; its best groups) are fused by their ranks. Functions count more than the words
around them: the table is ordered by what is done, and the thing it is done to misleads (葡萄 to wine, 碳酸锰 to polymers). Neighbors
were measured as a third ranking and made it worse: a register that comes from elsewhere does not know the local industries. The
outcome is a hint to a person and a soft signal; it never keeps a patent out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from manas.engines.matching import analysis
from manas.engines.matching.index import Segment, build, top
from manas.engines.matching.model import Need
from manas.engines.matching.need import split

# "（…入A01D…）" says what does not belong to a title.
REFERENCE = re.compile(r"[（(][^（）()]*[）)]?")
SUBCLASS = 4
# Cormack, Clarke and Büttcher 2009: reciprocal rank fusion.
FUSION = 60
BEST_GROUPS = 12
NEAREST = 50
FUNCTION_WEIGHT = 2.0
MOST_GROUPS = 2_000


@dataclass(frozen=True, slots=True)
class Titles:
    """The official titles, ready to be asked; made once from whatever edition was loaded."""

    words: Mapping[str, str]
    groups: tuple[str, ...]
    by_group: Segment
    subclasses: tuple[str, ...]
    by_subclass: Segment

    @classmethod
    def of(cls, titles: Mapping[str, str]) -> Titles:
        """This function will take code → title of classes, subclasses and groups (A, A01, A01B, A01B1/02); at least one subclass."""
        words = {code: REFERENCE.sub("", title) for code, title in titles.items()}
        groups = tuple(code for code in words if len(code) >= SUBCLASS)
        whole: defaultdict[str, list[str]] = defaultdict(list)
        for code in groups:
            whole[code[:SUBCLASS]].append(words[code])
        subclasses = tuple(whole)
        return cls(
            words,
            groups,
            build(_counted(_path(code, words)) for code in groups),
            subclasses,
            build(_counted("。".join(whole[code])) for code in subclasses),
        )


@dataclass(frozen=True, slots=True)
class Suggested:
    """A subclass, how well it fits, its title, and the terms of the need that its titles share."""

    subclass: str
    score: float
    title: str
    shared: tuple[str, ...]


def suggest(
    need: Need, titles: Titles | None, neighbors: Sequence[tuple[float, Iterable[str]]] = (), limit: int = 10
) -> list[Suggested]:
    """This function will rank subclasses for a need, best first; none where nothing speaks for any.

    `neighbors`: score and IPC symbols of the patents that answer the need best. `titles`: None where no table is loaded.
    """
    query = _asked(need)
    rankings = _by_titles(query, titles) if titles else (_by_neighbors(neighbors),)
    fused: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place, subclass in enumerate(ranking):
            fused[subclass] += 1 / (FUSION + place + 1)
    best = sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    return [_suggested(subclass, score, query, titles) for subclass, score in best]


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


def _by_titles(query: Mapping[str, float], titles: Titles) -> tuple[list[str], list[str]]:
    numbers, _ = top([titles.by_subclass], query, NEAREST)
    whole = [titles.subclasses[number] for number in numbers]
    found: defaultdict[str, list[float]] = defaultdict(list)
    for number, score in zip(*top([titles.by_group], query, MOST_GROUPS), strict=True):
        found[titles.groups[number][:SUBCLASS]].append(float(score))
    means = {subclass: sum(scores[:BEST_GROUPS]) / BEST_GROUPS for subclass, scores in found.items()}
    return whole, _descending(means)[:NEAREST]


def _by_neighbors(neighbors: Sequence[tuple[float, Iterable[str]]]) -> list[str]:
    highest = max((score for score, _ in neighbors), default=0.0)
    votes: defaultdict[str, float] = defaultdict(float)
    for score, symbols in neighbors[:NEAREST]:
        for subclass in {symbol[:SUBCLASS] for symbol in symbols}:
            votes[subclass] += (score / highest) ** 3 if highest else 0.0
    return _descending(votes)


def _descending(scores: Mapping[str, float]) -> list[str]:
    return [name for name, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) if score > 0]


def _suggested(subclass: str, score: float, query: Mapping[str, float], titles: Titles | None) -> Suggested:
    title = titles.words.get(subclass, "") if titles else ""
    own = set(analysis.terms(title))
    return Suggested(subclass, score, title, tuple(term for term in query if term in own))
