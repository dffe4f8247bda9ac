"""The static files can be collected, hashed and compressed as for an office: every reference between them resolves."""

from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings


def test_the_collection_is_whole(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert [path.name for path in tmp_path.rglob("frame.*.css")] != []
