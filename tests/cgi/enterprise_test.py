"""GitHub Enterprise Server: links to profiles and pictures of people follow the settings."""

from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' {}; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'")


@both_ways
class GitHubItself(Steps):
    host, pictures = 'https://github.com', 'https://avatars.githubusercontent.com'

    def test_links_and_pictures(self):
        self.begin('octocat', prizes=['Apple'])
        pages = [self.expect(200, 'GET', path, headers=BROWSER) for path in ('/', '/admin/entrants', '/verify', '/stage')]
        self.pick()
        pages += [self.expect(200, 'GET', path, headers=BROWSER) for path in ('/', '/admin', '/stage')]
        for page in pages:
            self.assertEqual(page.every('Content-Security-Policy'), [POLICY.format(self.pictures)])
        links = [link.get('href') for page in pages for link in page.page().all('a') if link.get('href').endswith('/octocat')
                 and not link.get('href').startswith('/won/')]
        self.assertEqual(links, [f'{self.host}/octocat'] * 3)
        self.assertEqual(self.expect(200, 'GET', '/state').every('Content-Security-Policy'), [])


@both_ways
class Enterprise(GitHubItself):
    settings = {'GITHUB_URL': 'https://ghe.example:8443/', 'GITHUB_PICTURES': 'https://avatars.ghe.example https://ghe.example'}
    host, pictures = 'https://ghe.example:8443', settings['GITHUB_PICTURES']
