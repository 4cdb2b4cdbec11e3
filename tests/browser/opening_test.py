"""The opening form and the open draw's changes in Chromium: prizes moved, described and pasted, times in the organiser's
time zone, and changes that one click undoes."""

import datetime
import zoneinfo

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.support import eventually
from tests.support.browser import PHONE, VISIBLE, BrowserTest

ZONE = zoneinfo.ZoneInfo('Asia/Kolkata')  # half an hour off


class Opening(BrowserTest):
    def setUp(self):
        super().setUp()
        self.browser.execute_cdp_cmd('Emulation.setTimezoneOverride', {'timezoneId': str(ZONE)})
        self.addCleanup(self.browser.execute_cdp_cmd, 'Emulation.setTimezoneOverride', {'timezoneId': ''})

    def rows(self):
        return self.visible('.rows .row')

    def names(self):
        return self.typed(0)

    def notes(self):
        return self.typed(1)

    def typed(self, which):
        return self.browser.execute_script(VISIBLE + """
            return visible('.rows .row').map((row) => row.querySelectorAll('input')[arguments[0]].value);""", which)

    def fields(self, row):
        return row.find_elements(By.TAG_NAME, 'input')

    def begin_with(self, text):
        self.see('none', '/admin')
        self.paste(self.fields(self.rows()[0])[0], text)

    def label(self):
        return self.browser.switch_to.active_element.get_attribute('aria-label')

    def open_it(self, then='open'):
        self.confirm('open the draw', 'yes, open it' if then == 'open' else 'yes, schedule it', then)

    def state(self):
        return self.site.ask('GET', '/state').json()

    def order(self):
        return self.browser.execute_script('return [...document.querySelectorAll(".prizes li > bdi")].map((each) => each.textContent)')

    def fill(self, selector, value):
        """As a date or time picker would."""
        self.browser.execute_script('arguments[0].value = arguments[1];'
                                    'arguments[0].dispatchEvent(new Event("input", {bubbles: true}))', self.find(selector), value)

    def here(self, **later):
        return datetime.datetime.now(ZONE) + datetime.timedelta(**later)


class Prizes(Opening):
    def test_moved_by_buttons(self):
        self.begin_with('Apple\nPear\nFig')
        self.find('[aria-label="Move prize 3 up"]').click()
        self.assertEqual(self.names(), ['Apple', 'Fig', 'Pear'])
        self.assertEqual(self.label(), 'Move prize 2 up')  # still the same prize
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.assertEqual(self.names(), ['Fig', 'Apple', 'Pear'])
        self.find('[aria-label="Move prize 1 down"]').click()
        self.assertEqual((self.names(), self.label()), (['Apple', 'Fig', 'Pear'], 'Move prize 2 down'))
        self.shoot('opening-rows')
        self.open_it()
        self.assertEqual(self.order(), ['Apple', 'Fig', 'Pear'])
        self.see('open')
        self.assertEqual(self.order(), ['Apple', 'Fig', 'Pear'])

    def test_moved_by_dragging(self):
        self.begin_with('Apple\nPear\nFig')
        handles = self.all('.rows .handle')
        ActionChains(self.browser).drag_and_drop(handles[0], handles[2]).perform()
        self.assertEqual(self.names(), ['Pear', 'Fig', 'Apple'])
        self.assertEqual(self.find('#prizes').get_property('value'), 'Pear\nFig\nApple')

    def test_on_a_phone(self):
        self.size(PHONE)
        self.begin_with('Apple\nA very long name of a prize that nobody can read in one line on a phone\nFig')
        self.assert_fits()
        for button in self.visible('.rows .moves button'):
            self.assertGreaterEqual(min(button.size.values()), 44, button.get_attribute('aria-label'))
        self.find('[aria-label="Move prize 2 up"]').click()
        self.assertEqual(self.names()[1], 'Apple')

    def test_a_line_about_each(self):
        self.see('none', '/admin')
        self.fields(self.rows()[0])[0].send_keys('2 x Mug', Keys.TAB)
        self.browser.switch_to.active_element.send_keys('by Acme | since 1950', Keys.ENTER)
        self.assertEqual((self.names(), self.notes()), (['Mug 1', 'Mug 2'], ['by Acme | since 1950'] * 2))
        self.press('add a prize')
        self.browser.switch_to.active_element.send_keys('Hat | by Brand', Keys.TAB)
        self.assertEqual((self.names()[2], self.notes()[2]), ('Hat', 'by Brand'))
        self.press('add a prize')
        self.browser.switch_to.active_element.send_keys('Hat', Keys.TAB)
        self.confirm('open the draw', 'yes, open it')
        eventually(lambda: 'Hat' in self.text_of('#prizes_error'))
        self.assertEqual(self.names(), ['Mug 1', 'Mug 2', 'Hat', 'Hat'])
        self.assertEqual(self.notes(), ['by Acme | since 1950'] * 2 + ['by Brand', ''])
        self.find('[aria-label="Remove prize 4"]').click()
        self.open_it()
        self.assertEqual(self.texts('.prizes li > small'), ['by Acme | since 1950'] * 2 + ['by Brand'])

    def test_a_line_about_nothing(self):
        self.see('none', '/admin')
        self.fields(self.rows()[0])[1].send_keys('by Acme', Keys.TAB)
        self.says('#problem_1', 'Name this prize')
        self.confirm('open the draw', 'yes, open it')
        eventually(lambda: 'Prize 1 is empty' in self.text_of('#prizes_error'))
        self.assertEqual((self.names(), self.notes()), ([''], ['by Acme']))

    def test_rows_of_a_spreadsheet(self):
        self.begin_with('Mug\t2\tby Acme\nHat\t1\nPear\tby Brand\n')
        self.assertEqual(self.names(), ['Mug 1', 'Mug 2', 'Hat', 'Pear'])
        self.assertEqual(self.notes(), ['by Acme', 'by Acme', '', 'by Brand'])

    def test_what_may_mean_something_else_is_asked(self):
        self.begin_with('1. Mug\n2. Hat\n3 Sticker\nBadge x 2\nPear')
        self.assertEqual(self.names(), ['1. Mug', '2. Hat', '3 Sticker', 'Badge x 2', 'Pear'])
        bullets, counts = self.texts('.offers p')
        self.assertIn('“1. Mug”', bullets)
        self.assertIn('“3 Sticker” mean 3 prizes', counts)
        self.shoot('opening-offers')
        self.press('yes', '.offers p:first-child')
        self.assertEqual(self.names(), ['Mug', 'Hat', '3 Sticker', 'Badge x 2', 'Pear'])
        self.press('yes', '.offers')
        self.assertEqual(self.names(), ['Mug', 'Hat', 'Sticker 1', 'Sticker 2', 'Sticker 3', 'Badge 1', 'Badge 2', 'Pear'])
        self.assertEqual(self.texts('.offers p'), [])

    def test_kept_as_it_is(self):
        self.begin_with('3 Body Problem\nPear')
        self.press('no, keep it', '.offers')
        self.assertEqual(self.texts('.offers p'), [])
        self.open_it()
        self.assertEqual(self.order(), ['3 Body Problem', 'Pear'])

    def test_asked_once_more_where_nobody_has_answered(self):
        self.begin_with('3 Sticker\nPear')
        self.confirm('open the draw', 'yes, open it')
        eventually(lambda: 'Left unchanged: 3 Sticker.' in self.text_of('.result'))
        self.assertEqual(self.names(), ['3 Sticker', 'Pear'])
        self.open_it()
        self.assertEqual(self.order(), ['3 Sticker', 'Pear'])

    def test_one_more_and_another_name(self):
        self.open_draw('Zebra', 'Apple')
        self.see('open', '/admin')
        self.press('add a prize')
        self.type('#new_prize', 'Mug')
        self.press('yes, add it')
        eventually(lambda: self.order() == ['Zebra', 'Apple', 'Mug'])
        self.press('rename a prize')
        self.assertEqual(self.find('#renamed_prize').get_property('value'), 'Zebra')
        Select(self.find('#old_prize')).select_by_visible_text('Apple')
        field = self.find('#renamed_prize')
        self.assertEqual(field.get_property('value'), 'Apple')
        field.clear()
        field.send_keys('Pear')
        self.press('yes, rename it')
        eventually(lambda: self.order() == ['Zebra', 'Pear', 'Mug'])


class Times(Opening):
    def test_until_a_time_of_day(self):
        self.begin_with('Apple')
        self.fields(self.rows()[0])[0].send_keys('Apple')
        self.assertFalse(self.visible('#closes'))
        Select(self.find('#duration')).select_by_value('at')
        end = self.here(hours=3)
        self.fill('#closes', end.strftime('%H:%M'))
        self.says('#closes_hint', 'GMT+5:30')
        self.shoot('opening-times')
        self.open_it()
        wanted = end.replace(second=0, microsecond=0).astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        self.assertEqual(self.state()['closes_at'], wanted)
        for path in '/admin', '/':
            self.see('open', path)
            eventually(lambda: self.text_of('[data-closes-at]') != '')
            self.assertIn(end.strftime('%I:%M').lstrip('0'), self.text_of('[data-closes-at]').lstrip('0'))

    def test_opens_at_its_time(self):
        self.begin_with('Apple\nPear')
        begin = self.here(hours=30)
        end = begin + datetime.timedelta(hours=1)
        self.fill('#opens', begin.strftime('%Y-%m-%dT%H:%M'))
        Select(self.find('#duration')).select_by_value('at')
        self.fill('#closes', end.strftime('%H:%M'))
        self.open_it('none')
        eventually(lambda: self.visible('[action$="/admin/open-now"], #scheduled'))
        scheduled = self.state()['scheduled']
        self.assertEqual(scheduled['opens_at'][:16], begin.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M'))
        self.assertEqual(scheduled['closes_at'][:16], end.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M'))
        said = self.text_of('.lines bdi[data-says]')
        self.assertNotIn('Z', said)
        self.assertIn(begin.strftime('%I:%M').lstrip('0'), said)
        self.shoot('scheduled-desk')
        self.see('none')
        self.says('.banner', 'opens at')
        self.shoot('scheduled-home')
        self.site.redis('HSET', 'prizedraw:scheduled', 'opens_at', self.site.redis('TIME')[0])
        self.becomes('open')

    def schedule(self, **wish):
        at = self.here(hours=30).isoformat(timespec='seconds')
        self.administer(200, 'POST', '/startdraw', json={
            'prizes': ['Zebra', {'name': '3 Apples', 'note': 'by Acme'}], 'opens_at': at, 'title': 'June', **wish})
        self.see('none', '/admin')

    def test_what_is_scheduled_is_shown_and_changed(self):
        for scripts in True, False:
            with self.subTest(scripts=scripts):
                self.site.redis('FLUSHALL')
                self.scripts(scripts)
                self.schedule(duration=2700)
                before = self.state()['scheduled']
                self.assertEqual(self.texts('#main .prizes li'), ['Zebra', '3 Apples by Acme'])
                self.press('change it')
                self.assertEqual(self.find('#prizes').get_property('value'), 'Zebra\n3 Apples | by Acme')
                self.assertEqual(self.find('#duration').get_property('value'), '2700')
                self.assertEqual(self.find('#title').get_property('value'), 'June')
                self.assertTrue(self.visible('#reveal'))  # options with unusual values are open
                self.shoot('scheduled-change')
                self.type('#title', ' and July')
                self.confirm('change the draw', 'yes, schedule it')
                eventually(lambda: self.state()['scheduled']['title'] == 'June and July')
                after = self.state()['scheduled']
                self.assertNotEqual(after['draw'], before['draw'])
                self.assertEqual(*(each['opens_at'][:16] for each in (before, after)))
                self.assertEqual(*(each['closes_at'][:16] for each in (before, after)))
                self.assertEqual(self.site.redis('HGET', 'prizedraw:scheduled', 'reveal'), 'at-once')

    def test_a_change_that_is_refused_leaves_it_scheduled(self):
        self.schedule(duration=0)
        before = self.state()['scheduled']
        self.press('change it')
        self.type('#title', 'x' * 50)
        self.browser.execute_script('document.getElementById("title").removeAttribute("maxlength")')
        self.type('#title', 'x' * 50)
        self.confirm('change the draw', 'yes, schedule it')
        eventually(lambda: self.visible('#title_error'))
        self.assertEqual(self.state()['scheduled'], before)
        self.assertTrue(self.visible('#prizes, .rows'))

    def test_a_scheduled_draw_that_closes_days_later(self):
        self.schedule(closes_at=self.here(days=4).isoformat(timespec='seconds'))
        before = self.state()['scheduled']
        self.press('change it')
        self.confirm('change the draw', 'yes, schedule it')
        eventually(lambda: self.state()['scheduled']['draw'] != before['draw'])
        self.assertEqual(self.state()['scheduled']['closes_at'], before['closes_at'])

    def test_what_only_some_need(self):
        self.see('none', '/admin')
        self.assertFalse(self.visible('#opens, #method, #reveal, #draws'))
        self.fields(self.rows()[0])[0].send_keys('Apple')
        self.press('more options')
        self.type_anew('#draws', '99')
        self.press('more options')
        self.confirm('open the draw', 'yes, open it')
        self.assertTrue(self.visible('#draws'))  # fields with errors are shown
        self.assertEqual(self.shown, 'none')

    def test_a_refused_time_comes_back(self):
        self.begin_with('Apple\nPear')
        yesterday = self.here(days=-1).strftime('%Y-%m-%dT%H:%M')
        self.fill('#opens', yesterday)
        Select(self.find('#duration')).select_by_value('at')
        self.fill('#closes', '18:30')
        self.confirm('open the draw', 'yes, schedule it')
        eventually(lambda: 'passed' in self.text_of('#opens_error'))
        self.assertEqual(self.find('#opens').get_property('value'), yesterday)
        self.assertEqual(self.find('#closes').get_property('value'), '18:30')
        self.assertTrue(self.visible('#closes'))

    def test_five_minutes_more_and_a_time_to_close(self):
        self.open_draw('Apple', duration=60)
        self.see('open', '/admin')
        self.press('+5 min')
        eventually(lambda: self.state()['closes_in'] > 300)
        self.see('open', '/admin')
        self.press('change the time')
        self.assertEqual(self.find('#time_left').get_property('value'), '6')
        end = self.here(hours=2)
        self.fill('#close_at', end.strftime('%H:%M'))
        self.press('yes, close at this time')
        eventually(lambda: self.state()['closes_in'] > 3600)
        self.assertEqual(self.state()['closes_at'][14:], end.astimezone(datetime.timezone.utc).strftime('%M:00Z'))

    def test_the_page_follows_the_time_to_close(self):
        self.open_draw('Apple', duration=60)
        self.see('open')
        before = self.text_of('[data-closes-at]')
        self.administer(200, 'POST', '/admin/time', json={'add': 30})
        eventually(lambda: self.text_of('[data-closes-at]') != before, 8)

    def test_a_close_by_mistake(self):
        self.open_draw('Apple', entrants=['octocat'])
        self.see('open', '/admin')
        self.confirm('close the draw', 'yes, close it now', 'closed')
        self.press('reopen')
        self.shoot('reopen')
        self.press('yes, reopen it')
        self.becomes('open')
        self.see('open')
        self.says('.fairness', 'reopened at')

    def test_without_scripts(self):
        self.scripts(False)
        self.see('none', '/admin')
        self.assertFalse(self.visible('#opens, #closes, [value=at]'))
        self.type('#prizes', 'Mug | by Acme\n3 Sticker')
        self.press('open the draw')
        page = self.find('html')
        self.press('yes, open it')
        eventually(lambda: self.find('html') != page and 'Left unchanged: 3 Sticker.' in self.text_of('.result'))
        self.confirm('open the draw', 'yes, open it', 'open')
        self.assertEqual(self.order_without_scripts(), ['Mug', '3 Sticker'])
        self.assertRegex(self.text_of('time'), 'UTC$')

    def order_without_scripts(self):
        return self.texts('.prizes li > bdi')
