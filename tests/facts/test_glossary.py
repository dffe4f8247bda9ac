"""The glossary holds every word that a model or a field shows, and no word of a model that no longer exists."""

import re
from importlib.resources import files
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

KEYS = {"zh", "seed", "note"}


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load(files("manas.facts").joinpath("glossary.yaml").read_text(encoding="utf-8")))


def shown() -> dict[str, str]:
    """Every verbose_name of our models, and where it stands."""
    found: dict[str, str] = {}
    inherited = {"id", "password", "last_login"}
    with override("zh-hans"):
        for model in apps.get_models():
            if model.__module__.startswith("manas."):
                found[str(model._meta.verbose_name)] = model.__name__
                for field in model._meta.fields:
                    if field.name not in inherited and not getattr(field.remote_field, "parent_link", False):
                        found.setdefault(str(field.verbose_name), f"{model.__name__}.{field.name}")
    return found


def test_every_word_of_a_field_is_in_the_glossary(words: dict[str, dict[str, Any]]) -> None:
    known = {entry["zh"] for entry in words.values()}
    assert {word: place for word, place in shown().items() if word not in known} == {}


def test_an_entry_says_only_what_it_may(words: dict[str, dict[str, Any]]) -> None:
    assert {name: set(entry) - KEYS for name, entry in words.items() if set(entry) - KEYS} == {}
    assert [name for name, entry in words.items() if not all(isinstance(v, str) and v for v in entry.values())] == []


def test_what_the_seed_is_said_to_use_is_of_the_seed(words: dict[str, dict[str, Any]]) -> None:
    """`seed` names a chapter or a task of the example plan."""

    text = (settings.EXAMPLES / "kezhou-2023.txt").read_text(encoding="utf-8")
    places = {entry["seed"] for entry in words.values() if "seed" in entry}
    wrong = [
        p
        for p in places
        if p not in ("标题", "印发通知") and p not in text and not re.fullmatch(r"任务([1-9]|1[0-2])", p)
    ]
    assert wrong == []
