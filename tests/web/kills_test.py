"""kill -9 of any part of the site at any moment, under load: what was answered with 200 is kept, a pick has happened completely or
not at all, and what was killed is restarted."""

import concurrent.futures
import contextlib
import json
import http.client
import os
import pathlib
import signal
import statistics
import threading
import time

from tests.support import eventually, record, seeded, times
from tests.support.programs import NAMES, owner
from tests.support.site import SiteTest

READ = '/', '/state', '/winners'
NOISE = 1  # seconds, of a busy machine
FAILURES = OSError, http.client.HTTPException


class Load:
    """People who enter, each until they are confirmed, and people who read, until stopped."""

    def __init__(self, site, threads=4):
        self.site = site
        self.ending = threading.Event()
        self.entered, self.failed, self.answered = [], [], 0
        self.pool = concurrent.futures.ThreadPoolExecutor(threads + 2)
        self.running = [self.pool.submit(self.enter, number) for number in range(threads)]
        self.running += [self.pool.submit(self.read) for _ in range(2)]

    def stop(self):
        self.ending.set()
        for running in self.running:
            running.result()
        self.pool.shutdown()

    def ask(self, method, path):
        """The status; None if the connection was closed or the site could not serve, which is recorded with its time."""
        began = time.monotonic()
        status = None
        with contextlib.suppress(*FAILURES):
            status = self.site.ask(method, path).status
        if status is None or status >= 500:
            self.failed.append((began, time.monotonic(), owner(path), status))
            time.sleep(0.05)
            return None
        self.answered += 1
        return status

    def enter(self, thread):
        number = 0
        while not self.ending.is_set():
            number += 1
            login = f'guest-{thread}-{number}'
            if number % 5:
                with contextlib.suppress(Exception):  # Redis may be down: then GitHub is asked
                    self.site.ready_profiles(login)
            status, tries = None, 0
            while status is None:
                tries += 1
                status = self.ask('POST', f'/enter/{login}')
            assert status == 200 or (status == 400 and tries > 1), f'{login}: {status} after {tries} tries'
            self.entered.append(login)
            time.sleep(0.02)

    def read(self):
        while not self.ending.is_set():
            for path in READ:
                assert self.ask('GET', path) in (None, 200), path
            time.sleep(0.01)


class Kills(SiteTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = seeded()

    def setUp(self):
        self.served()
        self.site.redis('CONFIG', 'SET', 'appendfsync', 'always')
        super().setUp()

    def named(self, name):
        """The IDs of the site's processes of this executable."""
        found = []
        for process in self.site.processes():
            with contextlib.suppress(OSError):
                if pathlib.Path(os.readlink(f'/proc/{process}/exe')).name.startswith(name):
                    found.append(process)
        return found

    def supervised(self):
        """Everything that config/serve starts is running: workers without their nginx would still serve for a while."""
        def complete():
            children = pathlib.Path(f'/proc/{self.site.process.pid}/task/{self.site.process.pid}/children').read_text().split()
            names = [pathlib.Path(os.readlink(f'/proc/{child}/exe')).name[:5] for child in children]  # an exited one has none
            return [names.count(name) for name in ('redis', 'nginx', 'multi')] == [1, 1, len(NAMES) + 1]  # plus the look-ups
        eventually(complete)

    def served(self):
        """Every program answers, and can make changes."""
        def answers():
            self.site.redis('SET', 'prizedraw:profiles:probe', 'null', 'EX', 1)
            assert self.site.ask('POST', '/enter/no_such_id').status == 404
            assert self.site.ask('GET', '/state').status == 200
            assert self.site.ask('GET', '/winners').status == 200
            for path, status in ('/admin', 200), ('/drawprizes', 405):
                assert self.site.ask('GET', path, login=self.site.login).status == status
            return True
        eventually(answers, 15)

    def kill(self, processes):
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def under_load(self, count, victims, pause=0.2):
        """Kills what victims() names `count` times while people enter and read, and checks their answers."""
        self.open_draw('Apple')
        load, outages = Load(self.site), []
        try:
            for _ in range(count):
                time.sleep(self.random.uniform(0, pause))
                program, processes = victims()
                began = time.monotonic()
                self.kill(processes)
                eventually(lambda: not set(processes) & set(self.site.processes()))
                self.supervised()
                self.served()
                outages.append((began, time.monotonic(), program))
                time.sleep(0.1)
        finally:
            load.stop()
        took = sorted(end - began for began, end, _ in outages)
        print(f'{self._testMethodName}: {count} kills, {len(load.entered)} entered, {load.answered} answers, '
              f'{len(load.failed)} failures; back after {statistics.median(took):.2f} s, at the worst {took[-1]:.2f} s',
              flush=True)
        for began, ended, program, status in load.failed:
            during = [outage for outage in outages if began < outage[1] and outage[0] < ended
                      and outage[2] in (None, program)]
            self.assertTrue(during, f'{program} failed with {status} while all was well\n{self.site.logs()}')
        entrants = self.site.redis('SMEMBERS', 'prizedraw:entrants')
        self.assertEqual(set(load.entered) - entrants, set(), 'told that they are in, and lost')
        self.assertEqual(entrants - set(load.entered), set(), 'in, and never told')
        self.assertEqual(len(set(load.entered)), len(load.entered))
        for login in self.random.sample(load.entered, min(20, len(load.entered))):
            self.expect(400, 'POST', f'/enter/{login}')
        self.assertGreater(len(load.entered), count)

    def test_programs(self):
        def victims():
            name = self.random.choice(NAMES)
            return name, [self.random.choice(eventually(lambda: self.site.programs(name)))]
        self.under_load(times(200), victims)

    def test_their_supervisors(self):
        self.under_load(times(20), lambda: (None, [self.random.choice(self.named('multiwatch'))]))

    def test_redis(self):
        self.under_load(times(20), lambda: (None, self.named('redis')), pause=2)

    def test_nginx(self):
        def serving():
            for master in self.named('nginx'):  # the one with children
                if workers := pathlib.Path(f'/proc/{master}/task/{master}/children').read_text().split():
                    return master, [int(worker) for worker in workers]

        def victims():
            master, workers = eventually(serving)
            return None, [master if self.random.random() < 0.7 else self.random.choice(workers)]
        self.under_load(times(20), victims, pause=1)

    def test_double_deaths(self):
        """Whatever dies while something else is being restarted is back in time too: Redis dies twice within 0.4 s, as config/serve
        handles the first death, and 0.3 s later the supervisor of a program, and nothing after it."""
        took = []
        for _ in range(times(200)):
            self.kill(self.named('redis'))
            time.sleep(self.random.uniform(0.05, 0.4))
            self.kill(self.named('redis'))
            time.sleep(self.random.uniform(0, 0.6))
            self.kill([self.random.choice(self.named('multiwatch'))])
            began = time.monotonic()
            self.supervised()
            self.served()
            took.append(time.monotonic() - began)
            self.assertLess(took[-1], 3 + NOISE)
            time.sleep(self.random.uniform(0, 2.5))
        print(f'{self._testMethodName}: {len(took)} times, back after {statistics.median(took):.2f} s, at the worst {max(took):.2f} s',
              flush=True)

    def test_a_pick_has_happened_whole_or_not_at_all(self):
        prizes = {f'Prize {number}' for number in range(300)}
        people = {f'guest-{number}' for number in range(500)}
        done = 0
        for turn in range(times(200)):
            victim = 'redis' if turn % 3 == 0 else 'pick'
            self.site.redis('FLUSHALL')
            self.site.redis('SADD', 'prizedraw:prizes', *prizes)
            self.site.redis('SADD', 'prizedraw:entrants', *people)
            processes = self.named(victim)
            with concurrent.futures.ThreadPoolExecutor() as pool:
                picking = pool.submit(self.pick)
                time.sleep(self.random.uniform(0, 0.012))
                self.kill(processes)
                status = picking.result()
            eventually(lambda: not set(processes) & set(self.site.processes()))
            self.served()
            won = self.site.redis('HGETALL', 'prizedraw:winners')
            left = self.site.redis('SMEMBERS', 'prizedraw:prizes')
            not_drawn = self.site.redis('SMEMBERS', 'prizedraw:entrants')
            if status == 200:
                self.assertTrue(won, 'told that it is done, and lost')
            if won:
                self.assertEqual((set(won), left), (prizes, set()))
                self.assertEqual(len(set(won.values())), len(prizes))
                self.assertEqual(not_drawn, people - set(won.values()))
                draw = self.site.redis('HGET', 'prizedraw:fairness', 'draw')
                kept = json.loads(self.site.redis('GET', f'prizedraw:record:{draw}'))
                kept['entrants'] = sorted(self.site.redis('GET', f'prizedraw:order:{draw}').split())
                record.check(kept)
                self.assertEqual(kept['winners'], won)
                done += 1
            else:
                self.assertEqual((left, not_drawn), (prizes, people))
                self.assertEqual(self.site.redis('KEYS', 'prizedraw:record*'), [])
                eventually(lambda: self.pick() == 200)
        print(f'{self._testMethodName}: {turn + 1} kills, {done} picks had happened', flush=True)

    def pick(self):
        with contextlib.suppress(*FAILURES):
            return self.site.ask('POST', '/drawprizes', login=self.site.login).status
