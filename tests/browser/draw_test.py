"""A draw from opening to winners, clicked through in Chromium, with JavaScript and without."""

import contextlib
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.support import eventually
from tests.support.browser import PHONE, BrowserTest
from tests.support.github import profile


class Steps(BrowserTest):
    def enter(self, login):
        """Types an ID, sends it, and returns the texts of the ticket and of the result."""
        told = lambda: self.text_of('#mine') + self.text_of('#result')
        before = told()
        self.type_login(login)
        if not before:
            self.type('#github_id', Keys.ENTER)
        else:
            self.press('enter', 'form')
        return eventually(lambda: told() not in ('', before) and told())

    def assert_still(self, *keys):
        """Nothing has happened yet."""
        for key in keys:
            self.assertTrue(self.site.redis('EXISTS', f'prizedraw:{key}'), f'{key} has gone')

    def winners(self):
        return self.site.redis('HGETALL', 'prizedraw:winners')

    def check_winners(self, selector='.winners li'):
        """Each winner with name, prize and picture, the pictures loaded."""
        won = self.winners()
        found = {}
        for item in self.all(selector):
            picture = item.find_element(By.TAG_NAME, 'img')
            self.browser.execute_script('arguments[0].scrollIntoView()', picture)
            number = picture.get_attribute('src').split('/u/')[1].split('?')[0]
            name = item.find_element(By.TAG_NAME, 'strong').text
            found[item.find_element(By.CSS_SELECTOR, '.prize').text] = name, number
            eventually(lambda: picture.get_property('naturalWidth') > 0)
        whole = {prize: profile(login) for prize, login in won.items()}
        self.assertEqual(found, {prize: (user['name'], str(user['id'])) for prize, user in whole.items()})


class WithJavaScript(Steps):
    def rows(self):
        return [row for row in self.visible('.rows input') if row.get_attribute('aria-label').startswith('Prize ')]

    def prizes_typed(self):
        return [row.get_property('value') for row in self.rows()]

    def duration_chosen(self):
        return Select(self.find('select[name=duration]')).first_selected_option.get_attribute('value')

    def open_by_hand(self, *prizes, duration='0'):
        self.see('none', '/admin')
        self.paste(self.rows()[0], '\n'.join(prizes) + '\n')
        Select(self.find('select[name=duration]')).select_by_value(duration)
        self.confirm('open the draw', 'yes, open it now', 'open')

    def test_a_whole_draw(self):
        self.see('none')
        self.shoot('home-none')
        self.open_by_hand('An Apple', 'A Banana', 'A Cherry', duration='900')
        self.assertEqual(self.texts('.prizes li'), ['An Apple', 'A Banana', 'A Cherry'])
        self.shoot('admin-open')
        self.see('open')
        self.assertEqual(self.texts('.prizes li'), ['An Apple', 'A Banana', 'A Cherry'])
        self.assertRegex(self.text_of('[data-closes-in]'), '1[45]')
        self.shoot('home-open')

        results = [self.enter('OctoCat')]
        self.assertIn('Octocat Hubbard', results[0])
        self.shoot('home-entered')
        results.append(self.enter('octocat'))
        results.append(self.enter('missing-one'))
        self.assertEqual(self.find('input[name=github_id]').get_property('value'), 'missing-one')
        self.shoot('home-no-such-user')
        self.assertEqual(len(set(results)), 3, results)
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), {'octocat'})
        self.assertIn('Hubot Hubbard', self.enter('@hubot '))
        eventually(lambda: self.text_of('[data-entrants]') == '2', 8)

        self.see('open', '/admin')
        self.assertFalse(self.visible('form[action$="/enddraw"] button'))
        self.press('close')
        self.assert_still('is_open')
        self.shoot('admin-ask')
        self.find('form[action$="/enddraw"] button').click()
        self.becomes('closed')
        self.shoot('admin-closed')
        self.see('closed')
        self.shoot('home-closed')

        self.see('closed', '/admin')
        self.press('pick')
        self.assert_still('prizes', 'entrants')
        self.find('form[action$="/drawprizes"] button').click()
        self.becomes('won')
        self.assertEqual(self.texts('.winners li'), [])
        self.shoot('admin-reveal')
        self.confirm('reveal all', 'yes, reveal all')
        eventually(lambda: len(self.texts('.winners li')) == 2)
        self.check_winners()
        self.shoot('admin-won')
        self.see('won')
        self.check_winners()
        self.assertEqual(len(self.texts('.prizes li')), 1)
        self.shoot('home-won')

    def test_while_github_cannot_say(self):
        self.github.weather = 'broken-one'
        self.open_draw('Apple')
        self.see('open')
        self.assertRegex(self.enter('OctoCat'), 'octocat.*GitHub is busy')
        self.shoot('home-unverified')
        self.administer(200, 'POST', '/drawprizes')
        self.see('won')
        self.assertEqual(self.texts('.winners strong'), ['octocat'])
        self.shoot('home-won-unverified')

    def enter_and_wait(self, login):
        """GitHub answers after the page has said that the entry is unverified."""
        self.fresh()
        self.open_draw('Apple')
        self.see('open')
        with self.github.hold(login) as hold:
            self.assertRegex(self.enter(login), f'{login}.*GitHub is busy')
            hold.release()

    def test_github_answers_later(self):
        self.enter_and_wait('octocat')
        eventually(lambda: self.text_of('#mine').startswith('Octocat Hubbard @octocat You’re in.Leave'), 20)
        self.assertIn('avatars', self.find('#mine img.avatar').get_attribute('src'))

    def test_github_says_later_that_there_is_no_such_user(self):
        self.enter_and_wait('missing-one')
        eventually(lambda: 'GitHub has no user called missing-one' in self.text_of('#mine'), 20)
        self.assertEqual(self.text_of('#result'), '')

    def test_too_late(self):
        self.open_draw()
        self.see('open')
        self.type_login('octocat')
        self.site.redis('DEL', 'prizedraw:is_open')
        with contextlib.suppress(AssertionError):  # the page may have changed and have no form
            self.type('#github_id', Keys.ENTER)
        eventually(lambda: re.search('(?i)not open|closed', self.text_of('#result') + self.text_of('#main h1')))
        self.assertEqual(self.site.redis('EXISTS', 'prizedraw:entrants'), 0)

    def test_the_page_moves_on_by_itself(self):
        self.open_draw('Apple', entrants=['octocat'])
        self.see('open')
        self.site.redis('PEXPIRE', 'prizedraw:is_open', '50')
        self.becomes('closed')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        self.check_winners()

    def test_rows_of_prizes(self):
        self.see('none', '/admin')
        self.shoot('admin-none')
        row, = self.rows()
        row.send_keys('First', Keys.ENTER)
        self.assertEqual(len(self.rows()), 2)
        self.browser.switch_to.active_element.send_keys('Second')
        self.press('add a prize')
        self.assertEqual(len(self.rows()), 3)
        self.browser.switch_to.active_element.send_keys('Third')
        self.paste(self.rows()[2], 'ignored: one line')  # inserted by the browser itself
        self.press('add a prize')
        self.paste(self.rows()[3], '\r\nFourth\r\n\r\n  Fifth & Co \rSixth')
        self.assertEqual(self.prizes_typed(), ['First', 'Second', 'Third', 'Fourth', 'Fifth & Co', 'Sixth'])
        self.find('[aria-label="Remove prize 2"]').click()
        self.assertEqual(self.prizes_typed(), ['First', 'Third', 'Fourth', 'Fifth & Co', 'Sixth'])
        self.shoot('admin-rows')
        self.confirm('open the draw', 'yes, open it now', 'open')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:prizes'),
                         {'First', 'Third', 'Fourth', 'Fifth & Co', 'Sixth'})

    def test_a_long_pasted_list(self):
        self.see('none', '/admin')
        prizes = [f'Prize {number}' for number in range(1000)]
        self.paste(self.rows()[0], '\n'.join(prizes))
        self.confirm('open the draw', 'yes, open it now', 'open')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:prizes'), set(prizes))
        self.size(PHONE)
        self.assert_fits()

    def test_another_duration(self):
        self.see('none', '/admin')
        self.assertFalse(self.visible('input[name=minutes]'))
        self.rows()[0].send_keys('Apple')
        Select(self.find('select[name=duration]')).select_by_value('other')
        minutes, = self.visible('input[name=minutes]')
        minutes.clear()
        minutes.send_keys('7')
        self.confirm('open the draw', 'yes, open it now', 'open')
        self.assertIn(self.site.redis('TTL', 'prizedraw:is_open'), range(400, 421))

    def test_a_refused_form_comes_back(self):
        self.see('none', '/admin')
        self.paste(self.rows()[0], 'Apple\nBanana\nApple\n')
        Select(self.find('select[name=duration]')).select_by_value('1800')
        self.confirm('open the draw', 'yes, open it now')
        reason = eventually(lambda: self.visible('#prizes_error') and self.text_of('#prizes_error'))
        self.assertIn('Apple', reason)
        self.assertEqual(self.prizes_typed(), ['Apple', 'Banana', 'Apple'])
        self.assertEqual(self.duration_chosen(), '1800')
        self.shoot('admin-refused')
        self.rows()[2].clear()
        self.rows()[2].send_keys('Cherry')
        self.confirm('open the draw', 'yes, open it now', 'open')

    def test_refused_because_of_another_organiser(self):
        self.see('none', '/admin')
        self.rows()[0].send_keys('Mine')
        self.open_draw('Theirs')
        self.confirm('open the draw', 'yes, open it now')
        eventually(lambda: self.visible('[role=alert]'))
        self.assertEqual(self.shown, 'open')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:prizes'), {'Theirs'})


class WithoutJavaScript(Steps):
    def setUp(self):
        super().setUp()
        self.scripts(False)

    def submit(self, button):
        """Presses and waits for the next page."""
        page = self.find('html')
        button.click()
        complete = 'return document.readyState === "complete"'
        eventually(lambda: self.browser.execute_script(complete) and self.find('html') != page)

    def enter(self, login):
        self.type_login(login)
        self.submit(self.button('enter', 'form'))
        return self.text_of('.result')

    def test_a_whole_draw(self):
        self.see('none', '/admin')
        self.shoot('plain-admin-none')
        self.type('textarea[name=prizes]', 'An Apple\nA Banana\nAn Apple')
        Select(self.find('select[name=duration]')).select_by_value('other')
        self.type('input[name=minutes]', '20')
        self.press('open the draw')
        self.submit(self.button('yes, open it now'))
        self.says('#prizes_error', 'An Apple')
        field = self.find('textarea[name=prizes]')
        self.assertEqual(field.get_property('value').split('\n'), ['An Apple', 'A Banana', 'An Apple'])
        self.assertEqual(self.find('input[name=minutes]').get_property('value'), '20')
        self.shoot('plain-admin-refused')
        field.clear()
        field.send_keys('An Apple\nA Banana\nA Cherry\n')
        self.press('open the draw')
        self.submit(self.button('yes, open it now'))
        self.assertEqual(self.shown, 'open')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:prizes'), {'An Apple', 'A Banana', 'A Cherry'})
        self.assertIn(self.site.redis('TTL', 'prizedraw:is_open'), range(1100, 1201))

        self.see('open')
        results = [self.enter('OctoCat')]
        results.append(self.enter('octocat'))
        results.append(self.enter('missing-one'))
        self.assertEqual(self.find('input[name=github_id]').get_property('value'), 'missing-one')
        self.shoot('plain-home-no-such-user')
        results.append(self.enter('no such/../id'))
        self.assertEqual(self.find('input[name=github_id]').get_property('value'), 'no such/../id')
        self.enter('@hubot')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), {'octocat', 'hubot'})

        self.see('open', '/admin')
        self.assertFalse(self.visible('form[action$="/enddraw"] button'))
        self.press('close')
        self.assert_still('is_open')
        self.submit(self.find('form[action$="/enddraw"] button'))
        self.assertEqual(self.shown, 'closed')
        self.press('pick')
        self.submit(self.find('form[action$="/drawprizes"] button'))
        self.assertEqual(self.shown, 'won')
        self.assertEqual(self.texts('.winners li'), [])
        while self.all('form[action$="/admin/reveal"]'):
            self.submit(self.find('form[action$="/admin/reveal"] button'))
        self.check_winners()
        self.see('won')
        self.check_winners()
        self.assertEqual(len(set(results)), 4, results)

    def test_too_late(self):
        for gone, shown in (('is_open',), 'closed'), (('is_open', 'prizes'), 'none'):
            self.open_draw()
            eventually(lambda: (self.see('open'), self.site.redis('EXISTS', 'prizedraw:is_open'))[-1])
            self.site.redis('DEL', *(f'prizedraw:{key}' for key in gone))
            self.assertRegex(self.enter('octocat'), '(?i)not open|closed')
            self.assertEqual(self.shown, shown)
