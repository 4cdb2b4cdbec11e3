"""A draw that a public beacon decides: the commitment at the opening, the round fixed by the freeze, and the pick with every kind
of answer from the relays."""

import time

from tests.support import record
from tests.support.beacon import CHAIN, MARGIN, Relay, answer_for, round_from, time_of
from tests.support.programs import BROWSER, Cgi, FastCgi, ProgramsTest
from tests.support.steps import Steps


class Beacon(Steps):
    @classmethod
    def setUpClass(cls):
        cls.relays = Relay(), Relay(), Relay()
        for relay in cls.relays:
            cls.addClassCleanup(relay.close)
        cls.settings = {'PRIZEDRAW_BEACON': ' '.join(relay.url for relay in cls.relays)}
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.weather('fair', 'fair', 'fair')

    def weather(self, *words):
        for relay, word in zip(self.relays, words):
            relay.weather = word
            relay.asked.clear()

    def close(self, *entrants, **more):
        self.begin(*(entrants or ('octocat', 'hubot', 'mojombo')), beacon=True, **more)
        self.expect(200, 'POST', '/enddraw')
        return self.state()

    def let_the_round_come(self):
        """As if the roster had been frozen a minute ago."""
        self.redis('HINCRBY', self.key('fairness'), 'frozen_at', -60)
        self.redis('HINCRBY', self.key('fairness'), 'round', -20)

    def asked(self):
        return [len(relay.asked) for relay in self.relays]


class Life(Beacon, ProgramsTest):
    way = FastCgi

    def test_the_round_is_fixed_by_the_freeze(self):
        self.begin('octocat', beacon=True)
        state = self.state()
        self.assertEqual(state['beacon'], {'chain': CHAIN, 'margin': MARGIN})
        self.assertNotIn('round', state)
        self.expect(200, 'POST', '/enddraw')
        state = self.state()
        self.assertEqual(state['round'], round_from(state['frozen_at'] + MARGIN))
        self.assertEqual(state['round_at'], time_of(state['round']))
        self.assertIn(state['round_at'] - state['frozen_at'] - MARGIN, range(3))
        self.assertEqual(self.asked(), [0, 0, 0])  # only the pick asks

    def test_too_early_and_then_as_it_should_be(self):
        state = self.close()
        refused = self.expect(409, 'POST', '/drawprizes')
        self.assertIn(int(refused.header('Retry-After')), range(10, 20))
        self.assertIn('beacon', refused.text)
        page = self.expect(409, 'POST', '/drawprizes', form={}, headers=BROWSER)
        self.assertIn('number is published in', page.page().main_text)
        self.assertEqual(self.asked(), [0, 0, 0])
        while time.time() < state['round_at'] + 1:
            time.sleep(0.2)
        time.sleep(1)  # Redis's clock counts whole seconds
        self.pick()
        found = self.record()
        record.check(found)
        self.assertEqual(found['version'], 2)
        self.assertEqual(found['beacon'], {'chain': CHAIN, 'margin': MARGIN, 'round': state['round'],
                                           'time': state['round_at'],
                                           **{name: answer_for(state['round'])[name] for name in ('randomness', 'signature')}})
        self.assertNotIn('public', found)
        self.assertEqual(found['commitment'], state['commitment'])
        self.assertEqual(self.asked(), [1, 1, 0])

    def test_the_pick_of_an_open_draw_closes_it_first(self):
        self.begin('octocat', beacon=True)
        self.expect(409, 'POST', '/drawprizes')
        self.assertIn('round', self.state())
        self.let_the_round_come()
        self.expect(200, 'POST', '/drawprizes')

    def test_without_a_beacon_nothing_is_asked(self):
        self.begin('octocat')
        self.assertNotIn('beacon', self.state())
        self.pick()
        self.assertEqual((self.record()['version'], self.asked()), (1, [0, 0, 0]))

    def test_an_older_program_has_no_beacon(self):
        self.begin('octocat', beacon=True)
        self.their_start('Pear')
        self.expect(200, 'POST', '/enter/octocat')
        self.pick()
        self.assertEqual(self.record()['version'], 1)

    def test_a_scheduled_draw_has_its_beacon(self):
        self.expect(200, 'POST', '/startdraw', json={
            'prizes': ['Apple'], 'duration': 0, 'beacon': True, 'opens_at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + 60))})
        commitment = self.state()['scheduled']['commitment']
        self.expect(200, 'POST', '/admin/open-now')
        state = self.state()
        self.assertEqual((state['commitment'], state['beacon']['chain']), (commitment, CHAIN))

    def test_opened_again_only_before_anybody_can_know_the_round(self):
        state = self.close()
        self.expect(200, 'POST', '/admin/reopen')
        self.assertNotIn('round', self.state())
        self.expect(200, 'POST', '/enddraw')
        self.assertGreaterEqual(self.state()['round'], state['round'])
        self.redis('HINCRBY', self.key('fairness'), 'frozen_at', -MARGIN)
        self.expect(409, 'POST', '/admin/reopen')
        self.assertFalse(self.desk().has('form', action='/admin/reopen'))

    def test_no_word_besides(self):
        self.close()
        self.let_the_round_come()
        refused = self.expect(409, 'POST', '/drawprizes', json={'public': 'pineapple'})
        self.assertIn('beacon', refused.text)
        self.assertFalse(self.desk().has('input', name='public'))

    def test_wishes_that_cannot_be(self):
        for wish in {'beacon': 'yes'}, {'beacon': 1}, {'beacon': True, 'method': 'spop'}:
            self.expect(422, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0, **wish})
        self.act(200, '/startdraw', prizes='Apple', duration='0', method='spop', beacon='yes')
        self.assertNotIn('beacon', self.state())

    def test_the_form_has_it_ticked(self):
        self.assertIsNotNone(self.desk().first('input', name='beacon').get('checked', None))
        self.act(200, '/startdraw', prizes='Apple', duration='0', method='ranked', beacon='yes')
        self.assertIn('beacon', self.state())


class Off(Beacon, ProgramsTest):
    way = FastCgi

    @classmethod
    def setUpClass(cls):
        super().setUpClass()

    @classmethod
    def environment(cls, **settings):
        return super().environment(**{**settings, 'PRIZEDRAW_BEACON': ''})

    def test_no_relays_no_beacon(self):
        self.assertFalse(self.desk().has('input', name='beacon'))
        self.expect(422, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0, 'beacon': True})
        self.act(200, '/startdraw', prizes='Apple', duration='0', method='ranked', beacon='yes')
        self.assertNotIn('beacon', self.state())
        policy = self.expect(200, 'GET', '/verify', headers=BROWSER).header('Content-Security-Policy')
        self.assertIn("connect-src 'self';", policy)


class Relays(Beacon, ProgramsTest):
    """The pick with every kind of answer from the relays."""

    way = Cgi

    def picks(self, *weather, asked=None):
        state = self.close()
        self.let_the_round_come()
        self.weather(*weather)
        self.expect(200, 'POST', '/drawprizes')
        found = self.record()
        record.check(found)
        self.assertEqual(found['beacon']['randomness'], answer_for(state['round'] - 20)['randomness'])
        if asked:
            self.assertEqual(self.asked(), asked)

    def test_two_are_compared(self):
        self.picks('fair', 'fair', 'silent', asked=[1, 1, 0])

    def test_the_next_is_asked_where_one_fails(self):
        for weather in ('not_yet', 'broken', 'nonsense', 'list', 'another_round', 'another_hash', 'no_hex', 'short', 'huge'):
            with self.subTest(weather):
                self.picks(weather, 'fair', 'fair', asked=[1, 1, 1])
                self.begin_anew()

    def test_a_redirect_elsewhere_is_not_followed(self):
        elsewhere = Relay()
        self.addCleanup(elsewhere.close)
        self.relays[0].elsewhere = elsewhere.url
        self.picks('abroad', 'fair', 'fair', asked=[1, 1, 1])
        self.assertEqual(elsewhere.asked, [])

    def test_one_is_enough_where_the_others_fail(self):
        self.picks('broken', 'not_yet', 'fair')
        self.begin_anew()
        began = time.monotonic()
        self.picks('fair', 'silent', 'fair')
        self.assertLess(time.monotonic() - began, 5)
        self.begin_anew()
        self.picks('slow', 'broken', 'broken')

    def waits(self, *weather):
        self.close()
        self.let_the_round_come()
        self.weather(*weather)
        refused = self.expect(503, 'POST', '/drawprizes')
        self.assertIn('beacon did not answer', refused.text)
        self.assertIsNotNone(refused.header('Retry-After'))
        self.assertEqual(self.winners(), {})
        self.assertIn('could not pick because the public beacon did not provide round', self.log()[-1]['did'])
        page = self.expect(503, 'POST', '/drawprizes', form={}, headers=BROWSER).page()
        self.assertTrue(page.has('input', name='without_beacon'))

    def test_where_none_answers_the_pick_waits(self):
        self.waits('broken', 'not_yet', 'another_hash')
        self.weather('fair', 'fair', 'fair')
        self.pick()
        record.check(self.record())

    def test_where_two_disagree_the_pick_waits(self):
        self.waits('fair', 'forged', 'fair')

    def test_silent_relays_cost_no_more_than_a_few_seconds(self):
        began = time.monotonic()
        self.waits('silent', 'silent', 'silent')
        self.assertLess(time.monotonic() - began, 20)

    def test_without_the_beacon(self):
        self.waits('broken', 'broken', 'broken')
        state = self.state()
        self.expect(200, 'POST', '/drawprizes', json={'without_beacon': True})
        found = self.record()
        record.check(found)
        self.assertEqual((found['version'], found['beacon'], found['chain'], found['margin'], found['round']),
                         (2, None, CHAIN, MARGIN, state['round']))
        self.assertIn('status 500', found['without_beacon'])
        self.assertEqual(found['commitment'], state['commitment'])
        self.assertIn('picked the winners without the public beacon', self.did()[-1])
        self.assertIn('without the public beacon', self.expect(200, 'GET', '/', headers=BROWSER).page().main_text)
        self.assertEqual(self.state()['without_beacon'], found['without_beacon'])

    def test_nobody_does_without_a_beacon_that_answers(self):
        self.close()
        self.expect(409, 'POST', '/drawprizes', json={'without_beacon': True})
        self.let_the_round_come()
        self.expect(200, 'POST', '/drawprizes', json={'without_beacon': True})
        self.assertIsNotNone(self.record()['beacon'])
