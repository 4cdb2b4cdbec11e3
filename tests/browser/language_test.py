"""Each language in Chromium."""

from selenium.webdriver.common.keys import Keys

from tests.support import eventually, languages
from tests.support.browser import BrowserTest


class Languages(BrowserTest):
    def test_each(self):
        """The page, what scripts write and what they are told are in one language, right to left where it is."""
        self.open_draw('Apple', duration=900)
        said = set()
        for code in ('en', *languages.CODES.values()):
            for path in '/', '/admin', '/stage':
                self.go(f'{path}?lang={code}')
                html = self.find('html')
                self.assertEqual((html.get_attribute('lang'), html.get_attribute('dir')), (code, 'rtl' if code == 'ar' else 'ltr'))
            self.go(f'/?lang={code}')
            self.type_login('missing-one')
            self.find('#github_id').send_keys(Keys.ENTER)
            said.add(eventually(lambda: self.text_of('#result')))
        self.assertEqual(len(said), 1 + len(languages.CODES))

    def test_a_renewed_page_keeps_its_language(self):
        self.go('/?lang=de')
        self.open_draw('Apple')
        self.becomes('open')
        self.assertEqual(self.find('html').get_attribute('lang'), 'de')
        german = self.text_of('h1')
        self.go('/?lang=en')
        self.assertNotEqual(self.text_of('h1'), german)

    def test_words_that_come_later(self):
        """What an open page saw is told in its language, by a module that is loaded after the pick."""
        self.open_draw('Apple', entrants=['octocat'])
        self.go('/?lang=de')
        self.becomes('open')
        self.hears()
        self.administer(200, 'POST', '/enddraw')
        self.becomes('closed')
        self.hears()
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        german = eventually(lambda: self.text_of('#witness'), 20)
        self.assertNotIn('This ', german)
        self.assertNotIn('saw', german)

    def test_words_that_are_rarely_needed(self):
        text, = (strings[0] for text, _, strings, _, _ in languages.texts(languages.CATALOGUES / 'de.po')
                 if text == 'The organiser has removed {id} from this draw.')
        self.open_draw('Apple')
        self.site.ready_profiles('octocat')
        self.see('open')
        self.go('/?lang=de')
        self.type_login('octocat')
        self.find('#github_id').send_keys(Keys.ENTER)
        eventually(lambda: '@octocat' in self.text_of('#mine'))
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': 'organises'})
        self.says('#mine', text.replace('{id}', 'octocat'))
