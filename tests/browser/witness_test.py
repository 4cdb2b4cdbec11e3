"""What an open page has seen of a draw, and shows once all winners are revealed."""

import hashlib
import json
import urllib.parse

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.beacon import Relay
from tests.support.browser import PHONE
from tests.support.day import Day
from tests.support.site import Site

BEFORE = 'This phone saw the fixed list of entrants before the winners were picked'
CHECK = ' Verify it yourself'


class Lit(Site):
    """With a public beacon."""

    def __init__(self, state, **settings):
        self.relays = Relay(), Relay()
        super().__init__(state, PRIZEDRAW_BEACON=' '.join(relay.url for relay in self.relays), **settings)

    def stop(self):
        for relay in self.relays:
            relay.close()
        return super().stop()


class Witness(Day):
    kind = Lit

    def setUp(self):
        super().setUp()
        self.browser.execute_cdp_cmd('Emulation.setTouchEmulationEnabled', {'enabled': True})
        self.size(PHONE)
        self.see('none')
        self.browser.execute_script('localStorage.clear(); sessionStorage.clear()')

    def tearDown(self):
        self.browser.execute_cdp_cmd('Emulation.setTouchEmulationEnabled', {'enabled': False})
        super().tearDown()

    # What happens to the draw

    def begin(self, **more):
        self.open_draw('First', 'Second', entrants=['hubot', 'tj'], **more)
        self.see('open')
        self.site.ready_profiles('octocat')
        self.type('#github_id', 'octocat', Keys.ENTER)
        eventually(lambda: '@octocat' in self.text_of('#mine'))
        self.noted('commitments')

    def close(self, fixed=1):
        self.administer(200, 'POST', '/enddraw')
        self.noted('fixed', fixed)

    def pick(self):
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')

    def fairness(self, name):
        return self.site.redis('HGET', 'prizedraw:fairness', name)

    def change(self, **fields):
        self.site.redis('HSET', 'prizedraw:fairness', *(word for pair in fields.items() for word in pair))

    # What the page does

    def noted(self, what, count=1):
        """Waits until the page has received it."""
        draw = self.fairness('draw')

        def look():
            kept = self.browser.execute_script('return localStorage.getItem("prizedraw:witness:/")')
            return [len(note[what]) for note in json.loads(kept or '[]') if note['draw'] == draw] == [count]
        eventually(look, 8)

    def says(self, text, kind='is-good', role='status'):
        eventually(lambda: self.text_of('#witness') == text + CHECK, 12)
        element = self.find('#witness')
        self.assertEqual((element.get_attribute('class'), element.get_attribute('role')), (f'result {kind}', role))
        self.assertEqual(self.find('#witness a').get_property('pathname'), '/verify')

    def warns(self, text):
        self.says(f'Warning: {text} Ask the organiser.', 'is-bad')

    def look_at(self, name):
        self.browser.execute_script('document.getElementById("witness").scrollIntoView({block: "center", behavior: "instant"})')
        self.check_look(name)
        self.shoot(name)
        self.size(PHONE)


class All(Witness):
    def test_the_line_comes_when_the_winners_do(self):
        self.begin()
        self.close()
        self.becomes('closed')
        self.hears(1)  # and the ticket has been updated too
        self.assertEqual(self.all('#witness'), [])
        self.logs()
        self.pick()
        self.says(f'{BEFORE}, and you are on it.')
        asked = [urllib.parse.urlsplit(event['params']['request']['url']).path for event in self.logs()[1]
                 if event['method'] == 'Network.requestWillBeSent']
        self.assertEqual(asked.count('/record'), 1)
        self.assertEqual(asked.count('/state/octocat'), 1)  # by the ticket
        self.look_at('witness-good')
        self.go('/')
        self.says(f'{BEFORE}, and you are on it.', role=None)  # not news any more

    def test_a_beacon_and_a_shared_reveal(self):
        self.begin(beacon=True, reveal='together')
        self.close()
        eventually(lambda: self.site.ask('POST', '/drawprizes', login=self.site.login).status == 200, 30)
        self.becomes('won')
        for shown in 1, 2:
            self.hears()
            self.assertEqual(self.all('#witness'), [], shown)
            self.administer(200, 'POST', '/admin/reveal', json={'shown': shown})
        eventually(lambda: self.all('#witness'), 10)
        eventually(lambda: self.text_of('#witness') != '', 12)
        self.assertRegex(self.text_of('#witness'), r'^This phone saw the fixed list of entrants about 1?\d seconds before the beacon’s round, '
                                                   r'and you are on it\. Verify it yourself$')
        self.look_at('witness-beacon')

    def test_who_saw_nothing_says_nothing(self):
        self.to_state('won')
        self.see('won')
        self.hears()
        self.assertEqual(self.text_of('#witness'), '')

    def test_the_stage_is_a_witness_too(self):
        self.open_draw('First', entrants=['octocat'])
        self.see('open', '/stage')
        self.noted('commitments')
        self.close()
        self.administer(200, 'POST', '/drawprizes')
        self.see('won')
        self.says(f'{BEFORE}.', role=None)

    def test_opened_again(self):
        self.begin()
        self.close()
        self.administer(200, 'POST', '/admin/reopen')
        self.site.ready_profiles('mojombo')
        self.expect(200, 'POST', '/enter/mojombo')
        self.becomes('open')
        self.close(fixed=2)
        self.pick()
        self.says(f'{BEFORE}, and you are on it. The draw was reopened in between, so an earlier list no longer counts.')

    def test_who_was_removed_is_not_missed(self):
        self.begin()
        self.administer(200, 'POST', '/admin/take-out', json={'github_id': 'octocat', 'reason': 'asked for it'})
        self.close()
        self.pick()
        self.says(f'{BEFORE}.')

    def test_the_list_of_entrants_was_deleted(self):
        self.begin()
        self.close()
        self.pick()
        self.says(f'{BEFORE}, and you are on it.')
        draw = self.fairness('draw')
        self.site.redis('DEL', f'prizedraw:record:{draw}', f'prizedraw:order:{draw}', 'prizedraw:entrants')
        self.go('/')
        eventually(lambda: self.text_of('#witness').startswith(BEFORE), 12)
        self.assertIn('is-good', self.find('#witness').get_attribute('class'))


class BehindItsBack(Witness):
    """Somebody with the password of Redis."""

    def test_another_secret(self):
        self.begin()
        self.close()
        secret = bytes(range(32))
        self.change(secret=secret.hex(), commitment=hashlib.sha256(secret).hexdigest())
        self.pick()
        self.warns('the fingerprint of the locked secret is not what this phone saw before the winners were picked.')
        self.look_at('witness-bad')

    def test_another_list(self):
        self.begin()
        self.close()
        self.site.ready_profiles('mojombo')
        self.site.redis('SADD', 'prizedraw:entrants', 'mojombo')
        entrants = sorted(self.site.redis('SMEMBERS', 'prizedraw:entrants'))
        self.change(entrants_sha256=hashlib.sha256('\n'.join(entrants).encode()).hexdigest())
        self.pick()
        self.warns('the list of entrants is not what this phone saw before the winners were picked.')

    def test_a_record_of_another_list(self):
        self.begin()
        self.close()
        key = f'prizedraw:record:{self.fairness("draw")}'
        self.administer(200, 'POST', '/drawprizes')
        record = json.loads(self.site.redis('GET', key))
        self.site.redis('SET', key, json.dumps({**record, 'prizes_sha256': '0' * 64}, separators=(',', ':')))
        self.becomes('won')
        self.warns('the list of prizes is not what this phone saw before the winners were picked.')

    def test_a_change_after_all(self):
        self.begin()
        self.close()
        self.pick()
        self.says(f'{BEFORE}, and you are on it.')
        self.change(prizes_sha256='0' * 64)
        self.warns('the list of prizes is not what this phone saw before the winners were picked.')

    def test_somebody_is_missing(self):
        self.begin()
        self.site.redis('SREM', 'prizedraw:entrants', 'octocat')
        self.close()
        self.pick()
        self.warns('this phone saw that octocat entered, but octocat is not on the list of entrants.')
