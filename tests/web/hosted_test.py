"""HTTPS and two draws on one machine, by nginx and by Apache."""

import http.client

from tests.support import eventually, hosted
from tests.support.programs import BROWSER
from tests.support.site import SiteTest, also_on
from tests.web import answers_test, life_test


class HttpsTests(SiteTest):
    kind = hosted.HttpsByNginx

    def test_http_is_redirected(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.site.http_port, timeout=10)
        connection.request('POST', '/enter/octocat?x=y')
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.getheader('Location')), (308, 'https://draw.example.org/enter/octocat?x=y'))
        connection.close()

    def test_browsers_are_told_to_stay(self):
        for answer in self.expect(200, 'GET', '/'), self.expect(404, 'GET', '/nowhere'), self.expect(401, 'GET', '/admin'):
            self.assertEqual(answer.headers.get_all('Strict-Transport-Security'), ['max-age=31536000'])


class TwoDrawsTests(SiteTest):
    kind = hosted.TwoByNginx

    def test_each_has_its_own(self):
        self.open_draw('Spring prize', entrants=['octocat'])
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', prizes=['Spring prize'])
        beside = self.site.beside
        eventually(lambda: beside.ask('GET', '/state').json()['state'] == 'NO_DRAW')
        opened = beside.ask('POST', '/startdraw', json={'prizes': ['Autumn prize'], 'duration': 0}, login=beside.login)
        self.assertEqual(opened.status, 200, opened)
        beside.ready_profiles('octocat', 'hubot')
        for login in 'octocat', 'hubot':
            self.assertEqual(beside.ask('POST', f'/enter/{login}').status, 200)
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', prizes=['Spring prize'], entrants=1)
        self.administer(200, 'POST', '/drawprizes')
        self.reaches('DRAW_WON')
        eventually(lambda: beside.ask('GET', '/state').json()['entrants'] == 2)
        self.assertEqual(self.site.redis('SMEMBERS', 'autumn:prizes'), {'Autumn prize'})

    def test_each_has_its_own_password(self):
        beside = self.site.beside
        for site, login in (self.site, beside.login), (beside, self.site.login):
            self.assertEqual(site.ask('POST', '/enddraw', login=login).status, 401)
            self.assertEqual(site.ask('POST', '/enddraw', login=site.login).status, 200)

    def test_pages_lead_to_their_own(self):
        self.open_draw()
        for answer in self.home(), self.expect(404, 'GET', '/nowhere', headers=BROWSER).page(), \
                self.expect(401, 'GET', '/admin', headers=BROWSER).page():
            for element in answer.all('link', 'script', 'img', 'form', 'a'):
                for name in 'href', 'src', 'action':
                    link = element.get(name, '/spring/')
                    self.assertRegex(link, '^(/spring/|#|https:)')
                    if link.startswith('/spring/assets/'):
                        self.expect(200, 'GET', link.removeprefix('/spring'))

    def test_without_the_last_slash(self):
        root, self.site.root = self.site.root, ''
        try:
            moved = self.expect(301, 'GET', '/spring')
        finally:
            self.site.root = root
        self.assertRegex(moved.header('Location'), f'^({self.site.address})?/spring/$')


LIFE = life_test.Life, life_test.WhoIsLetIn
for kind, tests in ((hosted.HttpsByNginx, LIFE), (hosted.HttpsByProxy, (*LIFE, HttpsTests)),
                    (hosted.TwoByNginx, LIFE),
                    (hosted.TwoByProxy, (*LIFE, answers_test.Headers, TwoDrawsTests))):
    also_on(kind, tests, __name__)
