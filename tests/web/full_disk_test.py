"""The disk is full: everybody gets an answer, what was answered with 200 is kept, and once there is space the site recovers
automatically. The state folder is a small file system in memory."""

import subprocess
import time
import unittest

from tests.support import eventually, temporary_folder
from tests.support.programs import BROWSER
from tests.support.site import Site

CAN_MOUNT = subprocess.run(['unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], check=False, capture_output=True).returncode == 0
AGAIN = 10 + 5  # seconds: config/supervise looks every 5 s, and the machine may be busy


@unittest.skipUnless(CAN_MOUNT, 'only root may mount a disk')
class FullDisk(unittest.TestCase):
    def setUp(self):
        self.folder = temporary_folder(self.addCleanup)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=32m,mode=755', 'none', self.folder], check=True)
        self.addCleanup(subprocess.run, ['umount', '--lazy', self.folder], check=True)
        self.site = Site(self.folder / 'state', GITHUB_API_URL='http://127.0.0.1:9')
        self.addCleanup(self.site.stop)
        self.site.start()

    def enter(self, login):
        return self.site.ask('POST', f'/enter/{login}').status

    def fill(self):
        with open(self.folder / 'filling', 'ab', 0) as file:
            for size in 1 << 20, 1:
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    pass

    def test_full_and_with_room_again(self):
        login = {'login': self.site.login}
        self.assertEqual(self.site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, **login).status, 200)
        entered = {f'early-{number}' for number in range(5) if self.enter(f'early-{number}') == 200}
        self.assertEqual(len(entered), 5)
        for second in range(1, 12):  # Redis writes expiries even while it rejects everything else
            self.site.redis('SET', f'expires:{second}', '', 'EX', second)
        self.fill()
        statuses = []
        while statuses[-20:] != [503] * 20:
            self.fill()
            statuses.append(self.enter(f'guest-{len(statuses)}'))
            self.assertIn(statuses[-1], (200, 503))
            entered |= {f'guest-{len(statuses) - 1}'} if statuses[-1] == 200 else set()
            self.assertLess(len(statuses), 1000)
        for path in '/', '/state', '/winners', '/stage', '/admin', '/assets/draw.css':  # Redis is back, and rejects writes
            eventually(lambda: self.site.ask('GET', path, headers=BROWSER, **login).status == 200, 5)
        ended = self.site.output.count('redis has ended')
        for turn in range(10):
            self.assertEqual(self.enter(f'late-{turn}'), 503)
            self.assertEqual(self.site.ask('POST', '/drawprizes', **login).status, 503)
            self.assertEqual(self.site.ask('GET', '/', headers=BROWSER).status, 200)
            time.sleep(0.2)
        self.assertEqual(self.site.output.count('redis has ended'), ended, 'it goes on refusing')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), entered)
        self.assertEqual(self.site.redis('EXISTS', 'prizedraw:is_open'), 1, 'the refused pick has closed nothing')

        (self.folder / 'filling').unlink()
        began = time.monotonic()
        eventually(lambda: self.enter('at-last') == 200, AGAIN)
        print(f'full: {len(entered)} had entered; with room again entered after {time.monotonic() - began:.1f} s', flush=True)
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), entered | {'at-last'})
        self.assertEqual(self.site.ask('POST', '/drawprizes', **login).status, 200)
