"""The life of a draw, its refusals, its headers and who is let in, by Apache in each of its three ways."""

import unittest

import web_answers_test
import web_life_test
from support import hosted
from support.site import SiteTest

TESTS = web_life_test.Life, web_life_test.WhoIsLetIn, web_answers_test.Headers, web_answers_test.ChunkedBodies, web_answers_test.Compression

for kind in hosted.ByFcgid, hosted.ByProxy, hosted.ByCgi:
    for test in TESTS:
        name = test.__name__ + kind.__name__
        globals()[name] = type(name, (test,), {'kind': kind, '__module__': __name__})

del kind, test
if __name__ == '__main__':
    unittest.main()
