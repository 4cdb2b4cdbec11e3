"""The public beacon in Chromium: everybody sees a countdown to its round, and the desk picks automatically once it is published."""

import json
import subprocess
import sys
import time

from tests.support import eventually, record, temporary_folder
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
        self.type('#prize_1', 'Apple')
        self.confirm('open the draw', 'yes, open it now', 'open')
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
        self.confirm('pick the winners', 'yes, pick them when it is published')
        time.sleep(1)
        self.assertTrue(self.site.relay.asked == [] or time.time() > state['round_at'])  # it waits
        self.becomes('won', 30)
        self.assertGreaterEqual(time.time(), state['round_at'])
        self.assertEqual(len(self.site.relay.asked), 1)  # once
        self.administer(200, 'POST', '/admin/reveal', json={'shown': 1})
        found = eventually(lambda: self.expect(200, 'GET', '/record').json())
        self.assertEqual((found['version'], found['beacon']['round']), (2, state['round']))
        for check in self.by_the_page, self.by_the_saved_file, self.by_the_program:
            with self.subTest(check.__name__):
                check(found)

    def the_relays_confirm(self, picture):
        eventually(lambda: self.text_of('#verdict') == 'verified')
        self.press('ask the beacon')
        eventually(lambda: self.text_of('#asked') not in ('', 'Asking…'))
        self.shoot(picture)
        self.reads('#verdict', 'verified, and the beacon confirms it')
        self.assertEqual(self.all('.fails'), [])

    def by_the_page(self, _):
        self.go('/verify')
        self.the_relays_confirm('verify-beacon')

    def by_the_saved_file(self, found):
        page = self.expect(200, 'GET', f'/draws/{found["draw"]}/file', headers=BROWSER).text
        where = temporary_folder(self.addCleanup) / 'draw.html'
        where.write_text(page)
        self.browser.get(f'file://{where}')
        self.the_relays_confirm('saved-file-beacon')

    def by_the_program(self, found):
        folder = temporary_folder(self.addCleanup)
        (folder / 'check.py').write_text(record.readme_program())
        for changed, is_good in ({}, True), ({'round': found['beacon']['round'] + 1}, False):
            (folder / 'record.json').write_text(json.dumps({**found, 'beacon': {**found['beacon'], **changed}}))
            done = subprocess.run([sys.executable, 'check.py', 'record.json'], cwd=folder, capture_output=True, text=True, timeout=20)
            self.assertEqual((done.returncode == 0, 'does not match' in done.stdout), (is_good, not is_good), done)

    def test_a_beacon_that_stays_away(self):
        self.to_state('none')
        self.site.relay.weather = 'broken'
        self.open_draw('Apple', entrants=['octocat'], beacon=True)
        self.administer(200, 'POST', '/enddraw')
        self.site.redis('HINCRBY', 'prizedraw:fairness', 'frozen_at', -60)
        self.site.redis('HINCRBY', 'prizedraw:fairness', 'round', -20)
        self.see('closed', '/admin')
        self.confirm('pick the winners', 'yes, pick them now')
        eventually(lambda: 'beacon did not answer' in self.text_of('[role=alert]'))
        self.confirm('pick without the beacon', 'yes, pick without the beacon', 'won')
        self.see('won')
        self.says('main', 'without the public beacon')
        self.see('won', '/stage')
