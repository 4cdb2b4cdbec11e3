"""What people type as a GitHub username: a profile's address, a mention, invisible characters, a managed user's name, an e-mail
address, an organisation. (The whole table is tests/usernames.json.)"""

import urllib.parse

from tests.support.programs import BROWSER, ProgramsTest, both_ways
from tests.support.steps import Steps

OCTOCAT = ('octocat', '@OctoCat', '＠octocat', ' octocat ', 'octo\u200bcat\ufeff', '\u2066octocat\u2069', 'octocat.', 'octocat/',
           'https://github.com/octocat', 'github.com/octocat/', 'HTTP://www.GitHub.com/octocat?tab=repositories')


@both_ways
class Spelling(Steps):
    def test_all_mean_the_same(self):
        for typed in OCTOCAT:
            with self.subTest(typed=typed):
                self.begin_anew()
                self.open_draw()
                self.ready_profile('octocat')
                self.assertEqual(self.enter(200, typed).json()['login'], 'Octocat')
                self.assertEqual(self.members('entrants'), {'octocat'})

    def test_excluded_and_let_in_again(self):
        for typed in OCTOCAT:
            with self.subTest(typed=typed):
                self.act(200, '/admin/exclude', github_ids=f'hubot, {typed}\nmona')
                self.assertEqual(self.members('excluded'), {'hubot', 'octocat', 'mona'})
                self.act(200, '/admin/allow', github_id=typed)
                self.assertEqual(self.members('excluded'), {'hubot', 'mona'})

    def test_search(self):
        self.begin('octocat', 'hubot', 'mona_acme')
        for typed, found in (*((typed, 'octocat') for typed in OCTOCAT), ('_ac', 'mona_acme'), ('mona_', 'mona_acme')):
            with self.subTest(typed=typed):
                query = urllib.parse.urlencode({'search': typed})
                page = self.expect(200, 'GET', '/admin/entrants', headers=BROWSER, QUERY_STRING=query).page()
                self.assertEqual([item.first('a').get('href').rsplit('/', 1)[1] for item in page.first('ul', **{'class': 'people'}).all('li')],
                                 [found])

    def test_managed_users_are_asked_about_like_anybody(self):
        self.begin()
        self.assertEqual(self.enter(200, 'Mona_Acme').json()['login'], 'Mona_acme')
        self.expect(200, 'POST', '/enter/hubot_acme')
        self.assertEqual((self.github.requests['mona_acme'], self.github.requests['hubot_acme']), (1, 1))
        self.assertEqual(self.members('entrants'), {'mona_acme', 'hubot_acme'})
        self.assertEqual(self.expect(200, 'GET', '/state/mona_acme').json()['entry'], 'entered')

    def test_a_managed_user_is_removed_once(self):
        self.begin('mona_acme')
        form = {'github_id': 'mona_acme', 'reason': 'asked us to', 'token': f'{self.token()}-remove-mona_acme'}
        for _ in range(2):
            self.act(200, '/admin/take-out', **form)
        self.assertEqual(len(self.did()), 2)

    def test_what_is_no_person_says_so(self):
        self.open_draw()
        for typed, sentence in (
                ('mona@example.org', '“mona@example.org” is an e-mail address; enter your GitHub username instead.'),
                ('https://github.com/org-one', '“org-one” is an organisation on GitHub; enter your own username.'),
                ('bot-one', '“bot-one” is not a person on GitHub; enter your own username.'),
                ('missing-one', 'GitHub has no user called “missing-one”; check the spelling.')):
            for _ in 'asked', 'known':
                with self.subTest(typed=typed):
                    self.assertEqual(self.enter(404, typed).text, sentence + '\n')
                    self.assertEqual(self.enter(404, typed, BROWSER).page().first(id='result').text, sentence)
        self.assertEqual(self.github.requests, {'org-one': 1, 'bot-one': 1, 'missing-one': 1})

    def test_an_email_address_is_not_excluded(self):
        text = self.act(422, '/admin/exclude', github_ids='hubot mona@example.org').text
        self.assertEqual(text, '“mona@example.org” is an e-mail address; enter the GitHub username.\n')
        self.assertEqual(self.members('excluded'), set())

    def test_the_path_takes_a_username_alone(self):
        self.open_draw()
        for typed in '@octocat', 'github.com/octocat', 'octocat.', ' octocat':
            self.refused(404, 'POST', f'/enter/{typed}')

    def enter(self, status, typed, headers=()):
        return self.expect(status, 'POST', '/enter', form={'github_id': typed}, headers=headers)


@both_ways
class Enterprise(Steps):
    settings = {'GITHUB_URL': 'https://ghe.example:8443/'}

    def test_its_own_addresses_are_read(self):
        self.open_draw()
        self.ready_profile('octocat')
        self.expect(404, 'POST', '/enter', form={'github_id': 'https://github.com/octocat'})
        self.expect(200, 'POST', '/enter', form={'github_id': 'ghe.example:8443/octocat?tab=stars'})
