"""config/README.md lists exactly the rights that the programs and scripts need in Redis."""

import re
import unittest

from tests.support import ROOT, redis

NEVER_REFUSED = {'AUTH'}
OPTIONS = {'EXAT'}  # of SET
OF_SENTINEL = {'SENTINEL'}  # sent to another server
ASKED = re.compile(r"""redis\.call\('([A-Z]+)'|must_allow\('([A-Z]+)'|\{"([A-Z]{3,})"(?!, "/)""")


class Commands(unittest.TestCase):
    def test_the_list_is_that_of_the_code(self):
        asked = set()
        for source in (ROOT / 'cgi-bin').rglob('*'):
            if source.suffix in ('.cpp', '.lua') and source.parent.name in ('draw', 'scripts', 'io'):
                asked |= {name for found in ASKED.findall(source.read_text()) for name in found if name}
        allowed = {word[1:].upper() for word in redis.rights() if word.startswith('+')}
        self.assertEqual(asked - NEVER_REFUSED - OPTIONS - OF_SENTINEL, allowed)


if __name__ == '__main__':
    unittest.main()
