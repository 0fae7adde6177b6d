"""``python -m zonerank.cli`` is the command ``zonerank``."""

import sys

from .main import main

sys.exit(main())
