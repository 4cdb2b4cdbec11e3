"""`enter --look-ups`: asks GitHub on behalf of all others, also when nobody enters any more."""

import subprocess
import time

from tests.support import BUILD, end, eventually, tail
from tests.support.between import Between
from tests.support.github import profile
from tests.support.programs import Cgi, ProgramsTest, check_log


class Verifier(ProgramsTest):
    """Beside plain CGI programs, of which any number run at a time."""

    way = Cgi

    def setUp(self):
        super().setUp()
        self.open_draw()
        self.start_verifier()
        eventually(lambda: self.redis('GET', self.key('verifier')) == 'always')
        self.github.most = 0

    def start_verifier(self):
        self.log = self.folder / 'look-ups.log'
        with open(self.log, 'wb') as log:
            self.verifier = subprocess.Popen([BUILD / 'cgi-bin/enter', '--look-ups'], env=self.environment(),
                                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        self.addCleanup(self.stop_verifier)

    def stop_verifier(self):
        began = time.monotonic()
        end(self.verifier)
        self.assertLess(time.monotonic() - began, 1, 'SIGTERM ends it at once')
        check_log(self.log.read_text(errors='replace'))

    def enter(self, login):
        answer = self.expect(200, 'POST', f'/enter/{login}')
        self.assertLess(answer.took, 1.5)
        return answer.json()

    def leave_unverified(self, *logins):
        self.redis('SADD', self.key('unverified'), *logins)
        self.redis('SADD', self.key('entrants'), *logins)

    def test_it_asks_for_whoever_enters(self):
        self.assertEqual(self.enter('octocat')['name'], profile('octocat')['name'])
        self.expect(404, 'POST', '/enter/missing-one')
        self.assertEqual(self.github.requests, {'octocat': 1, 'missing-one': 1})
        self.assertEqual(self.redis('EXISTS', self.key('waited_for')), 0)

    def test_nobody_enters_any_more(self):
        self.leave_unverified('octocat', 'missing-one', 'renamed-one')
        eventually(lambda: not self.members('unverified'))
        self.assertEqual(self.members('entrants'), {'octocat', 'moved-here'})
        self.assertEqual(self.redis('HGET', self.key('removed'), 'missing-one'), 'unknown user')

    def test_side_by_side_and_no_more_than_github_allows(self):
        self.github.weather = 'slow-0.5'
        self.leave_unverified(*(f'user{number}' for number in range(96)))
        eventually(lambda: not self.members('unverified'))
        self.assertEqual((self.github.requests.total(), self.github.most), (96, 32))

    def test_slow_ones_hold_nobody_up(self):
        self.leave_unverified(*(f'slow-4-{number}' for number in range(20)))
        eventually(lambda: self.github.open == 20)
        self.assertEqual(self.enter('octocat')['name'], profile('octocat')['name'])

    def test_a_limit_is_respected(self):
        self.leave_unverified('refused-429-retry-2')
        eventually(lambda: self.redis('EXISTS', self.key('github_silent')))
        asked = self.github.requests.total()
        self.assertFalse(self.enter('octocat')['verified'])
        time.sleep(1)
        self.assertEqual(self.github.requests.total(), asked)
        self.redis('SREM', self.key('unverified'), 'refused-429-retry-2')
        eventually(lambda: not self.members('unverified'))

    def test_it_dies(self):
        self.github.weather = 'slow-0.1'
        self.verifier.kill()
        self.assertFalse(self.enter('octocat')['verified'])  # it still seems to be alive
        self.redis('DEL', self.key('verifier'))  # as it expires
        self.assertIn(self.redis('PTTL', self.key('verifier')), (-2,))
        self.assertEqual(self.enter('hubot')['name'], profile('hubot')['name'])
        eventually(lambda: not self.members('unverified'))  # after that reply

    def test_its_claim_expires(self):
        self.assertIn(self.redis('PTTL', self.key('verifier')), range(1, 10001))
        self.close_draw()
        eventually(lambda: not self.redis('EXISTS', self.key('verifier')))

    def test_a_closed_draw_costs_one_question_each(self):
        """The pick passes them over, and they are not looked up repeatedly before."""
        self.close_draw()
        self.leave_unverified('missing-one', 'octocat')
        eventually(lambda: self.members('unverified') == {'missing-one'})
        eventually(lambda: self.redis('EXISTS', self.key('nobody', 'missing-one')))
        self.redis('DEL', self.key('nobody', 'missing-one'))  # as it expires
        time.sleep(1)
        self.assertEqual(self.github.requests['missing-one'], 1)

    def test_redis_restarts(self):
        self.redis.stop()
        time.sleep(1.5)
        self.redis.start()
        self.open_draw()
        eventually(lambda: self.redis('GET', self.key('verifier')) == 'always')
        self.assertEqual(self.enter('octocat')['name'], profile('octocat')['name'])
        self.assertEqual(self.log.read_text().count('look-ups: '), 1, tail(self.log))

    def test_what_stands_before_redis_closes_each_connection(self):
        between = Between(self.folder / 'between.sock', self.folder / 'nothing.sock')
        self.addCleanup(between.close)
        self.redis.stop()
        self.addCleanup(self.redis.start)
        environment = {**self.environment(), 'REDIS_SOCKET': str(between.path)}
        others = [subprocess.Popen([BUILD / 'cgi-bin/enter', '--look-ups'], env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(8)]
        for other in others:
            self.addCleanup(end, other)
        time.sleep(3)  # sometimes a write fails, sometimes a read
        self.assertEqual([other.poll() for other in others], [None] * 8, 'they go on trying')

    def test_no_query_starts_it(self):
        """A web server may pass a query without = as arguments."""
        asked = {**self.environment(), 'GATEWAY_INTERFACE': 'CGI/1.1', 'REQUEST_METHOD': 'GET', 'PATH_INFO': '/enter',
                 'QUERY_STRING': '--look-ups'}
        done = subprocess.run([BUILD / 'cgi-bin/enter', '--look-ups'], env=asked, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=10)
        self.assertIn(b'Status: 200', done.stdout)
