"""Every page in Chromium: markup in names is shown as text, pages fit a phone, and the error pages."""

import os
import signal

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import PHONE, BrowserTest

MARKUP = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "'-alert(1)-'",
          '{{prizes}} & &amp; &lt;', '</li></ul><b>x']
LONG = 'W' * 200


class Markup(BrowserTest):
    def check(self, texts, selector):
        self.assert_no_alert()
        self.assertEqual(sorted(self.texts(selector)), sorted(texts))
        self.assertFalse(self.all('main script, main svg[onload], main img[onerror], main li > b'))

    def test_names_are_text_everywhere(self):
        self.open_draw(*MARKUP)
        for path in '/', '/admin':
            eventually(lambda: (self.go(path), self.check(MARKUP, '.prizes li'), True)[-1])
        self.go('/')
        self.type('input[name=github_id]', 'markup-one', Keys.ENTER)
        eventually(lambda: '<script>alert(1)</script>' in self.text_of('#mine'))
        self.assert_no_alert()
        self.go('/admin')
        self.administer(200, 'POST', '/drawprizes')
        for path in '/', '/admin':
            eventually(lambda: (self.go(path), self.check(['<script>alert(1)</script>'], '.winners strong'), True)[-1])
            won = self.site.redis('HKEYS', 'prizedraw:winners')
            self.check(won, '.winners .prize')
            self.check(set(MARKUP) - set(won), '.prizes li')

    def test_a_refused_form_with_markup(self):
        for scripts in False, True:
            self.scripts(scripts)
            self.go('/admin')
            self.browser.execute_script('arguments[0].value = arguments[1]; arguments[0].form.submit()',
                                        self.find('textarea[name=prizes]'), '\n'.join([*MARKUP, MARKUP[0]]))
            eventually(lambda: self.all('#prizes_error'))
            self.assert_no_alert()
            self.says('#prizes_error', MARKUP[0])
            self.assertEqual(self.find('textarea[name=prizes]').get_property('value').split('\n'), [*MARKUP, MARKUP[0]])

    def test_what_was_typed_comes_back_as_text(self):
        self.open_draw()
        for scripts in False, True:
            self.scripts(scripts)
            self.see('open')
            self.type('input[name=github_id]', '"><script>alert(1)</script>', Keys.ENTER)
            eventually(lambda: self.text_of('#result'))
            self.assert_no_alert()
            self.assertEqual(self.find('input[name=github_id]').get_property('value'), '"><script>alert(1)</script>')


class Layout(BrowserTest):
    def test_every_page_fits_a_phone(self):
        self.size(PHONE)
        self.site.ready_profiles('octocat', 'x' * 39)
        steps = (
            ('none', lambda: None),
            ('open', lambda: self.open_draw(LONG, 'Apple', duration=900)),
            ('closed', lambda: (self.expect(200, 'POST', '/enter/octocat'),
                                self.expect(200, 'POST', '/enter/' + 'x' * 39),
                                self.administer(200, 'POST', '/enddraw'))),
            ('won', lambda: self.administer(200, 'POST', '/drawprizes')),
        )
        for kind, step in steps:
            step()
            for path in '/', '/admin':
                self.see(kind, path)
                self.assert_fits()
                self.assertGreater(self.find('h1').size['height'], 10)
        self.see('won')
        self.shoot('home-long-names')
        for path in '/nowhere', '/enter/octocat/x':
            self.go(path)
            self.assert_fits()

    def test_pages_for_errors(self):
        self.go('/nowhere')
        self.assertIn('404', self.find('main').text)
        self.assertTrue(self.find('header a[href="/"]').is_displayed())
        self.shoot('error-404')
        redis = self.site.redis('INFO', 'server')['process_id']
        os.kill(redis, signal.SIGSTOP)
        try:
            eventually(lambda: (self.go('/'), '503' in self.find('main').text)[-1], 12)
            self.shoot('error-503')
        finally:
            os.kill(redis, signal.SIGCONT)
        self.see('none')

    def test_the_keyboard_is_enough(self):
        self.open_draw()
        self.see('open')
        reached = set()
        for _ in range(12):
            self.browser.switch_to.active_element.send_keys(Keys.TAB)
            element = self.browser.switch_to.active_element
            reached.add(element.get_attribute('name') or element.text)
            if element.tag_name in ('a', 'button', 'input') and element.is_displayed():
                ring = [element.value_of_css_property(name) for name in ('outline-style', 'box-shadow')]
                self.assertNotEqual(ring, ['none', 'none'], f'no focus: {element.get_attribute("outerHTML")[:200]}')
        self.assertLessEqual({'github_id', 'Enter'}, reached)
