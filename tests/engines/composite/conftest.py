"""Other people's numbers are compared with where they are at hand: TEST_SHARED, or `shared` beside the repository."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("TEST_SHARED") or Path(__file__).parents[4] / "shared")

# The data may not be copied into the project. Without it there is nothing to compare, and the comparison is no test.
collect_ignore = [] if (SHARED / "coinr").is_dir() else ["test_asem.py"]
