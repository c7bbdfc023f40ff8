"""`python -m borrowproof`: the command line."""

from __future__ import annotations

import sys

from borrowproof.cli.main import main

sys.exit(main())
