"""The life of a draw, its refusals, its headers and who is let in, by Apache in each of its three ways."""

from tests.support import hosted
from tests.support.site import also_on
from tests.web import answers_test, life_test

TESTS = life_test.Life, life_test.WhoIsLetIn, answers_test.Headers, answers_test.ChunkedBodies, answers_test.Compression, \
    answers_test.DeepJson

for kind in hosted.ByFcgid, hosted.ByProxy, hosted.ByCgi:
    also_on(kind, TESTS, __name__)
