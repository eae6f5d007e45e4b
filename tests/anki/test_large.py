"""A package of 10,000 notes and 50,000 cards is taken whole, and Anki's database check is clean."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.anki.conftest import Make

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "bench_anki.py"


def test_ten_thousand_notes(anki: Make) -> None:
    spec = importlib.util.spec_from_file_location("bench_anki", BENCHMARK)
    assert spec
    assert spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    user = anki()
    assert user.take(benchmark.big_deck()).new == 10_000
    assert user.col.card_count() == 50_000
    user.check()
