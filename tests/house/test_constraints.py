"""Every constraint of the database has a test that names it."""

from django.apps import apps

from tests.house.ground import ROOT, files


def test_each_constraint_is_named_by_a_test() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("manas.")]
    constraints = {constraint.name for model in ours for constraint in model._meta.constraints}
    written = "\n".join(path.read_text(encoding="utf-8") for path in files(".py", under=ROOT / "tests"))
    assert constraints != set()
    assert sorted(name for name in constraints if name not in written) == []
