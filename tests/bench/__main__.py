"""python -m tests.bench"""

import sys

from tests.bench.commands import main

sys.exit(main())
