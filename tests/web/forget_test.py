"""Deleted data do not stay on the disk: Redis's append-only file is rewritten, however small it is."""

import os
import re
import subprocess
import time

from tests.support import ROOT, eventually, redis, temporary_folder
from tests.support.site import SiteTest

LATE = 13 * 3600  # seconds: the file is older than half a day


def names(folder, name):
    """The files that contain this text."""
    return [path for path in folder.rglob('*') if path.is_file() and name.encode() in path.read_bytes()]


class Forgotten(SiteTest):
    def test_who_has_not_won(self):
        people = {f'somebody-{number}' for number in range(5)}
        self.open_draw('Apple', entrants=sorted(people))
        self.administer(200, 'POST', '/drawprizes')
        winner = self.site.redis('HGET', 'prizedraw:winners', 'Apple')
        kept = self.site.redis('TTL', 'prizedraw:entrants')
        self.assertIn(kept, range(30 * 86400 - 60, 30 * 86400 + 1))
        # 30 days later
        for key in self.site.redis('KEYS', '*'):
            if 0 < self.site.redis('TTL', key) <= kept:
                self.site.redis('PEXPIRE', key, 1)
        eventually(lambda: self.site.redis('EXISTS', 'prizedraw:entrants') == 0)
        data = self.site.state / 'data'
        for loser in people - {winner}:
            self.assertTrue(names(data, loser))
        for file in data.rglob('*.base.*'):
            os.utime(file, (time.time() - LATE,) * 2)
        for loser in people - {winner}:
            eventually(lambda: names(self.site.state, loser) == [], 30)
        self.assertTrue(names(data, winner))
        self.assertEqual(self.site.redis('HGET', 'prizedraw:winners', 'Apple'), winner)

    def test_a_redis_of_the_machine(self):
        """By the command of systemd's timer, and only if there is such a file."""
        unit = (ROOT / 'config/systemd/prizedraw-forget.service').read_text()
        condition, command = (re.search(f"^{name}=/bin/sh -c '(.*)'", unit, re.MULTILINE)[1] for name in ('ExecCondition', 'ExecStart'))
        for appendonly in 'no', 'yes':
            folder = temporary_folder(self.addCleanup)
            server = redis.Server(folder, '--appendonly', appendonly, '--requirepass', 'secret', password='secret')
            self.addCleanup(server.stop)
            server.start()
            environment = {**os.environ, 'REDIS': f'-s {server.path}', 'REDISCLI_AUTH': 'secret'}
            run = lambda what: subprocess.run(['sh', '-c', what], env=environment, check=False, stdout=subprocess.DEVNULL).returncode
            server('SADD', 'prizedraw:entrants', 'somebody-else')
            server('DEL', 'prizedraw:entrants')
            self.assertEqual(run(condition) == 0, appendonly == 'yes')
            if appendonly == 'yes':
                self.assertTrue(names(folder, 'somebody-else'))
                self.assertEqual(run(command), 0)
                eventually(lambda: names(folder, 'somebody-else') == [])
