"""How many damaged packages to try, and from which seed on: python -m tests.bench.damage 10000 0"""

import sys

from tests.bench.asked import Asked
from tests.bench.damage import under_a_running_application
from tests.bench.result import table

print(table(under_a_running_application(Asked(), *(int(word) for word in sys.argv[1:]))))
