"""Migrations are complete and named; every model has a word of the glossary."""

import re
from io import StringIO
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.utils.translation import override

from tests.house.ground import PACKAGE, files, name

GLOSSARY = PACKAGE / "facts" / "glossary.yaml"


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("manas.")]


def glossary() -> dict[str, Any]:
    return dict(yaml.safe_load(GLOSSARY.read_text(encoding="utf-8")))


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_migrations_are_named_after_what_they_do() -> None:
    written = [path for path in files(".py") if path.parent.name == "migrations" and path.stem != "__init__"]
    assert written != []
    assert [name(path) for path in written if re.search(r"_auto_|_alter_\w+_and_more|_and_more", path.stem)] == []


def test_there_are_models_to_look_at() -> None:
    assert our_models() != []


def test_every_model_is_called_by_a_word_of_the_glossary() -> None:
    words = {entry["zh"] for entry in glossary().values()}
    with override("zh-hans"):
        called = {model.__name__: str(model._meta.verbose_name) for model in our_models()}
    assert {model: word for model, word in called.items() if word not in words} == {}


def test_the_glossary_says_each_word_once_with_a_clean_key() -> None:
    entries = glossary()
    words = [entry["zh"] for entry in entries.values()]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert [key for key in entries if not re.fullmatch(r"[a-z]+(_[a-z]+)*", key)] == []
