"""A relay of the public beacon for the bench, the same as in the tests. Prints its address."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import beacon

relay = beacon.Relay()
print(relay.url, flush=True)
relay.closing.wait()
