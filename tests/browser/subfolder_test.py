"""A whole draw in a subfolder of a user's document root, in Chromium, with and without JavaScript."""

import unittest

from tests.browser import draw_test
from tests.support import hosted


class WithJavaScript(draw_test.WithJavaScript):
    kind = hosted.SharedHosting


class WithoutJavaScript(draw_test.WithoutJavaScript):
    kind = hosted.SharedHosting


def load_tests(*_):
    return unittest.TestSuite(case('test_a_whole_draw') for case in (WithJavaScript, WithoutJavaScript))
