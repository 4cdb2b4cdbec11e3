"""The commands in cgi-bin/README.md and cgi-bin/draw/README.md work at a terminal, exactly as printed. newborn_test.py and
systemd_test.py test those in config/README.md."""

import os
import pty
import re
import shutil
import subprocess
import unittest

from tests.support import ROOT, record, temporary_folder
from tests.support.site import SiteTest

ASKS = b"password for user 'admin':"


@unittest.skipUnless(shutil.which('curl'), 'curl is not installed')
class Printed(SiteTest):
    def setUp(self):
        super().setUp()
        self.folder = temporary_folder(self.addCleanup)
        self.site.ready_profiles('octocat')

    def type(self, file):
        """Runs the only block of commands in this file, and enters the password when asked."""
        block, = re.findall('```sh\n(.*?)```', (ROOT / file).read_text(), re.DOTALL)
        terminal, other_end = pty.openpty()
        with subprocess.Popen(['setsid', '--ctty', 'bash', '-ec', block.replace('http://localhost:8080', self.site.address)],
                              stdin=other_end, stdout=other_end, stderr=other_end, cwd=self.folder) as process:
            os.close(other_end)
            said = b''
            while part := self.read(terminal):
                said += part
                if part.rstrip().endswith(ASKS):
                    os.write(terminal, f'{self.site.password}\n'.encode())
            os.close(terminal)
        self.assertEqual(process.returncode, 0, said.decode())
        return said.decode()

    def read(self, terminal):
        try:
            return os.read(terminal, 65536)
        except OSError:  # every process that had the other end open has exited
            return b''

    def test_a_draw(self):
        self.fresh()
        said = self.type('cgi-bin/README.md')
        self.assertIn('NO_DRAW', said)
        self.reaches('DRAW_WON')
        self.assertIn('octocat', said.splitlines()[-1])

    def test_the_check(self):
        self.open_draw(entrants=['octocat'])
        self.administer(200, 'POST', '/drawprizes')
        self.saved_record()
        (self.folder / 'check.py').write_text(record.readme_program())
        self.assertIn('holds: the winners', self.type('cgi-bin/draw/README.md'))

    def test_looking_at_keys(self):
        """Each command exists in Redis, and suits the type of its key."""
        self.open_draw(entrants=['octocat'])
        self.administer(200, 'POST', '/drawprizes')
        readme = (ROOT / 'cgi-bin/README.md').read_text()
        rows = re.findall(r'^\| `prizedraw:.*`(redis-cli .*)` \|$', readme, re.MULTILINE)
        self.assertEqual(len(rows), readme.count('\n| `prizedraw:'))
        draw = self.site.redis('HGET', 'prizedraw:fairness', 'draw')
        for command in rows:
            with self.subTest(command=command):
                words = command.replace('…', draw).split()
                done = subprocess.run([words[0], '-e', '-s', self.site.state / 'redis.sock', *words[1:]], capture_output=True, text=True,
                                      check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
