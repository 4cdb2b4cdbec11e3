"""A change is on every public page within 2 s, when quiet and in a crowd; and immediately for the client that made it."""

import os
import random
import subprocess
import threading
import time

from tests.support import eventually, hosted, seeded
from tests.support.programs import BROWSER
from tests.support.site import SiteTest

LIMIT = 2.0


class Fresh(SiteTest):
    def setUp(self):
        super().setUp()
        self.open_draw('Apple')
        self.changed, self.over = [], threading.Event()
        changing = threading.Thread(target=self.change_all_the_time)
        changing.start()
        self.addCleanup(changing.join)
        self.addCleanup(self.over.set)

    def change_all_the_time(self):
        while not self.over.wait(0.005):
            self.site.redis('SADD', 'prizedraw:entrants', f'entrant-{len(self.changed)}')
            self.changed.append(time.monotonic())

    def look(self, host, pauses):
        """How outdated each answer was when requested: for how long there had been a newer state."""
        ages = []
        for pause in pauses:
            time.sleep(pause)
            asked = time.monotonic()
            count = self.expect(200, 'GET', '/state', headers={'Host': host}).json()['entrants']
            ages.append(max(0, asked - self.changed[count]) if count < len(self.changed) else 0)
        return ages

    def check(self, ages):
        print(f'{self._testMethodName}: {len(ages)} looks, the oldest of {max(ages):.2f} s ago', flush=True)
        self.assertLess(max(ages), LIMIT, sorted(ages))

    def test_after_a_quiet_time(self):
        """Each of these readers is alone: each address has its own cached pages."""
        rng = seeded()
        hosts = 'localhost', f'localhost:{self.site.port}', '127.0.0.1', f'127.0.0.1:{self.site.port}'
        ages, readers = [], []
        for host in hosts:
            pauses = [rng.uniform(0, 3) for _ in range(8)]
            readers.append(threading.Thread(target=lambda *how: ages.extend(self.look(*how)), args=(host, pauses)))
            readers[-1].start()
        for reader in readers:
            reader.join()
        self.assertEqual(len(ages), 32)
        self.check(ages)

    def test_in_a_crowd(self):
        """By 200 readers, each of whom sends the next request as soon as it has an answer."""
        host = f'127.0.0.1:{self.site.port}'
        with self.site.flooded(200, f'GET /state HTTP/1.1\\r\\nHost: {host}\\r\\n\\r\\n'):
            ages = self.look(host, [random.uniform(0, 0.1) for _ in range(100)])
        self.check(ages)


class OwnChange(SiteTest):
    def test_it_is_seen_at_once(self):
        """By the cookie that every change sets, and then by everybody else: it refreshes the cache."""
        self.open_draw('Apple')
        self.site.ready_profiles(*(f'person-{number}' for number in range(10)))
        for number in range(10):
            self.expect(200, 'GET', '/')
            self.expect(200, 'GET', '/state')
            self.expect(200, 'POST', f'/enter/person-{number}')
            headers = {**BROWSER, 'Cookie': 'prizedraw_fresh=1'}
            self.assertEqual(self.expect(200, 'GET', '/state', headers=headers).json()['entrants'], number + 1)
            home = self.expect(200, 'GET', '/', headers=headers).page()
            self.assertEqual(home.first('dd', **{'data-entrants': True}).text, str(number + 1))


SHIFTED_CLOCK = r'''
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
int gettimeofday(struct timeval *now, void *zone) {
  struct timespec real;
  clock_gettime(CLOCK_REALTIME, &real);
  now->tv_sec = real.tv_sec - (access(BACK, F_OK) == 0 ? 3600 : 0);
  now->tv_usec = real.tv_nsec / 1000;
  return 0;
}
'''


class ShiftedNginx(hosted.Nginx):
    """Its clock is set back an hour once the file `back` exists."""

    def launch(self, name, command, **how):
        if name == 'web':
            library = self.folder / 'clock.so'
            subprocess.run(['cc', '-shared', '-fPIC', f'-DBACK="{self.folder}/back"', '-o', library, '-x', 'c', '-'],
                           input=SHIFTED_CLOCK.encode(), check=True)
            how.update(LD_PRELOAD=library)
        return super().launch(name, command, **how)


class ClockSetBack(SiteTest):
    kind = ShiftedNginx

    def test_an_hour(self):
        self.open_draw('Apple')
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        date = self.expect(200, 'GET', '/state').header('Date')
        (self.site.folder / 'back').touch()
        self.addCleanup(os.unlink, self.site.folder / 'back')
        eventually(lambda: self.expect(200, 'GET', '/state').header('Date').split()[4][:2] != date.split()[4][:2])
        for number in range(3):
            self.site.redis('SADD', 'prizedraw:entrants', f'entrant-{number}')
            self.reaches('DRAW_OPEN_WITH_ENTRANTS', within=LIMIT, entrants=number + 1)
