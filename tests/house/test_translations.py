"""Every word on a page exists in English, and no catalogue is broken."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from tools.translations import LANGUAGES, LOCALE, all_strings, catalogs, collect, messages, read_catalog

ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)[sd]")


def key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def missing(found: Catalog, catalog: Catalog) -> list[object]:
    """The words that are used and not translated."""
    translated = {key(message) for message in messages(catalog) if all_strings(message)}
    return [message.id for message in messages(found) if key(message) not in translated]


def texts(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def torn(catalog: Catalog) -> list[object]:
    """The translations that lost or invented a place for a value."""
    wrong: list[object] = []
    for message in messages(catalog):
        wanted = {place for text in texts(message.id) for place in PLACE.findall(text)}
        given = {place for text in texts(message.string) if text for place in PLACE.findall(text)}
        if any(texts(message.string)) and (given - wanted or (isinstance(message.id, str) and given != wanted)):
            wrong.append(message.id)
    return wrong


def test_english_is_complete() -> None:
    assert missing(collect(), read_catalog(ENGLISH)) == []


def test_english_holds_no_word_that_nobody_uses() -> None:
    used = {key(message) for message in messages(collect())}
    assert [message.id for message in messages(read_catalog(ENGLISH)) if key(message) not in used] == []


def test_english_is_english() -> None:
    ideograph = re.compile(r"[\u3400-\u9fff]")
    english = {message.id: text for message in messages(read_catalog(ENGLISH)) for text in texts(message.string)}
    quoted = re.compile("“[^”]*”")  # what must be typed in Chinese is quoted as it is
    assert {word: text for word, text in english.items() if ideograph.search(quoted.sub("", text))} == {}


@pytest.mark.parametrize("path", catalogs(), ids=list(LANGUAGES))
def test_no_translation_loses_a_value(path: Path) -> None:
    assert torn(read_catalog(path)) == []


def test_every_language_of_the_settings_has_a_catalogue_but_the_source() -> None:
    assert [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE] == list(LANGUAGES)
    assert [path.parent.parent.name for path in catalogs() if not path.exists()] == []


def test_the_wall_holds() -> None:
    found, catalog = Catalog(), Catalog()
    found.add("共 %(n)s 件")
    assert missing(found, catalog) == ["共 %(n)s 件"]
    catalog.add("共 %(n)s 件", "%(m)s in all")
    assert missing(found, catalog) == []
    assert torn(catalog) == ["共 %(n)s 件"]
