"""The ASEM example: every published stage and place, computed by other people's program, within 1e-9.

`pytest -s` shows the largest difference of each stage. Collected only where the folder is at hand (see conftest).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from bench import composite_example as asem
from manas.engines.composite.aggregate import copeland, outranking
from manas.engines.composite.assess import Assessment, assess
from manas.engines.composite.framework import effective, framework, weights_of
from manas.engines.composite.method import (
    Aggregation,
    Estimate,
    Goalposts,
    Imputation,
    Method,
    Normalization,
    Scaling,
    Treatment,
    without,
)
from manas.engines.composite.sensitivity import drivers, intervals
from manas.engines.composite.shape import kurtosis, skewness
from manas.engines.composite.stages import Stages
from manas.engines.composite.table import Table
from manas.engines.composite.treat import logarithm
from tests.engines.composite.conftest import SHARED

Array = npt.NDArray[np.float64]
Computed = tuple[Table, Mapping[str, Array]]

FOLDER = SHARED / "coinr"
EXPECTED = FOLDER / "expected"
WITHIN = 1e-9
RAW = asem.values(FOLDER)
PLAIN = asem.method(FOLDER)
EXAMPLE = asem.example(FOLDER)
# The overview: units with too little data leave, nothing is estimated.
OVERVIEW = replace(EXAMPLE, imputation=None, screening=0.9)
OFFSET = Normalization(Scaling.MIN_MAX, 1, 100)
A, G, H = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC
PUBLISHED = json.loads((FOLDER / "published_values.json").read_text(encoding="utf-8"))


@cache
def made(method: Method, given: Table = RAW) -> Assessment:
    return assess(given, method)


def columns(assessment: Assessment, array: Array) -> Computed:
    keys = assessment.stages.tree.keys[0]
    return assessment.prepared.table, dict(zip(keys, array.T, strict=True))


def quotients(method: Method) -> Computed:
    return columns(made(method), made(method).prepared.values)


def estimated(method: Method) -> Computed:
    return columns(made(method), made(method).values)


def treated(method: Method) -> Computed:
    return columns(made(method), made(method).treated)


def normalized(method: Method) -> Computed:
    return columns(made(method), made(method).levels[0])


def scores(method: Method, given: Table = RAW) -> Computed:
    found = made(method, given)
    keys = [key for row in found.stages.tree.keys for key in row]
    return found.prepared.table, dict(zip(keys, np.hstack(found.levels).T, strict=True))


def scaled(scaling: Scaling, low: float = 0, high: float = 1) -> Computed:
    return normalized(replace(EXAMPLE, normalization=Normalization(scaling, low, high)))


def divided_by_a_hundred() -> Computed:
    """Their fixed scale 0 to 100 without cuts, downward for what should be low: goalposts on values treated before."""
    posts = {one.key: Goalposts(0, 100.0 * one.direction, -np.inf, np.inf) for one in EXAMPLE.indicators}
    stages = Stages(RAW, EXAMPLE)
    choices = replace(stages.nominal, normalization=Normalization(), goalposts=tuple(posts.values()))
    return columns(made(EXAMPLE), stages.normalized(choices))


def aggregated(*aggregations: Aggregation) -> Computed:
    return scores(replace(EXAMPLE, normalization=OFFSET, aggregations=aggregations))


def contests() -> Computed:
    table, found = aggregated(A, A, Aggregation.COPELAND)
    return table, {"Conn": found["Conn"], "Sust": found["Sust"], "copeland": found["Index"]}


def beaten() -> Computed:
    found = made(replace(EXAMPLE, normalization=OFFSET))
    share = outranking(found.levels[0], np.ones(49))
    return found.prepared.table, dict(zip(found.prepared.table.units, share.T, strict=True))


def weighted() -> Method:
    """Unequal weights, on the example's values without treatment."""
    weight = {row["iCode"]: float(row["Weight"]) for row in asem.rows(EXPECTED / "P6_weights.csv")}
    indicators = tuple(replace(one, weight=weight[one.key]) for one in EXAMPLE.indicators)
    groups = tuple(replace(one, weight=weight[one.key]) for one in EXAMPLE.groups)
    return replace(EXAMPLE, treatment=None, indicators=indicators, groups=groups)


def screened_then_estimated() -> Computed:
    return estimated(replace(OVERVIEW, imputation=EXAMPLE.imputation))


STAGES: dict[str, Callable[[], Computed]] = {
    "P1_paper__normalised": lambda: normalized(PLAIN),
    "P1_paper__aggregated": lambda: scores(PLAIN),
    "P2_example__denominated": lambda: quotients(EXAMPLE),
    "P2_example__imputed": lambda: estimated(EXAMPLE),
    "P2_example__treated": lambda: treated(EXAMPLE),
    "P2_example__normalised": lambda: normalized(EXAMPLE),
    "P2_example__aggregated": lambda: scores(EXAMPLE),
    "P3_overview__screened": lambda: estimated(OVERVIEW),
    "P3_overview__imputed": screened_then_estimated,
    "P3_overview__treated": lambda: treated(OVERVIEW),
    "P3_overview__aggregated": lambda: scores(OVERVIEW),
    "P4_norm_minmax1_100__normalised": lambda: scaled(Scaling.MIN_MAX, 1, 100),
    "P4_norm_zscore01__normalised": lambda: scaled(Scaling.Z_SCORE),
    "P4_norm_zscore10_2__normalised": lambda: scaled(Scaling.Z_SCORE, 10, 12),
    "P4_norm_rank__normalised": lambda: scaled(Scaling.RANK),
    "P4_norm_borda__normalised": lambda: scaled(Scaling.BORDA),
    "P4_norm_prank__normalised": lambda: scaled(Scaling.PERCENT_RANK),
    "P4_norm_dist2max__normalised": lambda: scaled(Scaling.MIN_MAX),
    "P4_norm_fracmax__normalised": lambda: scaled(Scaling.FRACTION_OF_MAX),
    "P4_norm_scaled_0_100__normalised": divided_by_a_hundred,
    "P4_norm_raw_dist2targ__normalised": lambda: normalized(
        replace(PLAIN, normalization=Normalization(Scaling.DISTANCE_TO_TARGET, 0, 1))
    ),
    "P5_agg_amean__aggregated": lambda: aggregated(A, A, A),
    "P5_agg_gmean__aggregated": lambda: aggregated(G, G, G),
    "P5_agg_hmean__aggregated": lambda: aggregated(H, H, H),
    "P5_agg_mix__aggregated": lambda: aggregated(A, G, A),
    "P5_copeland_subindices": contests,
    "O_outrank_matrix_equal_weights": beaten,
    "P6_unequal_weights__aggregated": lambda: scores(weighted()),
    "P7_dat_thresh_0.8__aggregated": lambda: scores(replace(PLAIN, availability=0.8)),
}
FURTHER: dict[str, Callable[[], Computed]] = {
    "P2_example__screened": lambda: estimated(EXAMPLE),
    "P3_overview__normalised": lambda: normalized(OVERVIEW),
    "I_i_mean__imputed": lambda: estimated(replace(PLAIN, imputation=Imputation(Estimate.MEAN))),
    "I_i_median__imputed": lambda: estimated(replace(PLAIN, imputation=Imputation(Estimate.MEDIAN))),
    "I_median_grp_GDP__imputed": lambda: columns(
        found := assess(
            asem.values(FOLDER, peers="GDP_group"),
            replace(PLAIN, imputation=Imputation(Estimate.MEDIAN, among_peers=True)),
        ),
        found.values,
    ),
    "P8_panel__normalised": lambda: scores(PANEL, PANEL_VALUES),
    "P8_panel__aggregated": lambda: scores(PANEL, PANEL_VALUES),
}
PANEL = replace(PLAIN, screening=0.9, treatment=Treatment())
PANEL_VALUES = asem.values(FOLDER, "ASEM_iData_p.csv")


def worst(name: str, computed: Computed) -> float:
    """The largest difference from the file, relative where the value is above one. Rows and missing cells must be the same.

    Where their program divides by a largest value of zero it writes infinities; here such an indicator is NaN, with a caution.
    """
    table, found = computed
    read = asem.rows(EXPECTED / f"{name}.csv")
    keys = [column for column in read[0] if column in found]
    assert set(read[0]) - set(keys) <= {"uCode", "Time", "uName"}
    place = {(period, unit): row for row, (period, unit) in enumerate(zip(table.periods, table.units, strict=True))}
    rows = [place[row.get("Time", "2018"), row["uCode"]] for row in read]
    assert sorted(rows) == list(range(len(table.units)))
    ours = np.column_stack([found[key] for key in keys])[rows]
    theirs = asem.numbers(read, keys)
    assert np.array_equal(np.isnan(ours), ~np.isfinite(theirs))
    return float(np.nanmax(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))))


@pytest.mark.parametrize("name", [*STAGES, *FURTHER])
def test_every_stage_is_as_published(name: str) -> None:
    difference = worst(name, (STAGES | FURTHER)[name]())
    sys.stdout.write(f"{name:<36} {difference:.1e}\n")
    assert difference <= WITHIN


def ranks(assessment: Assessment) -> dict[str, int]:
    units = assessment.prepared.table.units
    return {unit: int(rank) for unit, rank in zip(units, assessment.ranks.tolist(), strict=True)}


def test_all_199_published_places() -> None:
    percent = Normalization(Scaling.PERCENT_RANK)
    versions = [
        EXAMPLE,
        replace(EXAMPLE, normalization=percent),
        without(without(EXAMPLE, "LPI"), "Forest"),
        OVERVIEW,
    ]
    published = PUBLISHED["index_rank_in_4_versions"]["rows"]
    theirs = [{row[0]: row[place] for row in published if row[place] is not None} for place in range(1, 5)]
    assert sum(map(len, theirs)) == 199
    assert [ranks(made(version)) for version in versions] == theirs


RESULTS = {
    "P1_paper": PLAIN,
    "P2_example": EXAMPLE,
    "P3_overview": OVERVIEW,
    "P5_agg_amean": replace(EXAMPLE, normalization=OFFSET),
    "P5_agg_gmean": replace(EXAMPLE, normalization=OFFSET, aggregations=(G, G, G)),
    "P5_agg_hmean": replace(EXAMPLE, normalization=OFFSET, aggregations=(H, H, H)),
    "P5_agg_mix": replace(EXAMPLE, normalization=OFFSET, aggregations=(A, G, A)),
    "P6_unequal_weights": weighted(),
}


@pytest.mark.parametrize("name", RESULTS)
def test_places_of_every_version(name: str) -> None:
    theirs = {row["uCode"]: int(row["Rank"]) for row in asem.rows(EXPECTED / f"{name}__results.csv")}
    assert ranks(made(RESULTS[name])) == theirs


def test_places_within_the_first_year_of_the_panel() -> None:
    found = made(PANEL, PANEL_VALUES)
    table = found.prepared.table
    first = {u: int(r) for u, p, r in zip(table.units, table.periods, found.ranks.tolist(), strict=True) if p == "2018"}
    theirs = asem.rows(EXPECTED / "P8_panel_first_year__results.csv")
    assert first == {row["uCode"]: int(row["Rank"]) for row in theirs}


def test_the_scores_that_the_authors_print() -> None:
    for name, method in (("P2_example_results_top6", EXAMPLE), ("P3_overview_top6", OVERVIEW)):
        table, found = scores(method)
        for unit, _, *printed in PUBLISHED[name]["rows"]:
            keys = PUBLISHED[name]["cols"][2:]
            assert [round(found[key][table.units.index(unit)], 2) for key in keys] == pytest.approx(printed, abs=1e-9)


def test_the_units_that_are_screened_out() -> None:
    gone = {row["removed"] for row in asem.rows(EXPECTED / "P3_overview__removed_units.csv")}
    assert {one.about for one in made(OVERVIEW).warned if one.caution == "screened-out"} == gone


def test_effective_weights() -> None:
    method = weighted()
    tree = framework(method)
    rows = effective(tree, weights_of(method, tree))
    ours = {key: share for keys, row in zip(tree.keys, rows, strict=True) for key, share in zip(keys, row, strict=True)}
    theirs = {row["iCode"]: float(row["EffWeight"]) for row in asem.rows(EXPECTED / "P6_effective_weights.csv")}
    assert ours == pytest.approx(theirs, abs=1e-12)


def test_skewness_and_kurtosis_of_all_indicators() -> None:
    for row in asem.rows(EXPECTED / "A1_stats_raw.csv"):
        column = RAW.values[:, RAW.columns.index(row["iCode"])]
        known = column[~np.isnan(column)]
        assert skewness(known) == pytest.approx(float(row["Skew"]), rel=WITHIN, abs=WITHIN)
        assert kurtosis(known) == pytest.approx(float(row["Kurt"]), rel=WITHIN, abs=WITHIN)


def test_what_was_done_to_which_outliers() -> None:
    read = asem.rows(EXPECTED / "P2_example__treatment_details.csv")
    theirs = {row["iCode"]: int(row["winsorise.nwin"]) for row in read if row["winsorise.nwin"]}
    found = made(EXAMPLE)
    assert {found.method.indicators[one.indicator].key: one.moved for one in found.remedied} == theirs
    shapes = {
        row["iCode"]: (float(row["check_SkewKurt0.Skew"]), float(row["check_SkewKurt1.Skew"]))
        for row in read
        if row["winsorise.nwin"]
    }
    for one in found.remedied:
        assert one.skewness == pytest.approx(shapes[found.method.indicators[one.indicator].key], rel=WITHIN)


def test_the_logarithmic_scale() -> None:
    read = asem.rows(EXPECTED / "T_log_CT_Flights.csv")
    values = asem.numbers(read, ["x", "y"])
    assert logarithm(values[:, 0]) == pytest.approx(values[:, 1], rel=WITHIN)


def test_contests_of_two_over_all_indicators() -> None:
    """A contest that ends in an exact draw is lost by both in their sums of 49ths, which come out just below one half."""
    found = made(replace(EXAMPLE, normalization=OFFSET))
    theirs = {row["uCode"]: float(row["copeland"]) for row in asem.rows(EXPECTED / "P5_copeland_49_indicators.csv")}
    ours = copeland(found.levels[0], np.ones(49))
    draws = (np.abs(outranking(found.levels[0], np.ones(49)) - 0.5) < 1e-12).sum(axis=1)
    differ = np.abs(ours - [theirs[unit] for unit in found.prepared.table.units])
    assert (differ <= draws).all()
    assert differ[draws == 0].max() == 0
    assert ours.sum() == 0


@pytest.mark.parametrize("level", ["indicator", "pillar"])
def test_how_far_places_move_without_one_member(level: str) -> None:
    nominal = made(EXAMPLE).ranks
    for row in asem.rows(EXPECTED / f"A8_remove_{level}_effect.csv")[1:]:
        moved = assess(RAW, without(EXAMPLE, row["removed"])).ranks
        assert np.abs(moved - nominal).mean() == pytest.approx(float(row["mean_abs_rank_diff"]), abs=WITHIN)


def test_places_under_doubt_lie_where_the_authors_found_them() -> None:
    """Their draws are other draws, and only 100: means within a place, ends of intervals within what 100 draws can tell."""
    stages, generator = Stages(RAW, replace(EXAMPLE, normalization=OFFSET)), np.random.default_rng(20261123)
    found = intervals(stages, asem.doubts(stages, generator), generator, draws=2_000)
    read = {row["uCode"]: row for row in asem.rows(EXPECTED / "S1_rankstats_SA_published.csv")}
    theirs = {key: np.array([float(read[unit][key]) for unit in RAW.units]) for key in ("Nominal", "Mean", "Q5", "Q95")}
    assert found.nominal.tolist() == theirs["Nominal"].tolist()
    assert np.abs(found.mean - theirs["Mean"]).max() < 1
    assert np.abs(found.low - theirs["Q5"]).mean() < 1
    assert np.abs(found.high - theirs["Q95"]).mean() < 1


def test_doubts_come_in_the_order_that_the_authors_found() -> None:
    stages, generator = Stages(RAW, EXAMPLE), np.random.default_rng(20261123)
    found = drivers(stages, asem.doubts(stages, generator), generator, base=1_000, resamples=50)
    assert [one.choice for one in found] == ["aggregations", "normalization", "weights", "treatment"]
    theirs: dict[str, Any] = {
        row["Variable"]: row for row in asem.rows(EXPECTED / "S1_sensitivity_indices_published.csv")
    }
    for one, name in zip(found, ("Aggregation", "Normalisation", "Weights", "Winmax"), strict=True):
        low, high = one.total_interval
        assert low < float(theirs[name]["STi_q95"])
        assert high > float(theirs[name]["STi_q5"])
