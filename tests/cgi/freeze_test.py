"""The close fixes the roster once: its hashes and time are set by the first request and never again, and pages never contradict
the record."""

import concurrent.futures
import time

from tests.support import eventually, record, times
from tests.support.programs import BROWSER, ProgramsTest, both_ways
from tests.support.steps import FROM_THE_CLOSE, Steps


@both_ways
class Freeze(Steps):
    def frozen(self):
        state = self.state()
        return {name: state[name] for name in FROM_THE_CLOSE & set(state)}

    def test_by_the_close_button(self):
        self.begin('octocat', 'hubot')
        self.assertEqual(self.frozen(), {})
        self.expect(200, 'POST', '/enddraw')
        kept = self.redis('HGETALL', self.key('fairness'))
        self.assertEqual(kept['entrants_sha256'], record.sha256_of(['octocat', 'hubot']))
        self.assertEqual(kept['prizes_sha256'], record.sha256_of(['Apple', 'Banana']))
        self.assertAlmostEqual(int(kept['frozen_at']), time.time(), delta=5)

    def test_by_whoever_sees_first_that_the_time_is_up(self):
        for path in '/', '/state', '/stage', '/admin':
            with self.subTest(path=path):
                self.begin_anew()
                self.begin('octocat')
                self.redis('PEXPIRE', self.key('is_open'), 1)
                eventually(lambda: not self.redis('EXISTS', self.key('is_open')))
                self.expect(200, 'GET', path, headers=BROWSER)
                self.assertEqual(set(self.frozen()), FROM_THE_CLOSE)
                self.assertEqual(self.log()[-1], {'who': 'Prize Draw', 'did': 'froze the list of 1 entrant'})

    def test_it_is_never_set_again(self):
        for method in 'ranked', 'spop':
            with self.subTest(method=method):
                self.begin_anew()
                self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'], method=method)
                self.expect(200, 'POST', '/enddraw')
                frozen = self.frozen()
                self.redis('HSET', self.key('fairness'), 'frozen_at', int(frozen['frozen_at']) - 100)
                frozen['frozen_at'] -= 100
                for step in ('GET', '/'), ('POST', '/enddraw'), ('GET', '/state'), ('POST', '/drawprizes'), ('GET', '/'):
                    self.expect(200, *step)
                    self.assertEqual(self.frozen(), frozen, step)
                self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
                self.assertEqual(self.frozen(), frozen)
                found = self.record()
                record.check(found)
                self.assertEqual({name: found[name] for name in FROM_THE_CLOSE}, frozen)

    def test_a_roster_that_was_changed_by_hand_is_not_picked(self):
        self.begin('octocat', 'hubot')
        self.expect(200, 'POST', '/enddraw')
        self.redis('SADD', self.key('entrants'), 'friend')
        refusal, _ = self.refused(409, 'POST', '/drawprizes', but=(self.key('log'),))
        self.assertIn('Somebody has changed the entrants or prizes in Redis', refusal.text)
        self.assertIn('refused to pick: the 3 entrants and 2 prizes in Redis are not the ones fixed at the close',
                      self.desk().main_text)
        self.redis('SREM', self.key('entrants'), 'friend')
        self.pick()
        record.check(self.record())

    def test_the_word_comes_after_it(self):
        """Somebody who knew the word before the list is fixed could choose the list accordingly."""
        self.begin('octocat', 'hubot')
        self.assertFalse(self.desk().has('input', name='public'))
        refusal, _ = self.refused(409, 'POST', '/drawprizes', json={'public': 'pineapple'})
        self.assertIn('close the draw first', refusal.text)
        self.redis('DEL', self.key('is_open'))  # its time is up, and nobody has looked yet
        self.expect(409, 'POST', '/drawprizes', json={'public': 'pineapple'})
        self.expect(200, 'POST', '/enddraw')
        self.assertTrue(self.desk().has('input', name='public'))
        self.pick(public='pineapple')
        self.assertEqual(self.record()['public'], 'pineapple')

    def test_without_a_word_one_step_closes_and_picks(self):
        for method in 'ranked', 'spop':
            self.begin_anew()
            self.begin('octocat', method=method)
            self.pick()
            found = self.record()
            record.check(found)
            self.assertAlmostEqual(found['frozen_at'], time.time(), delta=5)


class APickWhileSomebodyLooks(Steps, ProgramsTest):
    def test_the_state_says_what_the_record_says(self):
        ask = [lambda path=path: self.ask('GET', path, headers=BROWSER) for path in ('/', '/state', '/admin', '/stage')]
        self.ready_profile('octocat', 'hubot', 'mojombo')
        with concurrent.futures.ThreadPoolExecutor(5) as pool:
            for number in range(max(100, times(1000))):
                self.redis('DEL', self.key('winners'), self.key('is_open'), self.key('entrants'))
                self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple', 'Banana'], 'duration': 0})
                self.redis('SADD', self.key('entrants'), 'octocat', 'hubot', 'mojombo')
                self.redis('DEL', self.key('is_open'))  # its time is up
                asked = [pool.submit(each) for each in (ask[number % 4], ask[1])]
                picked = pool.submit(self.ask, 'POST', '/drawprizes')
                self.assertEqual([each.result().status for each in (picked, *asked)], [200] * 3)
                state, found = self.state(), self.record()
                record.check(found)
                for name in FROM_THE_CLOSE:
                    self.assertEqual(state.get(name), found[name], f'{name} in round {number}')
