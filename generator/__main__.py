"""`python -m generator` is the command `course`."""

import sys

from generator.cli import main

sys.exit(main())
