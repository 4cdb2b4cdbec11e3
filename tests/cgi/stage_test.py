"""The projector view, and the address that it shows."""

import xml.etree.ElementTree

from tests.support.github import profile
from tests.support.programs import BROWSER, both_ways, dumps
from tests.support.steps import Steps


@both_ways
class Stage(Steps):
    def stage(self, **how):
        return self.expect(200, 'GET', '/stage', headers=BROWSER, **how).page()

    def test_each_state(self):
        self.assertIn('starts soon', self.stage().main_text)
        self.begin('octocat', 'hubot')
        page = self.stage()
        for text in 'The draw is open', 'Apple', 'Banana', 'prize.example', 'Octocat Hubbard':
            self.assertIn(text, page.main_text)
        self.assertTrue(page.has('svg', role='img'))
        self.expect(200, 'POST', '/enddraw')
        state, page = self.state(), self.stage()
        for text in 'closed', state['entrants_sha256'], state['prizes_sha256']:
            self.assertIn(text, page.main_text)
        self.expect(200, 'POST', '/drawprizes')
        self.settle()
        page = self.stage()
        for winner in self.expect(200, 'GET', '/winners').json():
            self.assertIn(winner['name'], page.main_text)
            self.assertIn(winner['prize'], page.main_text)

    def test_no_winner_before_the_pick(self):
        self.begin('octocat')
        self.assertFalse(self.stage().has('ol'))

    def test_faces(self):
        self.begin('octocat', 'hubot')
        faces = self.expect(200, 'GET', '/stage/faces').json()
        self.assertEqual([face['id'] for face in faces], ['hubot', 'octocat'])
        self.assertEqual(faces[1]['name'], 'Octocat Hubbard')
        for i in range(30):
            self.ready_profile(f'user-{i}')
            self.expect(200, 'POST', f'/enter/user-{i}')
        faces = self.expect(200, 'GET', '/stage/faces').json()
        self.assertEqual([face['id'] for face in faces], [f'user-{i}' for i in range(29, 5, -1)])
        self.act(200, '/admin/take-out', github_id='user-29', reason='x')
        self.assertEqual(self.expect(200, 'GET', '/stage/faces').json()[0]['id'], 'user-28')

    def test_no_face_of_another_draw(self):
        self.begin('octocat')
        self.open_draw(entrants=('hubot',))  # an older program's
        self.assertEqual(self.expect(200, 'GET', '/stage/faces').json(), [])

    def test_many_prizes(self):
        self.begin(prizes=[f'Prize {i:03}' for i in range(100)])
        self.assertIn('and 88 more', self.stage().main_text)

    def test_a_host_that_is_no_address(self):
        for host in '', 'evil.example/<script>', 'a b', '"><b>', 'x' * 300:
            with self.subTest(host=host):
                page = self.stage(HTTP_HOST=host)
                self.assertFalse(page.has('svg'))
                self.assertNotIn('evil', page.main_text)
        self.assertIn('draw.example:8080/spring', self.stage(HTTP_HOST='draw.example:8080', SCRIPT_NAME='/spring').main_text)


    def faces(self):
        return {face['id'] for face in self.expect(200, 'GET', '/stage/faces').json()}

    def test_no_face_tells_who_has_won(self):
        people = {'octocat', 'hubot', 'mojombo', 'wycats'}
        self.begin(*sorted(people), prizes=['Zebra', 'Apple'], reveal='together')
        self.pick()
        self.assertEqual(self.faces(), people)
        for shown, prize in (1, 'Zebra'), (2, 'Apple'):
            self.expect(200, 'POST', '/admin/reveal', json={'shown': shown})
            people.remove(self.winners()[prize])
            self.assertEqual(self.faces(), people)

    def test_winners_by_name_and_login(self):
        self.begin(prizes=['Zebra'])
        for login, name in ('octocat', '\u3164\u2800'),:
            self.redis('SET', self.key(f'profiles:{login}'), dumps(profile(login, name=name)), 'EX', 3600)
            self.expect(200, 'POST', f'/enter/{login}')
        self.assertEqual(self.expect(200, 'GET', '/stage/faces').json()[0]['name'], 'Octocat')
        self.pick()
        self.assertIn('@octocat', self.stage().main_text)
        cached = self.expect(200, 'GET', '/winners').json()
        self.assertEqual(cached[0]['name'], 'Octocat')
        cached[0]['name'] = '\u3164'  # as an older program stores it
        self.redis('SET', self.key('winners_json'), dumps(cached))
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['name'], 'octocat')


@both_ways
class Phones(Steps):
    """Phones cannot reach what the browser calls localhost."""
    settings = {'PRIZEDRAW_ADDRESSES': 'http://192.0.2.7:8080/ http://draw.example.org'}
    addresses = 'http://192.0.2.7:8080/', 'http://draw.example.org/'

    def test_where_they_reach_it(self):
        for host in 'localhost:8080', '127.0.0.1', '[::1]:8080', 'draw.localhost', 'LOCALHOST':
            with self.subTest(host=host):
                for at, address in ('', self.addresses[0]), (self.addresses[1], self.addresses[1]), ('http://evil.example/', self.addresses[0]):
                    page = self.expect(200, 'GET', '/stage', headers=BROWSER, HTTP_HOST=host, QUERY_STRING=f'at={at}').page()
                    self.assertEqual(page.first('p', **{'class': 'where'}).text, address[7:-1])
                desk = self.expect(200, 'GET', '/admin', headers=BROWSER, HTTP_HOST=host).page()
                self.assertIn('192.0.2.7:8080', desk.main_text)
                self.assertIn('draw.example.org', desk.main_text)
        for host in 'localhost.example', '128.0.0.1', 'draw.example:8080':
            page = self.expect(200, 'GET', '/stage', headers=BROWSER, HTTP_HOST=host).page()
            self.assertEqual(page.first('p', **{'class': 'where'}).text, host)

    def test_code_and_poster(self):
        code = self.expect(200, 'GET', '/stage/code.svg', HTTP_HOST='localhost')
        self.assertEqual(code.header('Content-Type'), 'image/svg+xml')
        self.assertEqual(xml.etree.ElementTree.fromstring(code.text).tag, '{http://www.w3.org/2000/svg}svg')
        self.assertNotEqual(code.text, self.expect(200, 'GET', '/stage/code.svg', HTTP_HOST='localhost',
                                                   QUERY_STRING=f'at={self.addresses[1]}').text)
        self.begin(title='PyData, June')
        page = self.expect(200, 'GET', '/stage', headers=BROWSER, HTTP_HOST='localhost', QUERY_STRING='poster').page()
        self.assertIn('PyData, June', page.main_text)
        self.assertIn('192.0.2.7:8080', page.main_text)
        self.assertTrue(page.has('svg', role='img'))


@both_ways
class NoPhones(Steps):
    def test_it_says_so(self):
        for path in '/stage', '/admin':
            page = self.expect(200, 'GET', path, headers=BROWSER, HTTP_HOST='localhost:8080').page()
            self.assertIn('Phones cannot reach localhost', page.main_text)
            self.assertFalse(page.has('svg', role='img'))
        self.expect(404, 'GET', '/stage/code.svg', HTTP_HOST='localhost:8080')


@both_ways
class Address(Steps):
    settings = {'PRIZEDRAW_URL': 'https://draw.example.org/spring'}

    def test_the_setting_wins(self):
        page = self.expect(200, 'GET', '/stage', headers=BROWSER, HTTP_HOST='evil.example').page()
        self.assertIn('draw.example.org/spring', page.main_text)
        answer = self.expect(200, 'GET', '/', headers=BROWSER, HTTP_HOST='evil.example')
        picture = answer.page().first('meta', property='og:image').get('content')
        self.assertEqual(picture, 'https://draw.example.org/spring/assets/share.png')
        self.assertNotIn('evil', answer.text)
