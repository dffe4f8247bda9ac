"""通读: in which texts, and in which sentences of them, some characters and terms stand; all texts read at once, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]
STOPS: Final = ",，。；;:："
# The highest code point of Unicode, and one more.
SIGNS: Final = 0x110000
END: Final = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Texts end to end. `signs`: for each place the number of its character among those looked for, from 1 (0: another);
    `spans`: the text, or the sentence, in which each place lies; `firsts`: the number of the first span of each text."""

    texts: Sequence[str]
    signs: NDArray[np.int32]
    spans: NDArray[np.int64]
    firsts: NDArray[np.int64]
    count: int
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[str], characters: Sequence[str], *, by_sentence: bool = False) -> Reading:
        """This function will read texts, which hold no line break, for some characters."""
        numbers = {character: number for number, character in enumerate(dict.fromkeys(characters), 1)}
        codes = np.frombuffer(
            "".join(f"{text}{END}" for text in texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32
        )
        table = np.zeros(SIGNS, dtype=np.int32)
        table[[ord(character) for character in numbers]] = list(numbers.values())
        ends = codes == ord(END)
        stops = np.isin(codes, [ord(stop) for stop in STOPS + END]) if by_sentence else ends
        spans = np.cumsum(stops) - stops
        firsts = np.concatenate([[0], spans[ends][:-1] + 1]).astype(np.int64) if len(texts) else np.zeros(0, np.int64)
        return cls(texts, table[codes], spans, firsts, int(np.count_nonzero(stops)), numbers)

    def counts(self) -> Scores:
        """This function will count each character in each span: an array of shape (spans, characters)."""
        width = len(self.numbers) + 1
        found = np.bincount(self.spans * width + self.signs, minlength=self.count * width)
        return found.reshape(self.count, width)[:, 1:].astype(np.float64)

    def holds(self, terms: Sequence[str]) -> Flags:
        """This function will tell which term stands in which span: an array of shape (spans, terms).

        Terms of two characters that were looked for are found all at once; others one by one, in the texts.
        """
        held = np.zeros((self.count, len(terms)), dtype=np.bool_)
        width = len(self.numbers) + 1
        pairs = np.full(width * width, -1, dtype=np.int32)
        for place, term in enumerate(terms):
            if len(term) == 2 and term[0] in self.numbers and term[1] in self.numbers:
                pairs[self.numbers[term[0]] * width + self.numbers[term[1]]] = place
            else:
                held[:, place] = self._holds_one(term)
        which = pairs[self.signs[:-1] * width + self.signs[1:]]
        found = np.flatnonzero(which >= 0)
        held[self.spans[found], which[found]] = True
        return held

    def best(self, values: Scores) -> Scores:
        """This function will give the highest value of the spans of each text."""
        return np.maximum.reduceat(values, self.firsts) if len(self.firsts) else np.zeros(0)

    def with_next(self, held: Flags) -> Flags:
        """This function will add to each span what the next one of the same text holds."""
        both = held.copy()
        both[:-1] |= held[1:]
        lasts = np.append(self.firsts[1:], self.count) - 1
        both[lasts] = held[lasts]
        return both

    def _holds_one(self, term: str) -> Flags:
        held = np.zeros(self.count, dtype=np.bool_)
        begin = 0
        for text in self.texts:
            place = text.find(term)
            while place >= 0:
                held[self.spans[begin + place]] = True
                place = text.find(term, place + 1)
            begin += len(text) + 1
        return held


def covered(held: Flags, weights: Sequence[float]) -> Scores:
    """This function will add up, for each span, the weights of the terms that it holds, in their order."""
    total = np.zeros(len(held))
    for place, weight in enumerate(weights):
        total += np.where(held[:, place], weight, 0.0)
    return total


def characters_of(terms: Sequence[str]) -> list[str]:
    """This function will give the characters of the terms that consist of two."""
    return list(dict.fromkeys("".join(term for term in terms if len(term) == 2)))
