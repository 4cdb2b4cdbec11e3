"""GitHub Enterprise Server in Chromium: its pictures are shown, and links lead to its profiles."""

from tests.support import eventually
from tests.support.browser import ENTERPRISE, BrowserTest
from tests.support.site import Site


class EnterpriseSite(Site):
    def __init__(self, folder, **settings):
        super().__init__(folder, GITHUB_URL='https://ghe.example', GITHUB_PICTURES=f'https://{ENTERPRISE}', **settings)


class Enterprise(BrowserTest):
    kind = EnterpriseSite

    def test_pictures_and_links(self):
        self.open_draw('Apple')
        self.site.ready_profiles('octocat', avatar_url=f'https://{ENTERPRISE}/u/7?v=4')
        self.expect(200, 'POST', '/enter', form={'github_id': 'https://ghe.example/octocat/'})
        self.shows('open', '/stage')
        self.administer(200, 'POST', '/drawprizes')
        self.shows('won', '/admin')
        self.shows('won', '/')
        self.assertEqual(self.find('.winners a.login').get_attribute('href'), 'https://ghe.example/octocat')

    def shows(self, kind, path):
        self.see(kind, path)
        eventually(lambda: self.find('main .avatar').get_property('naturalWidth') > 0)
        self.assertIn(ENTERPRISE, self.find('main .avatar').get_attribute('src'))
