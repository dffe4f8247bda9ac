"""Turning bytes into text: what a plan arrives as (txt, html, md, docx, pdf) becomes lines that the grammar reads."""

from manas.engines.policy.source.form import Form
from manas.engines.policy.source.load import Source, load, require_size

__all__ = ["Form", "Source", "load", "require_size"]
