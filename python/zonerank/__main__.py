"""``python -m zonerank`` is the command ``zonerank``."""

import sys

from .cli import main

sys.exit(main())
