"""A phone during a draw: tickets of several people, leaving, the reveal and the celebration of a winner, the announced countdown,
and a site's own colour."""

import contextlib
import os
import time

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import PHONE, log_in
from tests.support.day import Day
from tests.support.site import Site

SHIFTS = '''
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifted += each.value; }))
  .observe({type: 'layout-shift', buffered: true});
'''


# Nothing was loaded for half a second, except by polling.
QUIET = '''
const came = performance.getEntriesByType('resource').filter(({name}) => !name.endsWith('/pulse'));
const {loadEventEnd} = performance.getEntriesByType('navigation')[0];
return loadEventEnd > 0 && performance.now() - Math.max(loadEventEnd, ...came.map((each) => each.responseEnd)) > 500;
'''


class Tickets(Day):
    def setUp(self):
        super().setUp()
        self.see('none')
        self.browser.execute_script('localStorage.clear()')

    def enter(self, login):
        self.site.ready_profiles(login)
        self.type_login(login)
        self.type('#github_id', Keys.ENTER)
        eventually(lambda: f'@{login}' in self.text_of('#mine'))

    def said_of(self, login):
        return next(text for text in self.texts('.mine-card') if f'@{login}' in text)

    def entrants(self):
        return self.site.redis('SMEMBERS', 'prizedraw:entrants')

    def test_the_form_for_somebody_else_stays_open_while_the_page_is_made_anew(self):
        self.open_draw('Apple')
        self.see('open')
        self.enter('octocat')
        self.press('enter somebody else')
        self.administer(200, 'POST', '/admin/prize', json={'add': 'Banana'})
        eventually(lambda: 'Banana' in self.text_of('main'))
        self.assertTrue(self.visible('#github_id'))
        self.enter('hubot')
        self.assertEqual(self.visible('#github_id'), [])  # they are in

    def test_several_people_by_one_phone(self):
        self.size(PHONE)
        self.open_draw('Apple')
        self.see('open')
        self.reads('#enter', 'Enter the draw')
        self.enter('octocat')
        self.reads('#enter', 'Your ticket')
        self.says('#mine', 'Octocat Hubbard @octocat You’re in.')
        self.assertEqual(self.visible('#github_id'), [])
        self.assertEqual(self.find('#mine').get_attribute('aria-live'), 'polite')
        self.enter('hubot')
        self.expect(200, 'POST', '/enter/tj')
        self.enter('tj')  # already entered by another phone
        self.assertIn('is-good', self.find('#result').get_attribute('class'))
        self.assert_fits()
        self.see('open')
        eventually(lambda: len(self.all('.mine-card')) == 3)
        self.assertEqual(len(self.all('#mine form')), 2)
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes')
        winner = self.site.redis('HGET', 'prizedraw:winners', 'Apple')
        self.becomes('won')
        for login in 'octocat', 'hubot', 'tj':
            wanted = 'You won Apple!' if login == winner else 'Not this time.'
            eventually(lambda: wanted in self.said_of(login), 5)
        self.find('.mine-card.is-good a.button').click()
        eventually(lambda: self.browser.current_url.endswith(f'/won/{winner}'))
        self.assertIn('won Apple', self.find('main').text)

    def leave(self):
        def ask():  # the card may be rendered again meanwhile
            if not self.visible('.mine-card form'):
                self.press('leave the draw', '.mine-card')
            self.press('yes, leave', '.mine-card')
            return True
        eventually(ask)

    def test_leaving(self):
        self.open_draw('Apple')
        self.see('open')
        self.enter('octocat')
        self.enter('hubot')
        self.leave()
        eventually(lambda: self.text_of('#result') == 'octocat has left the draw.')
        self.assertEqual(self.entrants(), {'hubot'})
        self.assertNotIn('octocat', self.text_of('#mine'))
        self.leave()
        eventually(lambda: self.entrants() == set() and self.visible('#github_id'))
        self.reads('#enter', 'Enter the draw')
        self.see('open')
        self.assertEqual(self.text_of('#mine'), '')

    def test_leaving_without_scripts(self):
        self.scripts(False)
        self.open_draw('Apple')
        self.see('open')
        self.type('#github_id', 'octocat', Keys.ENTER)
        eventually(lambda: self.all('.mine-card'))
        self.assertEqual(self.visible('#github_id'), [])
        self.confirm('leave the draw', 'yes, leave')
        eventually(lambda: 'octocat has left the draw' in self.text_of('#result'))
        self.assertEqual(self.entrants(), set())
        self.assertTrue(self.visible('#github_id'))

    def test_was_i_in_without_scripts(self):
        self.scripts(False)
        self.open_draw('Apple', entrants=['octocat'])
        self.administer(200, 'POST', '/enddraw')
        self.see('closed')
        self.type('#was_in', 'https://github.com/octocat', Keys.ENTER)
        eventually(lambda: 'Yes: octocat is in this draw.' in self.text_of('[role=status].result'))

    def begin_reveal(self):
        self.open_draw('First', 'Second', reveal='together', entrants=['hubot'])
        self.see('open')
        self.enter('octocat')
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        won = self.site.redis('HGETALL', 'prizedraw:winners')
        return next(place for place, prize in enumerate(('First', 'Second'), 1) if won[prize] == 'octocat')

    def test_a_winners_moment_comes_with_the_reveal(self):
        place = self.begin_reveal()
        self.browser.execute_script('window.stayed = true')
        for shown in range(place):
            self.administer(200, 'POST', '/admin/reveal', json={'shown': shown})
            eventually(lambda: len(self.texts('.winners li')) == shown, 10)
            eventually(lambda: 'You’re in. Fingers crossed!' in self.text_of('#mine'))
            self.assertEqual(len(self.texts('.prizes.is-waiting li')), 2 - shown)
            self.assertFalse(self.all('.shower'))
        self.administer(200, 'POST', '/admin/reveal', json={'shown': place})
        eventually(lambda: 'You won' in self.text_of('#mine') and self.all('.shower i'), 10)
        self.assertIn(self.text_of('#news'), ('Another winner is revealed!', 'The winners have changed.'))
        self.assertTrue(self.browser.execute_script('return window.stayed'))
        eventually(lambda: not self.all('.shower'), 10)
        self.go('/')
        eventually(lambda: 'You won' in self.text_of('#mine'))
        self.assertFalse(self.all('.shower'))  # once

    def test_no_motion_where_none_is_wanted(self):
        place = self.begin_reveal()
        self.colours({'name': 'prefers-reduced-motion', 'value': 'reduce'})
        self.administer(200, 'POST', '/admin/reveal', json={'shown': place})
        eventually(lambda: 'You won' in self.text_of('#mine'), 10)
        self.assertFalse(self.all('.shower'))
        self.colours()

    def test_the_countdown_is_said_aloud(self):
        self.open_draw('Apple', duration=63)
        self.see('open')
        self.assertEqual(self.find('#countdown').get_attribute('role'), 'status')
        self.assertEqual(self.text_of('#countdown'), '')
        eventually(lambda: self.text_of('#countdown') == '1 minute left.', 6)

    def test_nothing_jumps(self):
        """Cumulative layout shift, also while content loads slowly."""
        for state in 'none', 'open', 'closed', 'won':
            self.to_state(state)
            self.see(state)
            winner = next(iter(self.site.redis('HVALS', 'prizedraw:winners')), '')
            for path in '/', '/verify', '/was-i-in', *([f'/won/{winner}'] if winner else []):
                for size in PHONE, (1366, 768):
                    self.size(size)
                    with self.first(SHIFTS), self.slow_network():
                        self.go(path)
                        eventually(lambda: self.browser.execute_script(QUIET))
                        shifted = self.browser.execute_script('return window.shifted')
                    self.assertLess(shifted, 0.02, f'{path} while {state} at {size}')

    @contextlib.contextmanager
    def slow_network(self):
        for latency, throughput in (80, 100_000), (0, -1):
            self.browser.execute_cdp_cmd('Network.emulateNetworkConditions', {
                'offline': False, 'latency': latency, 'downloadThroughput': throughput, 'uploadThroughput': throughput})
            if latency:
                yield

    def test_verify_asks_for_no_record_that_is_not_there(self):
        for state in 'none', 'open', 'closed':
            self.to_state(state)
            self.see(state)
            eventually(lambda: (self.go('/verify'), 'no record yet' in self.text_of('#cannot'))[-1])
            self.logs()
            self.go('/verify')
            time.sleep(0.3)
            self.assertEqual(self.logs()[0], [], state)


class Painted(Site):
    def __init__(self, state, **settings):
        super().__init__(state, PRIZEDRAW_ACCENT=os.environ.get('ACCENT', '#ffee00'), PRIZEDRAW_LOGO='/assets/icon.svg', **settings)


class Colour(Day):
    """Yellow is among the worst for text."""

    kind = Painted

    def setUp(self):
        super().setUp()
        log_in(self.browser, self.site)

    def test_it_is_on_every_page_and_can_be_read(self):
        self.open_draw('Apple', entrants=['octocat'], title='PyData San Diego')
        for path in '/', '/verify', '/was-i-in', '/admin':
            self.go(path)
            self.assertEqual(self.browser.execute_script("return getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"),
                             self.browser.execute_script("return [...document.styleSheets].pop().cssRules[0].style.getPropertyValue('--accent').trim()"))
            self.assertEqual(self.find('.brand img').get_property('naturalWidth') > 0, True)
            self.check_look(path)
            self.shoot('accent-' + path.strip('/').replace('/', '-'))
