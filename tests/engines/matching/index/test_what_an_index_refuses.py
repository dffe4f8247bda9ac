"""Input that cannot be indexed or asked is refused; and what the index costs where it is not used."""

import subprocess
import sys

import numpy as np
import pytest

from manas.engines.matching.index import Weighting, build, census, top
from manas.engines.matching.index.compiled import compiled

SEGMENT = build([{"沙棘": 1.0}, {"牦牛": 2.0}])


@pytest.mark.parametrize("count", [0.0, -1.0, float("nan"), float("inf")])
def test_a_count_that_is_none(count: float) -> None:
    with pytest.raises(ValueError, match="counted"):
        build([{"沙棘": count}])


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_that_is_none(weight: float) -> None:
    with pytest.raises(ValueError, match="weigh"):
        top([SEGMENT], {"沙棘": weight}, 5)


def test_a_term_with_the_sign_that_ends_terms() -> None:
    with pytest.raises(ValueError, match="sign that ends"):
        build([{"沙\0棘": 1.0}])


def test_fewer_keys_than_documents() -> None:
    with pytest.raises(ValueError, match="2 documents came with 1 keys"):
        build([{"沙棘": 1.0}, {"牦牛": 1.0}], keys=[5])


def test_no_best_at_all() -> None:
    with pytest.raises(ValueError, match="the one best"):
        top([SEGMENT], {"沙棘": 1.0}, 0)


def test_parts_that_were_founded_apart() -> None:
    with pytest.raises(ValueError, match="weighed alike"):
        top([SEGMENT, build([{"沙棘": 1.0}], weighting=Weighting(9.0))], {"沙棘": 1.0}, 5)


def test_a_census_of_other_terms() -> None:
    counted = census([SEGMENT], [{"牦牛": 1.0}])
    with pytest.raises(ValueError, match="census"):
        top([SEGMENT], {"沙棘": 1.0}, 5, census=counted)
    with pytest.raises(ValueError, match="same terms"):
        counted + census([SEGMENT], [{"沙棘": 1.0}])


def test_a_query_without_end() -> None:
    with pytest.raises(ValueError, match="10,000 terms"):
        top([SEGMENT], {f"w{number}": 1.0 for number in range(10_001)}, 5)


def test_a_segment_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SEGMENT.keys[0] = 7


def test_where_machine_code_cannot_be_kept_it_is_compiled_all_the_same() -> None:
    # A function without a file has no place beside which its code could be kept.
    names: dict[str, object] = {}
    exec("def total(array):\n    return array.sum()\n", names)  # noqa: S102  # the only function without a file
    assert compiled(names["total"])(np.arange(5)) == 10


def test_the_compiler_is_loaded_only_where_the_index_is_used() -> None:
    program = (
        "import sys, manas.__main__, manas.engines.matching; print('numba' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
