"""A briefly slow Redis: work after a reply is still done, or done after the next one."""

import concurrent.futures
import json
import time

from tests.support import eventually
from tests.support.between import Between
from tests.support.programs import FastCgi, ProgramsTest
from tests.support.steps import Steps

SLOW = 0.45  # longer than what counts as a long wait, shorter than the limit for one answer


class ASlowAnswer(Steps, ProgramsTest):
    way = FastCgi
    MOST = 20  # round trips of one request, and of what follows its reply

    def setUp(self):
        super().setUp()
        self.between = Between(self.folder / 'between.sock', self.redis.path)
        self.addCleanup(self.between.close)
        (self.folder / 'slow').mkdir(exist_ok=True)
        self.slow = self.start_programs(FastCgi, self.folder / 'slow', REDIS_SOCKET=str(self.between.path))
        self.addCleanup(self.slow.close)

    def slow_once(self, number):
        """Only the answer to the round trip of this number is slow."""
        def now():
            self.between.delay = SLOW
            self.between.arm(1, lambda: setattr(self.between, 'delay', 0))
        self.between.delay = 0
        self.between.arm(number, now)

    def cached(self):
        kept = self.redis('GET', self.key('winners_json'))
        return kept and {each['prize']: each['id'] for each in json.loads(kept)}

    def each_answer(self, prepare, path, **how):
        """How often the request succeeded although an answer before its reply was slow."""
        done = 0
        for number in range(1, self.MOST):
            self.redis('FLUSHALL')
            prepare()
            self.slow_once(number)
            began = time.monotonic()
            status = self.ask('POST', path, programs=self.slow, **how).status
            was_slow = time.monotonic() - began > SLOW
            self.assertIn(status, (200, 503) if was_slow else (200,))
            if status == 200 and was_slow:
                done += 1
                eventually(lambda: self.cached() == self.winners(), 5)
            elif status == 200:
                self.slow.settle()
                self.expect(200, 'GET', '/winners')
                self.assertEqual(self.cached(), self.winners())
        return done

    def test_the_winners_are_kept_after_a_pick(self):
        for method in 'ranked', 'spop':
            with self.subTest(method=method):
                prepare = lambda: self.begin('octocat', 'hubot', method=method)
                self.assertGreater(self.each_answer(prepare, '/drawprizes'), 0)

    def test_a_reader_of_a_small_draw_does_not_wait_for_its_freeze(self):
        self.begin('octocat')
        self.redis('DEL', self.key('is_open'))  # its time is up
        self.between.arm(3, lambda: setattr(self.between, 'delay', 5))
        began = time.monotonic()
        self.assertEqual(self.ask('GET', '/state', programs=self.slow).status, 200)
        self.assertLess(time.monotonic() - began, 3)

    def test_and_after_a_redraw(self):
        def prepare():
            self.begin('octocat', 'hubot', prizes=['Apple'])
            self.pick()

        self.assertGreater(self.each_answer(prepare, '/redraw', json={'prize': 'Apple', 'reason': 'absent'}), 0)

    def test_the_unverified_are_looked_up_after_an_entry(self):
        def prepare():
            self.begin()
            self.ready_profile('hubot')
            for key in 'entrants', 'unverified':
                self.redis('SADD', self.key(key), 'octocat')

        self.redis('FLUSHALL')
        prepare()
        self.slow_once(1)
        self.expect(200, 'POST', '/enter/hubot', programs=self.slow)
        eventually(lambda: not self.members('unverified'), 5)
