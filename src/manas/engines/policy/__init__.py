"""The policy reader: from the bytes of a government document to a plan."""

from manas.engines.policy.export import to_json
from manas.engines.policy.read import read, read_text

__all__ = ["read", "read_text", "to_json"]
