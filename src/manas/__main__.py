"""The command `manas`: every command of the system, one entrance."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility


def main() -> None:
    """This function will run one command; a setting that is wrong ends it with one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manas.settings")
    try:
        ManagementUtility(["manas", *sys.argv[1:]]).execute()
    except ImproperlyConfigured as error:
        print(f"manas: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
