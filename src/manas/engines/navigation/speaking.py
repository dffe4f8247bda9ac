"""Whether a patent speaks of a need: by neighboring characters, which any two writers of Chinese share before they share words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from manas.engines.navigation.model import Need


class Asked:
    """Many needs, found by a pair of characters of what they are about: most titles share none with any."""

    def __init__(self, needs: Sequence[Need]) -> None:
        self._by_pair: defaultdict[str, dict[int, Need]] = defaultdict(dict)
        for need in needs:
            for pair in {pair for word in need.objects for pair in _pairs(word)}:
                self._by_pair[pair][need.key] = need

    def answered(self, title: str, text: str) -> tuple[int, ...]:
        """This function will number the needs that a patent speaks of."""
        near = {key: need for pair in _pairs(title) for key, need in self._by_pair.get(pair, {}).items()}
        return tuple(sorted(key for key, need in near.items() if speaks(need, title, text)))


def speaks(need: Need, title: str, text: str) -> bool:
    """This function will tell whether a title names what a need is about, and title or text what it wants done.

    A word is named where at least half of its pairs of neighboring characters stand there: 沙棘果 by 沙棘, not 果干. A need that
    says no function is spoken of by its object alone; one that says no object is spoken of by nobody.
    """
    return _any(need.objects, title) and (not need.functions or _any(need.functions, f"{title}\n{text}"))


def _any(words: Sequence[str], text: str) -> bool:
    return any(2 * sum(pair in text for pair in pairs) >= len(pairs) > 0 for pairs in map(_pairs, words))


def _pairs(word: str) -> list[str]:
    return [one + other for one, other in pairwise(word)]
