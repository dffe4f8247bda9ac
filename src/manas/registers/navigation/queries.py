"""Questions to a study: what is behind a figure, what its query says, what its classes are called, what changed since the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from manas.engines.navigation.compare import Difference, compare
from manas.engines.navigation.kept import figures, read, unpacked
from manas.engines.navigation.model import Figure, Landscape
from manas.registers.codes.queries import ipc_titles
from manas.registers.models import NavigationStudy, Patent, PatentHolder
from manas.registers.patents.queries.facets import label_of
from manas.registers.patents.queries.listing import AT_ONCE, BY_KEY, rows

Row = TypeVar("Row", Patent, PatentHolder)


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure of a study and the numbers of what it counts, ascending."""

    figure: Figure
    keys: tuple[int, ...]


def landscape_of(study: NavigationStudy) -> Landscape:
    """This function will give the landscape of a study."""
    return read(study.landscape)


def behind(study: NavigationStudy, code: str) -> Behind | None:
    """This function will give what is behind a figure; nothing where the study has no such figure."""
    found = next((figure for figure in figures(read(study.landscape)) if figure.code == code), None)
    return Behind(found, unpacked(bytes(study.evidence))[code]) if found else None


class Members(Sequence[Row]):
    """The rows behind a figure, the newest of the register first; a page is read when it is asked for. Those that were taken out
    of the register since are counted and not shown."""

    def __init__(self, keys: Sequence[int], read: Callable[[Sequence[int]], list[Row]]) -> None:
        self._keys = keys[::-1]
        self._read: Callable[[Sequence[int]], list[Row]] = read

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, at: int | slice) -> Row | list[Row]:  # type: ignore[override]  # a page is a slice
        return self._read(self._keys[at]) if isinstance(at, slice) else self._read([self._keys[at]])[0]

    def first(self, most: int) -> Iterator[Row]:
        """This function will give the first `most` rows, some hundreds read at a time."""
        for start in range(0, min(most, len(self._keys)), AT_ONCE):
            yield from self._read(self._keys[start : min(start + AT_ONCE, most)])


def patents_behind(keys: Sequence[int]) -> Members[Patent]:
    """This function will give the patents of these numbers with their holders."""
    return Members(keys, rows)


def holders_behind(keys: Sequence[int]) -> Members[PatentHolder]:
    """This function will give one row for each of these holders, with the patent that it stands with."""
    return Members(keys, _holder_rows)


def _holder_rows(keys: Sequence[int]) -> list[PatentHolder]:
    found = (
        PatentHolder.objects.select_related("patent").defer("patent__abstract", "patent__claims").in_bulk(list(keys))
    )
    return [found[key] for key in keys if key in found]


def difference(study: NavigationStudy) -> Difference | None:
    """This function will tell what differs from the study that was made before; nothing where there was none."""
    if study.earlier is None:
        return None
    before, after = ((read(one.landscape), unpacked(bytes(one.evidence))) for one in (study.earlier, study))
    return compare(before, after)


def query_in_words(study: NavigationStudy) -> list[str]:
    """This function will say how the register was narrowed: 检索式; one text for each condition, none for the whole register."""
    kept = study.filters
    words = [f"名称、号码、权利人、发明人含“{kept['words']}”"] if kept["words"] else []
    return words + [f"{_facet(key)}：{label_of(key, value)}" for key, value in kept["chosen"].items()]


def _facet(key: str) -> str:
    return str(BY_KEY[key].label) if key in BY_KEY else "权利人所在县(市)"


def titles_of(landscape: Landscape) -> dict[str, str]:
    """This function will give the Chinese titles of the classes of a landscape; a code that no table knows is left out."""
    shares = (*landscape.classes.subclasses, *landscape.classes.groups, *landscape.matrix.technologies)
    return dict(ipc_titles({share.name for share in shares} | {line.subclass for line in landscape.local.lines}))
