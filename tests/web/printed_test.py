"""The commands in cgi-bin/README.md and cgi-bin/draw/README.md work exactly as printed. newborn_test.py and
systemd_test.py test those in config/README.md."""

import os
import re
import shutil
import subprocess
import unittest

from tests.support import ROOT, record, temporary_folder
from tests.support.readme import blocks
from tests.support.site import SiteTest

ASKS = b"password for user 'admin':"


@unittest.skipUnless(shutil.which('curl'), 'curl is not installed')
class Printed(SiteTest):
    def setUp(self):
        super().setUp()
        self.folder = temporary_folder(self.addCleanup)
        self.site.ready_profiles('octocat')

    def run_printed(self, file):
        """Runs the only block of commands in this file, and enters the password when asked. curl asks on standard error and
        reads standard input where there is no terminal."""
        block, = blocks(file, 'sh')
        commands = block.replace('http://localhost:8080', self.site.address)
        with (self.folder / 'printed').open('w+b') as printed, subprocess.Popen(
                ['bash', '-ec', commands], stdin=subprocess.PIPE, stdout=printed, stderr=subprocess.PIPE, cwd=self.folder,
                start_new_session=True) as process:
            said = b''
            entered = 0
            while part := os.read(process.stderr.fileno(), 65536):
                said += part
                if said.count(ASKS) > entered:
                    entered += 1
                    process.stdin.write(f'{self.site.password}\n'.encode())
                    process.stdin.flush()
            process.wait()
            printed.seek(0)
            everything = (said + printed.read()).decode()
        self.assertEqual(process.returncode, 0, everything)
        return everything

    def test_a_draw(self):
        self.fresh()
        said = self.run_printed('cgi-bin/README.md')
        self.assertIn('NO_DRAW', said)
        self.reaches('DRAW_WON')
        self.assertIn('octocat', said.splitlines()[-1])

    def test_the_check(self):
        self.open_draw(entrants=['octocat'])
        self.administer(200, 'POST', '/drawprizes')
        self.saved_record()
        (self.folder / 'check.py').write_text(record.readme_program())
        self.assertIn('holds: the winners', self.run_printed('cgi-bin/draw/README.md'))

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
