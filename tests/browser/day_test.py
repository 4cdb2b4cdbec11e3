"""The day of the draw in Chromium: two browsers in one draw, the reveal, the server unavailable for a while, the desk."""

import contextlib
import time

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import start_browser
from tests.support.day import PEOPLE, Day

MARKUP = '<img src=x onerror=alert(1)>'


class Phones(Day):
    """What the home page shows without a reload: a mark set on the window lasts as long as the page."""

    def setUp(self):
        super().setUp()
        self.go('/')
        self.browser.execute_script('localStorage.clear(); sessionStorage.clear()')

    @contextlib.contextmanager
    def of(self, browser):
        mine, self.browser = self.browser, browser
        try:
            yield
        finally:
            self.browser = mine

    def stays(self):
        self.browser.execute_script('window.stayed = true')

    def assert_stayed(self):
        self.assertTrue(self.browser.execute_script('return window.stayed === true'), 'the page was reloaded')

    def within(self, seconds, selector, text):
        eventually(lambda: any(text in each for each in self.texts(selector)), seconds)

    def enter(self, login):
        self.type('input[name=github_id]', login, Keys.ENTER)
        eventually(lambda: 'You’re in.' in self.text_of('#mine'))

    def seconds_shown(self):
        minutes, seconds = map(int, self.text_of('[data-closes-in]').split(':'))
        return 60 * minutes + seconds

    def test_two_browsers_through_one_draw(self):
        both = self.browser, start_browser(self.addCleanup)
        for browser in both:
            with self.of(browser):
                self.see('none')
                self.stays()
        self.open_draw('Apple', duration=600)
        for browser, login in zip(both, ('octocat', 'hubot')):
            with self.of(browser):
                self.becomes('open')
                self.enter(login)
        for browser in both:
            with self.of(browser):
                eventually(lambda: self.text_of('[data-entrants]') == '2', 10)
                eventually(lambda: abs(self.seconds_shown() - self.site.redis('TTL', 'prizedraw:is_open')) <= 1)
        self.administer(200, 'POST', '/admin/time', form={'minutes': '30'})
        for browser in both:
            with self.of(browser):
                self.within(10, '[data-closes-in]', '29:')
        self.administer(200, 'POST', '/enddraw')
        for browser, login in zip(both, ('octocat', 'hubot')):
            with self.of(browser):
                self.becomes('closed')
                self.says('#mine', f'@{login} You’re in. Fingers crossed!')
        self.administer(200, 'POST', '/drawprizes')
        winner = self.site.redis('HGET', 'prizedraw:winners', 'Apple')
        for browser, login in zip(both, ('octocat', 'hubot')):
            with self.of(browser):
                self.becomes('won')
                wanted = f'@{login} You won Apple!' if login == winner else f'@{login} Not this time.'
                self.within(5, '#mine', wanted)
                self.shoot(f'home-mine-{login == winner}')
                self.says('#news', 'winners are here')
                self.assert_stayed()
        self.administer(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        for browser, login in zip(both, ('octocat', 'hubot')):
            with self.of(browser):
                wanted = 'Not this time' if login == winner else 'You won Apple'
                self.within(12, '#mine', wanted)
                self.assert_stayed()

    def test_nothing_jumps_while_somebody_types(self):
        self.to_state('open')
        self.see('open')
        self.stays()
        field = self.find('input[name=github_id]')
        field.send_keys('octoc')
        self.administer(200, 'POST', '/enddraw')
        self.within(10, '#news', 'The draw has closed')
        self.assertEqual((self.shown, field.get_property('value')), ('open', 'octoc'))
        self.assertTrue(self.browser.execute_script('return document.activeElement === arguments[0]', field))
        field.clear()
        self.becomes('closed')
        self.assert_stayed()

    def test_polls_with_an_etag_and_jitter(self):
        self.to_state('none')
        self.see('none')
        self.logs()
        time.sleep(3.5)
        asked, first = {}, None
        for event in self.logs()[1]:
            parameters = event['params']
            if event['method'] == 'Network.requestWillBeSent' and parameters['request']['url'].endswith('/pulse'):
                asked[parameters['requestId']] = parameters['timestamp']
                first = parameters['requestId'] if len(asked) == 1 else first
            if event['method'] == 'Network.responseReceivedExtraInfo' and parameters['requestId'] in asked.keys() - {first}:
                self.assertEqual(parameters['statusCode'], 304)
        times = sorted(asked.values())
        gaps = [b - a for a, b in zip(times, times[1:])]
        self.assertGreater(len(gaps), 1)
        for gap in gaps:
            self.assertTrue(1.9 / 4 < gap < 1 + 0.6, gaps)  # 2 to 4 s, accelerated
        self.assertGreater(max(gaps) - min(gaps), 0.01, 'no jitter')

    def test_the_server_gone_for_ten_seconds(self):
        self.to_state('open')
        self.see('open')
        self.stays()
        self.site.stop()
        self.within(12, '#news', 'unavailable')
        time.sleep(6)
        self.assertEqual(self.shown, 'open')
        self.site.start()
        for login in ('late-one',):
            self.site.ready_profiles(login)
            self.expect(200, 'POST', f'/enter/{login}')
        self.within(25, '[data-entrants]', str(len(PEOPLE) + 1))
        eventually(lambda: self.text_of('#news') == '')
        self.assert_stayed()
        self.logs()  # the console reports the failed requests

    def test_hidden_and_back(self):
        self.to_state('open')
        self.see('open')
        hide = '''Object.defineProperty(document, 'hidden', {configurable: true, value: arguments[0]});
                  document.dispatchEvent(new Event('visibilitychange'));'''
        self.browser.execute_script(hide, True)
        self.hears(1)  # the request that was already due
        self.administer(200, 'POST', '/enddraw')
        self.reaches('DRAW_CLOSED_WITH_ENTRANTS')
        time.sleep(2)
        self.assertEqual(self.shown, 'open')
        self.browser.execute_script(hide, False)
        self.becomes('closed', 3.5)

    def test_another_draw_is_not_mine(self):
        self.to_state('open')
        self.see('open')
        self.enter('defunkt')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        self.open_draw('Cherry', entrants=('octocat',))
        self.becomes('open')
        self.assertEqual(self.text_of('#mine'), '')


class Desk(Day):
    def log(self):
        return [f'{fields["who"]} {fields["did"]}' for _, fields in self.site.redis('XRANGE', 'prizedraw:log', '-', '+')]

    def test_every_action(self):
        for scripts in True, False:
            with self.subTest(scripts=scripts):
                self.scripts(True)
                self.to_state('open')
                self.see('open', '/admin')
                self.scripts(scripts)
                self.go('/admin')
                self.press('change the time')
                self.type_anew('#time_left', '20')
                self.press('yes, change the time')
                eventually(lambda: 'Done: set the draw to stay open for 20 min.' in self.texts('.result'))
                self.press('exclude people')
                self.type('#github_ids', 'hubot')
                self.shoot('admin-exclude')
                self.press('yes, exclude them')
                eventually(lambda: 'Done: excluded hubot.' in self.texts('.result'))
                self.confirm('hubot', 'yes, allow hubot to enter again')
                eventually(lambda: 'Done: allowed hubot to enter again.' in self.texts('.result'))
                self.go('/admin/entrants')
                self.type('#search', 'TJ', Keys.ENTER)
                eventually(lambda: len(self.all('.people li')) == 1)
                self.press('remove')
                self.type('#reason_tj', 'organises')
                self.find('[name=keep_out]').click()
                self.shoot('entrants-remove')
                self.press('yes, remove tj')
                eventually(lambda: 'Done: removed and excluded tj: organises.' in self.texts('.result'))
                self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), {'mojombo', 'octocat', 'wycats'})
                self.assertEqual(self.site.redis('SISMEMBER', 'prizedraw:excluded', 'tj'), 1)
                self.go('/admin')
                self.confirm('close the draw', 'yes, close it now', 'closed')
                self.confirm('pick the winners', 'yes, pick them now', 'won')
                self.confirm('redraw', 'yes, redraw it')
                # Three entrants for four prizes: no entrant is left, and the page says so.
                eventually(lambda: any('No entrant is left' in text for text in self.texts('.result')))
                lines = zip(self.texts('ol.lines strong'), self.texts('ol.lines [data-says]'))
                shown = [' '.join(line) for line in lines][::-1]
                self.assertEqual(shown, self.log()[-len(shown):])

    def test_tables_hold_what_redis_holds(self):
        self.to_state('open')
        self.go('/admin/entrants')
        ids = [link.get_attribute('href').rsplit('/', 1)[1] for link in self.all('.people a')]
        self.assertEqual(ids, sorted(self.site.redis('SMEMBERS', 'prizedraw:entrants')))
        self.to_state('won')
        self.see('won', '/admin')
        held = self.site.redis('HGETALL', 'prizedraw:winners')
        shown = {item.find_element('css selector', '.prize').text:
                 item.find_element('css selector', 'strong a').get_attribute('href').rsplit('/', 1)[1]
                 for item in self.all('.winners li')}
        self.assertEqual(shown, held)
        past = [link.get_attribute('href').rsplit('/', 1)[1] for link in self.all('section[aria-labelledby=past] a[href*="/record/"]')]
        self.assertEqual(past, [entry.split(' ')[0] for entry in self.site.redis('LRANGE', 'prizedraw:records', 0, -1)])

    def test_quantities_as_rows(self):
        self.to_state('none')
        self.see('none', '/admin')
        self.type('#prize_1', '3 x Sticker pack', Keys.ENTER)
        eventually(lambda: self.values() == ['Sticker pack 1', 'Sticker pack 2', 'Sticker pack 3'])
        self.confirm('open the draw', 'yes, open it now', 'open')
        self.assertEqual(self.texts('.prizes li'), ['Sticker pack 1', 'Sticker pack 2', 'Sticker pack 3'])

    def test_quantities_without_scripts(self):
        self.to_state('none')
        self.scripts(False)
        self.see('none', '/admin')
        self.type('textarea[name=prizes]', '2 x Mug')
        self.confirm('open the draw', 'yes, open it now')
        eventually(lambda: any('Quantities are now' in text for text in self.texts('.result')))
        self.assertEqual(self.find('textarea[name=prizes]').get_property('value'), 'Mug 1\nMug 2')
        self.shoot('admin-quantities')
        self.confirm('open the draw', 'yes, open it now', 'open')

    def rows(self):
        return self.all('.rows input[aria-label^="Prize "]')

    def values(self):
        return [row.get_property('value') for row in self.rows()]

    def open_and_see(self, *prizes):
        self.confirm('open the draw', 'yes, open it now', 'open')
        self.assertEqual(self.texts('.prizes li'), sorted(prizes))

    def test_a_prize_that_looks_like_a_quantity(self):
        """Expanded once; the organiser's edits then stay, also in a form that comes back with an error."""
        self.to_state('none')
        self.see('none', '/admin')
        self.type('#prize_1', '2 x 16 GB RAM kit', Keys.ENTER)
        eventually(lambda: self.values() == ['16 GB RAM kit 1', '16 GB RAM kit 2'])
        for row, typed in zip(self.rows(), ('2 x 16 GB RAM kit', 'Mug')):
            row.clear()
            row.send_keys(typed, Keys.TAB)
        self.press('add a prize')
        self.browser.switch_to.active_element.send_keys('Mug')
        self.confirm('open the draw', 'yes, open it now')
        eventually(lambda: self.visible('#prizes_error'))
        self.assertEqual(self.values(), ['2 x 16 GB RAM kit', 'Mug', 'Mug'])
        self.find('[aria-label="Remove prize 3"]').click()
        self.open_and_see('2 x 16 GB RAM kit', 'Mug')

    def test_a_prize_that_looks_like_a_quantity_without_scripts(self):
        for typed, shown in (('2 x 16 GB RAM kit', '16 GB RAM kit 1\n16 GB RAM kit 2'), ('2 x 3 x Mug', '3 x Mug 1\n3 x Mug 2')):
            with self.subTest(typed=typed):
                self.to_state('none')
                self.scripts(False)
                self.see('none', '/admin')
                self.type('textarea[name=prizes]', typed)
                self.confirm('open the draw', 'yes, open it now')
                eventually(lambda: self.find('textarea[name=prizes]').get_property('value') == shown)
                if typed.startswith('2 x 16'):
                    self.type_anew('textarea[name=prizes]', typed)
                    shown = typed
                self.open_and_see(*shown.split('\n'))

    def test_minutes_that_are_none(self):
        self.to_state('none')
        self.scripts(False)  # the browser would not send them
        self.see('none', '/admin')
        self.type('textarea[name=prizes]', 'Mug')
        self.find('#duration option[value=other]').click()
        self.confirm('open the draw', 'yes, open it now')
        eventually(lambda: self.visible('#duration_error'))
        self.says('#duration_error', 'minutes')
        self.assertNotIn('seconds', self.text_of('#duration_error'))

    def test_the_audience_is_asked_after_the_close(self):
        self.to_state('open')
        self.see('open', '/admin')
        self.press('pick the winners')
        self.assertEqual(self.all('#public'), [])
        self.administer(200, 'POST', '/enddraw')
        self.see('closed', '/admin')
        self.press('pick the winners')
        self.type('#public', 'Grüße')
        self.shoot('admin-word')
        self.press('yes, pick them now')
        self.becomes('won')
        eventually(lambda: self.expect(200, 'GET', '/record').json()['public'] == 'Grüße')  # once the cache has it

    def test_nobody_is_asked_where_redis_picks(self):
        self.open_draw('Mug', entrants=['octocat'], method='spop')
        self.administer(200, 'POST', '/enddraw')
        self.see('closed', '/admin')
        self.press('pick the winners')
        self.assertEqual(self.all('#public'), [])
        self.press('yes, pick them now')
        self.becomes('won')

    def test_a_draw_is_given_up(self):
        self.to_state('closed')
        self.see('closed', '/admin')
        self.press('cancel the draw')
        self.shoot('admin-cancel')
        self.press('yes, cancel it')
        self.becomes('none')
        self.assertTrue(any('cancelled the draw' in text for text in self.texts('.result')), self.texts('.result'))
        self.assertEqual(self.site.redis('EXISTS', 'prizedraw:entrants'), 0)

    def test_the_desk_is_live(self):
        self.to_state('open')
        self.see('open', '/admin')
        self.site.ready_profiles('late-one')
        self.expect(200, 'POST', '/enter/late-one')
        eventually(lambda: self.text_of('[data-entrants]') == str(len(PEOPLE) + 1), 10)
        self.administer(200, 'POST', '/enddraw')
        self.becomes('closed')

    def test_markup_in_every_name(self):
        self.open_draw(MARKUP, '{{prizes}}')
        self.expect(200, 'POST', '/enter/markup-one')
        self.site.ready_profiles('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': MARKUP})
        self.see('open', '/stage')
        self.assertIn(MARKUP, self.texts('.offers li'))
        eventually(lambda: '<script>alert(1)</script>' in self.texts('.faces bdi'), 8)
        for path in '/admin', '/admin/entrants', '/stage':
            self.go(path)
            self.assert_no_alert()
            self.assertFalse(self.all('main script, main img[onerror]'))
        self.administer(200, 'POST', '/drawprizes')
        self.see('won', '/stage')
        self.find('body').send_keys(Keys.END)
        self.assertEqual(self.texts('.award .winner'), ['<script>alert(1)</script>'])
        self.go('/admin')
        self.assert_no_alert()
        self.assertFalse(self.all('main script, main img[onerror]'))
