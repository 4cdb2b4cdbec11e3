"""What is deleted when: data of those who did not win, some days after the pick."""

import json

from tests.support import record
from tests.support.programs import both_ways
from tests.support.steps import Steps


@both_ways
class Deleted(Steps):
    settings = {'PRIZEDRAW_KEEP_DAYS': '7'}
    WEEK = 7 * 86400

    def test_the_losers(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'])
        self.assertIn('deleted 7 days after', self.home().main_text)
        self.assertEqual(self.redis('TTL', self.key('entrants')), -1)
        self.expect(200, 'POST', '/drawprizes')
        self.settle()
        whole = self.expect(200, 'GET', '/record').json()
        draw, winner = whole['draw'], whole['winners']['Apple']
        losers = {'octocat', 'hubot', 'mojombo'} - {winner}
        expire = 'entrants', 'arrivals', f'record:{draw}', f'order:{draw}'
        for name in expire:
            self.assertAlmostEqual(self.redis('TTL', self.key(name)), self.WEEK, delta=5, msg=name)
        for name in 'winners_json', f'summary:{draw}', 'records':
            self.assertEqual(self.redis('TTL', self.key(name)), -1, name)
        # A week later
        self.redis('DEL', *map(self.key, expire))
        for login in 'octocat', 'hubot', 'mojombo':
            self.redis('DEL', self.key('profiles', login))
        held = json.dumps(self.redis.dump(), default=str)
        for login in losers:
            self.assertNotIn(login, held)
        self.assertEqual(self.state()['state'], 'DRAW_WON')
        left = self.expect(200, 'GET', '/record').json()
        self.assertEqual(left, {**whole, 'entrants': None, 'replacements': None})
        record.check(whole)
        self.assertEqual(record.seal(whole), left['sha256'])
        self.assertEqual(self.expect(200, 'GET', f'/record/{draw}').json(), left)
        self.refused(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})

    def test_a_replacement_keeps_the_time(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.expect(200, 'POST', '/drawprizes')
        draw = self.expect(200, 'GET', '/record').json()['draw']
        self.redis('EXPIRE', self.key(f'record:{draw}'), 1000)
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertAlmostEqual(self.redis('TTL', self.key(f'record:{draw}')), 1000, delta=5)
        whole = self.expect(200, 'GET', '/record').json()
        summary = json.loads(self.redis('GET', self.key(f'summary:{draw}')))
        self.assertEqual(summary, {**whole, 'entrants': None, 'replacements': None})

    def test_by_spop_too(self):
        self.begin('octocat', 'hubot', prizes=['Apple'], method='spop')
        self.expect(200, 'POST', '/drawprizes')
        self.assertAlmostEqual(self.redis('TTL', self.key('entrants')), self.WEEK, delta=5)

    def test_the_next_draw_is_not_touched(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.expect(200, 'POST', '/drawprizes')
        self.begin('octocat')
        self.assertEqual(self.redis('TTL', self.key('entrants')), -1)


@both_ways
class Kept(Steps):
    settings = {'PRIZEDRAW_KEEP_DAYS': '0'}

    def test_for_ever(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.assertNotIn('deleted', self.home().main_text)
        self.expect(200, 'POST', '/drawprizes')
        draw = self.expect(200, 'GET', '/record').json()['draw']
        for name in 'entrants', f'record:{draw}':
            self.assertEqual(self.redis('TTL', self.key(name)), -1, name)
