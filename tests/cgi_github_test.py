"""GitHub and its failures: 404 is no such user, any other failure is 503 for now; nobody is entered, nothing kept."""

import threading
import time
import unittest

from support import free_port
from support.programs import Cgi, ProgramsTest, both_ways


@both_ways
class Failures:
    def check(self, status, *logins):
        for login in logins:
            for method in 'POST', 'GET':
                with self.subTest(login=login, method=method):
                    self.open_draw()
                    self.refused(status, method, f'/enter/{login}')
                    self.assertGreater(self.github.requests[login], 0)

    def test_no_such_user(self):
        self.check(404, 'missing-one')

    def test_no_person(self):
        self.check(404, 'org-one', 'bot-one')

    def test_limits(self):
        self.check(503, 'limited-one', 'many-one')

    def test_answers_that_make_no_sense(self):
        self.check(503, 'broken-one', 'nonsense-one', 'types-one', 'list-one', 'short-one')

    def test_too_much(self):
        self.check(503, 'huge-one')

    def test_redirects_that_lead_nowhere(self):
        self.check(503, 'looping-one', 'elsewhere-one')

    def test_the_next_question_is_asked_again(self):
        self.open_draw()
        self.refused(503, 'POST', '/enter/broken-one')
        asked = self.github.requests['broken-one']
        self.refused(503, 'POST', '/enter/broken-one')
        self.assertGreater(self.github.requests['broken-one'], asked)
        self.expect(200, 'POST', '/enter/octocat')

    def test_a_renamed_user(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/renamed-one')
        self.assertEqual(len(self.members('entrants')), 1)

    def test_users_with_unusual_fields(self):
        self.open_draw()
        for login in 'noname-one', 'untyped-one', 'script-one', 'bytes-one', 'markup-one':
            with self.subTest(login=login):
                response = self.ask('POST', f'/enter/{login}')
                if login in ('untyped-one', 'bytes-one') and response.status == 503:
                    continue
                self.assertEqual(response.status, 200, response)
                known = response.json()
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
    """Whoever does not answer in 5 s (to a connection in 2 s) is given up. All at once, to save the time."""

    way = Cgi

    def test_time_limits(self):
        self.open_draw()
        answers = {}

        def enter(login):
            began = time.monotonic()
            answers[login] = self.ask('POST', f'/enter/{login}'), time.monotonic() - began

        asking = [threading.Thread(target=enter, args=(login,)) for login in ('silent-one', 'drip-one', 'slow-8-one',
                                                                              'slow-1-one')]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        for login, (response, took) in answers.items():
            with self.subTest(login=login):
                self.assertEqual(response.status, 200 if login == 'slow-1-one' else 503, response)
                self.assertLess(took, 6.5)
        self.assertEqual(self.members('entrants'), {'slow-1-one'})


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


@both_ways
class WithoutAToken:
    def test_no_authorization(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/octocat')
        self.assertIsNone(self.github.headers['octocat']['Authorization'])


class Unreachable(ProgramsTest):
    way = Cgi
    settings = {'GITHUB_API_URL': f'http://127.0.0.1:{free_port()}'}

    def test_nobody_listens(self):
        self.open_draw()
        self.refused(503, 'POST', '/enter/octocat')


if __name__ == '__main__':
    unittest.main()
