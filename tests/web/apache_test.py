"""The life of a draw, its refusals, its headers and who is let in, by Apache in each of its three ways."""

import unittest

from tests.web import answers_test
from tests.web import life_test
from tests.support import hosted
from tests.support.site import SiteTest

TESTS = life_test.Life, life_test.WhoIsLetIn, answers_test.Headers, answers_test.ChunkedBodies, answers_test.Compression

for kind in hosted.ByFcgid, hosted.ByProxy, hosted.ByCgi:
    for test in TESTS:
        name = test.__name__ + kind.__name__
        globals()[name] = type(name, (test,), {'kind': kind, '__module__': __name__})

del kind, test
if __name__ == '__main__':
    unittest.main()
