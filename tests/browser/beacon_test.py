"""The public beacon as people meet it: everybody counts down to its round, and the desk picks by itself when it is out."""

import time

from tests.support import eventually
from tests.support.beacon import Relay
from tests.support.day import Day
from tests.support.programs import BROWSER
from tests.support.site import Site


class WithRelay(Site):
    def __init__(self, folder, **settings):
        self.relay = Relay()
        super().__init__(folder, PRIZEDRAW_BEACON=self.relay.url, **settings)

    def stop(self):
        super().stop()
        self.relay.close()


class Beacon(Day):
    kind = WithRelay

    def setUp(self):
        super().setUp()
        self.site.relay.asked.clear()

    def test_from_the_form_to_the_record(self):
        self.to_state('none')
        self.see('none', '/admin')
        self.assertTrue(self.find('[name=beacon]').is_selected())
        self.find('#prize_1').send_keys('Apple')
        self.press('open the draw')
        self.press('yes, open it now')
        eventually(lambda: self.shown == 'open')
        self.site.ready_profiles('octocat', 'hubot')
        for login in 'octocat', 'hubot':
            self.expect(200, 'POST', f'/enter/{login}')
        self.administer(200, 'POST', '/enddraw')
        state = self.expect(200, 'GET', '/state').json()
        self.site.relay.weather = 'fair'
        for path in '/', '/stage':
            page = eventually(lambda: self.expect(200, 'GET', path, headers=BROWSER).page().first('dd', **{'data-closes-in': True}))
            self.assertLess(int(page.get('data-closes-in')), 20)
        self.see('closed', '/admin')
        self.assertRegex(self.text_of('[data-closes-in]'), r'^0:[01]\d$')
        self.press('pick the winners')
        self.press('yes, pick them as soon as it is out')
        time.sleep(1)
        self.assertTrue(self.site.relay.asked == [] or time.time() > state['round_at'])  # it waits
        eventually(lambda: self.shown == 'won', 30)
        self.assertGreaterEqual(time.time(), state['round_at'])
        self.assertEqual(len(self.site.relay.asked), 1)  # once
        self.administer(200, 'POST', '/admin/reveal', json={'shown': 1})
        found = eventually(lambda: self.expect(200, 'GET', '/record').json())
        self.assertEqual((found['version'], found['beacon']['round']), (2, state['round']))

    def test_a_beacon_that_stays_away(self):
        self.to_state('none')
        self.site.relay.weather = 'broken'
        self.open_draw('Apple', entrants=['octocat'], beacon=True)
        self.administer(200, 'POST', '/enddraw')
        self.site.redis('HINCRBY', 'prizedraw:fairness', 'frozen_at', -60)
        self.site.redis('HINCRBY', 'prizedraw:fairness', 'round', -20)
        self.see('closed', '/admin')
        self.press('pick the winners')
        self.press('yes, pick them now')
        eventually(lambda: 'beacon has not answered' in self.text_of('[role=alert]'))
        self.press('pick without the beacon')
        self.press('yes, pick without the beacon')
        eventually(lambda: self.shown == 'won')
        self.see('won')
        self.assertIn('without the public beacon', self.text_of('main'))
        self.see('won', '/stage')
