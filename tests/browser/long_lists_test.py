"""Long lists in Chromium: pages and a search that follow the draw, the reveal across pages, and a winner who is not on the page
shown."""

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import PHONE, BrowserTest

MANY = [f'Prize {number:03}' for number in range(250)]


class LongLists(BrowserTest):
    def test_pages_and_a_search(self):
        for scripts in True, False:
            with self.subTest(scripts=scripts):
                self.site.redis('FLUSHALL')
                self.scripts(scripts)
                self.open_draw(*MANY)
                self.see('open')
                self.assertEqual(self.texts('.prizes li'), MANY[:100])
                self.shoot('home-pages')
                self.type('.pages [rel=next]', Keys.ENTER)
                eventually(lambda: self.texts('.prizes li') == MANY[100:200])
                self.type('#q', 'prize 24', Keys.ENTER)
                eventually(lambda: self.texts('.prizes li') == MANY[240:])
                self.shoot('home-search')
                self.size(PHONE)
                self.assert_fits()
                self.see('open', '/admin')
                self.shoot('admin-pages')

    def test_a_page_of_it_is_live(self):
        self.open_draw(*MANY)
        self.see('open', '/?page=3')
        self.site.redis('SADD', 'prizedraw:prizes', 'Prize 999')  # manually: sorted after the typed ones
        eventually(lambda: 'Prize 999' in self.texts('.prizes li'), 10)
        self.site.ready_profiles('octocat')
        self.type('#github_id', 'https://github.com/octocat?tab=stars', Keys.ENTER)
        eventually(lambda: 'Octocat Hubbard' in self.text_of('#mine'))
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        self.assertEqual(self.browser.execute_script('return location.search'), '')  # the winners are a new list
        eventually(lambda: 'You won Prize' in self.text_of('#mine'))

    def test_who_won_what_is_on_another_page(self):
        self.open_draw(*MANY)
        self.site.ready_profiles('octocat')
        self.see('open')
        self.type('#github_id', 'octocat', Keys.ENTER)
        eventually(lambda: 'Octocat Hubbard' in self.text_of('#mine'))
        for i in range(1, 250):
            self.site.redis('SADD', 'prizedraw:entrants', f'user-{i:03}')
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes')
        for page in 1, 2, 3:
            self.see('won', f'/?page={page}')
            eventually(lambda: 'You won Prize' in self.text_of('#mine'))
        self.shoot('home-won-pages')
        self.see('won', '/?q=octocat')
        self.assertEqual(len(self.texts('.winners li')), 1)
        self.see('won', '/admin?page=2')
        self.shoot('admin-won-pages')

    def test_the_reveal_goes_from_page_to_page(self):
        self.open_draw(*MANY)
        for i in range(250):
            self.site.redis('SADD', 'prizedraw:entrants', f'user-{i:03}')
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes')
        self.see('won', '/stage')
        place = lambda: self.text_of('#place')
        self.assertEqual(place(), '0 of 250')
        self.says('#drum', '250 prizes')
        self.key(Keys.PAGE_DOWN)
        self.assertEqual((place(), self.visible('.awards .prize')[0].text), ('1 of 250', MANY[0]))
        self.shoot('stage-one')
        self.key(Keys.END)
        eventually(lambda: (place(), len(self.visible('.awards li'))) == ('1 to 100 of 250', 25))
        self.shoot('stage-all')
        for begin in 25, 50, 75:
            self.key(Keys.PAGE_DOWN)
            self.assertEqual(self.visible('.awards .prize')[0].text, MANY[begin])
        self.key(Keys.PAGE_DOWN)
        eventually(lambda: place() == '100 of 250')
        self.says('#drum', 'next 100')
        self.key(Keys.PAGE_DOWN)
        self.assertEqual(self.visible('.awards .prize')[0].text, MANY[100])
        self.browser.refresh()
        eventually(lambda: place() == '101 of 250')
        self.key(Keys.PAGE_UP)
        self.key(Keys.PAGE_UP)
        eventually(lambda: place() == '1 to 100 of 250')
        self.go('/stage?page=3')
        self.key(Keys.END)
        self.assertEqual(place(), '201 to 250 of 250')
        self.key(Keys.PAGE_DOWN)
        self.assertEqual(self.visible('.awards .prize')[0].text, MANY[225])
        self.key(Keys.HOME)
        eventually(lambda: place() == '0 of 250')
