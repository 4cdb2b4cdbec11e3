"""GitHub's answers, one by one: a user enters, 404 means no such user, and if GitHub cannot answer, somebody still enters,
unverified."""

import threading

from tests.support import eventually, free_port
from tests.support.github import GitHub
from tests.support.programs import BROWSER, Cgi, ProgramsTest, both_ways


class Unverified:
    def enters_unverified(self, *logins):
        for login in logins:
            for path, how in (f'/enter/{login}', {}), ('/enter', {'form': {'github_id': login}, 'headers': BROWSER}):
                with self.subTest(login=login, path=path):
                    self.begin_anew()
                    self.open_draw()
                    response = self.expect(200, 'POST', path, **how)
                    self.check_unverified(response, login, bool(how))
                    self.assertEqual(self.members('entrants'), {login})
                    self.assertEqual(self.members('unverified'), {login})
                    self.expect(400, 'POST', path, **how)

    def check_unverified(self, response, login, is_page=False):
        if is_page:
            self.assertRegex(response.page().first(id='result').text, f'^You’re in, {login}! GitHub is busy')
        else:
            answer = response.json()
            self.assertEqual((answer['login'], answer['verified'], answer['avatar_url']), (login, False, None))


@both_ways
class Answers(Unverified):
    def check_nobody(self, *logins):
        for login in logins:
            for method in 'POST', 'GET':
                with self.subTest(login=login, method=method):
                    self.open_draw()
                    self.refused(404, method, f'/enter/{login}', but='prizedraw:nobody:')
                    self.assertEqual(self.github.requests[login], 1)

    def test_no_such_user(self):
        self.check_nobody('missing-one')

    def test_no_person(self):
        self.check_nobody('org-one', 'bot-one')

    def test_limits(self):
        self.enters_unverified('limited-one', 'many-one')

    def test_failures_and_answers_that_make_no_sense(self):
        self.enters_unverified('broken-one', 'nonsense-one', 'types-one', 'list-one', 'short-one')

    def test_too_much(self):
        self.enters_unverified('huge-one')

    def test_redirects_that_lead_nowhere(self):
        self.enters_unverified('looping-one', 'file-one')

    def test_a_redirect_to_another_host_is_not_followed(self):
        abroad = GitHub()
        self.addCleanup(abroad.close)
        self.enters_unverified(f'abroad-{abroad.url.split(":")[-1]}')
        self.assertEqual(abroad.requests.total(), 0)

    def test_the_next_question_is_asked_again(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/broken-one')
        self.end_silence()
        self.assertNotIn('verified', self.expect(200, 'POST', '/enter/octocat').json())

    def test_a_renamed_user_enters_once_under_the_name_of_today(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/renamed-one')
        self.assertEqual(self.members('entrants'), {'moved-here'})
        self.expect(400, 'POST', '/enter/renamed-one')
        self.expect(400, 'POST', '/enter/moved-here')
        self.assertEqual(self.members('entrants'), {'moved-here'})
        self.assertEqual(self.github.requests['renamed-one'], 1)

    def test_users_with_unusual_fields(self):
        self.open_draw()
        for login in 'noname-one', 'untyped-one', 'script-one', 'bytes-one', 'markup-one':
            with self.subTest(login=login):
                known = self.expect(200, 'POST', f'/enter/{login}').json()
                self.settle()
                self.redis('DEL', self.key('github_silent'), self.key('unverified'))
                if login in ('untyped-one', 'bytes-one') and known.get('verified') is False:
                    continue
                self.assertEqual(known['login'], login.capitalize())
                self.assertTrue(known['avatar_url'] is None or known['avatar_url'].startswith('https://'), known)
                self.assertTrue(known['name'] is None or isinstance(known['name'], str), known)

    def test_markup_in_a_name_is_text_on_every_page(self):
        self.open_draw('Apple')
        self.expect(200, 'POST', '/enter/markup-one')
        self.expect(200, 'POST', '/drawprizes')
        name = '<script>alert(1)</script>'
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['name'], name)
        self.assertIn(name, self.home().main_text)
        self.assertIn(name, self.expect(200, 'GET', '/admin').page().main_text)

    def test_a_picture_that_is_no_https_address(self):
        self.open_draw('Apple')
        self.expect(200, 'POST', '/enter/script-one')
        self.expect(200, 'POST', '/drawprizes')
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['image'], '/assets/stand-in.svg')
        self.home()

    def test_nobody_is_asked_after_the_close(self):
        self.open_draw()
        self.close_draw()
        self.expect(403, 'POST', '/enter/octocat')
        self.assertEqual(self.github.requests.total(), 0)


class Slow(ProgramsTest):
    """Nobody waits longer than a second. A request times out after 5 s, when nobody waits for it any more. All in parallel, to
    save time: more of them than may wait for GitHub."""

    way = Cgi

    def test_time_limits(self):
        self.open_draw()
        answers = {}

        def enter(login):
            answers[login] = self.ask('POST', f'/enter/{login}')

        asking = [threading.Thread(target=enter, args=(login,))
                  for login in ('silent-one', 'drip-one', 'slow-8-one', 'slow-2-one', 'silent-two', 'silent-three')]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        for login, response in answers.items():
            with self.subTest(login=login):
                self.assertEqual(response.status, 200, response)
                self.assertFalse(response.json().get('verified', True), response)
                self.assertLess(response.took, 1.5, response)
        self.assertEqual(self.members('entrants'), set(answers))
        eventually(lambda: 'slow-2-one' not in self.members('unverified'))
        eventually(lambda: self.redis('EXISTS', self.key('github_silent')))


@both_ways
class Asking:
    settings = {'GITHUB_TOKEN': 'ghp_secret'}

    def test_headers(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/OctoCat')
        asked, = self.github.headers.values()
        self.assertTrue(asked['User-Agent'])
        self.assertEqual(asked['Authorization'], 'Bearer ghp_secret')

    def test_a_proxy_named_by_a_client_is_not_used(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/octocat', HTTP_PROXY='http://127.0.0.1:1', HTTPS_PROXY='http://127.0.0.1:1')


    def test_a_stale_profile_is_renewed_by_a_conditional_request(self):
        self.open_draw()
        whole = self.expect(200, 'POST', '/enter/octocat').json()
        self.redis('DEL', self.key('entrants'), self.key('profiles', 'octocat'))
        self.assertEqual(self.expect(200, 'POST', '/enter/octocat').json(), whole)
        self.assertEqual((self.github.requests['octocat'], self.github.unchanged['octocat']), (2, 1))
        self.assertGreater(self.redis('TTL', self.key('profiles', 'octocat')), 3590)
        self.redis('DEL', self.key('entrants'), self.key('profiles', 'octocat'))
        self.redis('HSET', self.key('stale', 'octocat'), 'etag', '"older"')
        self.assertEqual(self.expect(200, 'POST', '/enter/octocat').json(), whole)
        self.assertEqual((self.github.requests['octocat'], self.github.unchanged['octocat']), (3, 1))


@both_ways
class ARefusedToken:
    settings = {'GITHUB_TOKEN': 'ghp_expired'}

    def enter(self, login):
        """Whether they entered verified, and whether GitHub was asked with the token."""
        self.redis('DEL', self.key('github_silent'), self.key('entrants'), self.key('profiles', login))
        answer = self.expect(200, 'POST', f'/enter/{login}')
        self.assertNotIn('ghp_expired', answer.logs)
        return answer.json().get('verified', True), bool(self.github.headers[login]['Authorization'])

    def test_github_is_asked_without_it_for_a_while(self):
        self.open_draw()
        self.assertEqual(self.enter('untrusted-one'), (True, False))
        self.assertEqual(self.github.requests['untrusted-one'], 2)
        self.assertEqual(self.enter('untrusted-one'), (True, False))
        self.assertEqual(self.github.requests['untrusted-one'], 3)
        self.assertEqual(self.enter('octocat'), (True, False))
        self.assertIn(self.redis('TTL', self.key('token_refused')), range(590, 601))
        self.redis('DEL', self.key('token_refused'))  # as it expires
        self.assertEqual(self.enter('octocat'), (True, True))

    def test_the_log_says_so(self):
        self.open_draw()
        self.assertIn('GitHub rejects GITHUB_TOKEN', self.expect(200, 'POST', '/enter/untrusted-one').logs)


@both_ways
class WithoutAToken:
    def test_no_authorization(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/octocat')
        self.assertIsNone(self.github.headers['octocat']['Authorization'])

    def test_no_conditional_request(self):
        """It would count towards the limit like any other."""
        self.open_draw()
        for _ in range(2):
            self.expect(200, 'POST', '/enter/octocat')
            self.redis('DEL', self.key('entrants'), self.key('profiles', 'octocat'))
        self.assertIsNone(self.github.headers['octocat']['If-None-Match'])
        self.assertEqual(self.redis('EXISTS', self.key('stale', 'octocat')), 0)


class Unreachable(Unverified, ProgramsTest):
    way = Cgi
    settings = {'GITHUB_API_URL': f'http://127.0.0.1:{free_port()}'}

    def test_nobody_listens(self):
        self.enters_unverified('octocat')

    def test_a_whole_draw_without_the_internet(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple', 'Banana'], 'duration': 60})
        for login in 'octocat', 'hubot':
            self.expect(200, 'POST', f'/enter/{login}')
        self.expect(200, 'POST', '/drawprizes')
        winners = self.expect(200, 'GET', '/winners').json()
        self.assertEqual({winner['name'] for winner in winners}, {'octocat', 'hubot'})
        self.assertEqual({winner['image'] for winner in winners}, {'/assets/stand-in.svg'})
        self.assertIn('octocat', self.home().main_text)
