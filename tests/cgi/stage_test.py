"""The room's screen, and the address that it shows."""

from tests.support.programs import BROWSER, both_ways
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
