"""The whole life of a draw over HTTP, and who is let in, with nginx in front."""

import json
import random
import re
import time
import urllib.parse

from tests.support import eventually, record
from tests.support.github import profile
from tests.support.programs import BROWSER
from tests.support.site import SiteTest, at_once, authorization

ADMINISTRATOR = ('GET', '/admin'), ('POST', '/startdraw'), ('POST', '/enddraw'), ('POST', '/drawprizes'), ('POST', '/redraw'), \
    ('GET', '/admin/entrants'), ('GET', '/admin/winners.csv'), ('GET', '/admin/winners.json'), ('POST', '/admin/time'), \
    ('POST', '/admin/take-out'), ('POST', '/admin/exclude'), ('POST', '/admin/allow'), ('POST', '/admin/cancel')


class Life(SiteTest):
    def test_by_json_with_a_time_limit(self):
        self.administer(200, 'POST', '/startdraw', json={'prizes': ['Apple', 'Banana', 'Cherry'], 'duration': 2})
        opened = time.monotonic()
        self.assertEqual(self.expect(200, 'POST', '/enter/OctoCat').json()['login'], 'Octocat')
        self.expect(200, 'GET', '/enter/hubot')
        self.expect(400, 'POST', '/enter/octocat')
        self.expect(404, 'POST', '/enter/missing-one')
        self.administer(409, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.site.ready_profiles('mojombo')
        eventually(lambda: self.site.redis('EXISTS', 'prizedraw:is_open') == 0)
        self.assertLess(time.monotonic() - opened, 3)
        self.expect(403, 'POST', '/enter/mojombo')
        self.reaches('DRAW_CLOSED_WITH_ENTRANTS', entrants=2, closes_in=None)
        eventually(lambda: self.expect(200, 'GET', '/winners').json() == [])
        self.administer(200, 'POST', '/drawprizes')
        self.administer(409, 'POST', '/drawprizes')
        self.reaches('DRAW_WON', entrants=0)
        winners = eventually(lambda: self.expect(200, 'GET', '/winners').json())
        self.assertEqual({winner['id'] for winner in winners}, {'octocat', 'hubot'})
        for winner in winners:
            whole = profile(winner['id'])
            self.assertEqual((winner['name'], winner['image']), (whole['name'], whole['avatar_url']))
        eventually(lambda: all(winner['name'] in self.home().main_text for winner in winners))

    def test_the_record_and_a_prize_that_moves_on(self):
        entrants = ['octocat', 'hubot', 'mojombo']
        self.open_draw('Apple', 'Banana', entrants=entrants)
        commitment = self.site.redis('HGET', 'prizedraw:fairness', 'commitment')
        eventually(lambda: self.expect(200, 'GET', '/state').json()['commitment'] == commitment)
        self.administer(409, 'POST', '/drawprizes', json={'public': 'Grüße, 世界'})
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes', json={'public': 'Grüße, 世界'})
        found = json.loads(self.saved_record())
        record.check(found)
        self.assertEqual((found['entrants'], found['commitment']), (sorted(entrants), commitment))
        self.administer(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        found = json.loads(self.saved_record(1))
        record.check(found)
        self.administer(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        eventually(lambda: self.expect(200, 'GET', '/record/').json()[0]['draw'] == found['draw'])
        record.check(self.expect(200, 'GET', f'/record/{found["draw"]}').json())
        self.expect(404, 'GET', '/record/none')
        for path in '/draws', '/draws/', f'/draws/{found["draw"]}':
            answer = self.expect(200, 'GET', path)
            self.assertIn(found['draw'], answer.text)
            self.assertEqual(answer.header('Cache-Control'), 'max-age=0, s-maxage=1')
        self.expect(404, 'GET', '/draws/none')
        self.assertTrue(self.expect(200, 'GET', '/verify').page().has('ol', id='checks'))

    def test_what_became_of_an_entrant(self):
        self.open_draw('Apple', entrants=['octocat', 'hubot'])
        draw = self.site.redis('HGET', f'{self.site.prefix}:fairness', 'draw')
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'hubot', 'reason': 'organises'})
        self.administer(200, 'POST', '/drawprizes')
        for asked, entry in ('OctoCat', 'won'), ('hubot', 'removed'), ('mojombo', 'none'):
            answer = self.expect(200, 'GET', f'/state/{asked}')
            reason = {'reason': 'organiser'} if entry == 'removed' else {}
            said = answer.json()
            if entry in ('entered', 'won'):
                self.assertEqual(said.pop('profile')['login'].lower(), asked.lower())
            self.assertEqual(said, {'draw': draw, 'github_id': asked.lower(), 'entry': entry, **reason})
        self.expect(404, 'GET', '/state/no_such_id')

    def test_a_draw_that_is_given_up(self):
        self.open_draw(entrants=['octocat'])
        self.administer(409, 'POST', '/admin/cancel')
        self.administer(200, 'POST', '/enddraw')
        moved = self.administer(303, 'POST', '/admin/cancel', headers=BROWSER)
        self.assertEqual(urllib.parse.urlsplit(moved.header('Location')).path, f'{self.site.root}/admin')
        self.reaches('NO_DRAW', entrants=0, prizes=[])
        self.administer(409, 'POST', '/admin/cancel')

    def test_nobody_enters_by_merely_looking(self):
        self.open_draw()
        eventually(lambda: self.expect(200, 'GET', '/enter', headers=BROWSER).page().has_form(f'{self.site.root}/enter'))
        self.assertEqual(self.expect(405, 'HEAD', '/enter/octocat').header('Allow'), 'GET, POST')
        for purpose in 'prefetch', 'prefetch;prerender':
            self.expect(403, 'GET', '/enter/octocat', headers={'Sec-Purpose': purpose})
        self.assertEqual(self.site.redis('EXISTS', f'{self.site.prefix}:entrants'), 0)

    def test_a_room_behind_one_address_whose_lookups_are_used_up(self):
        """GitHub answers only the first 60: everybody enters, and those who do not exist do not win."""
        room = [f'guest-{number}' for number in range(97)] + ['missing-one', 'missing-two', 'missing-three']
        random.Random(1).shuffle(room)
        self.open_draw('Apple', 'Banana', 'Cherry')
        for answer, _ in at_once(self.enter_guest, [(login,) for login in room[:60]]):
            self.assertIn(answer.status, (200, 404), answer)
        eventually(lambda: not self.site.redis('SCARD', 'prizedraw:unverified'))  # few of them waited for GitHub
        self.github.weather = 'limited-one'
        for answer, _ in at_once(self.enter_guest, [(login,) for login in room[60:]]):
            self.assertEqual(answer.status, 200, answer)
        eventually(lambda: not self.github.open)
        time.sleep(0.5)  # until the last of those answers is known
        asked = self.github.requests.total()
        # The look-ups ask 32 at a time, and each of the four who may wait asks too if they seem not to run.
        self.assertLessEqual(asked, 60 + 32 + 4, 'more than were on their way when GitHub spoke of its limit')
        self.expect(200, 'POST', '/enter/late-guest')
        self.assertEqual(self.github.requests.total(), asked)
        unverified = self.site.redis('SMEMBERS', 'prizedraw:unverified')
        self.assertEqual(unverified, {*room[60:], 'late-guest'})
        # An hour later
        self.github.weather = None
        self.site.redis('DEL', 'prizedraw:github_silent')
        self.administer(200, 'POST', '/drawprizes')
        self.reaches('DRAW_WON')
        winners = eventually(lambda: self.expect(200, 'GET', '/winners').json())
        self.assertEqual(len(winners), 3)
        for winner in winners:
            self.assertEqual(winner['name'], profile(winner['id'])['name'])

    def enter_guest(self, login):
        return self.site.ask('POST', f'/enter/{login}')

    def test_by_forms(self):
        browser = {'headers': BROWSER}
        eventually(lambda: 'no draw' in self.home().main_text.lower())
        self.assertTrue(self.administer(200, 'GET', '/admin', **browser).page().has_form(f'{self.site.root}/startdraw'))
        refused = self.administer(422, 'POST', '/startdraw', form={'prizes': 'A\nA', 'duration': '0'}, **browser)
        self.assertTrue(refused.page().has_form(f'{self.site.root}/startdraw'))
        prizes = {'prizes': 'Äpfel\nBanana\n', 'duration': '900'}
        started = self.administer(303, 'POST', '/startdraw', form=prizes, **browser)
        self.assertRegex(started.header('Location'), rf'^({re.escape(self.site.address)})?{self.site.root}/admin$')
        eventually(lambda: self.home().has_form(f'{self.site.root}/enter'))
        entered = self.expect(200, 'POST', '/enter', form={'github_id': ' @OctoCat'}, **browser).page()
        self.assertTrue(entered.first(id='result').text)
        self.expect(400, 'POST', '/enter', form={'github_id': 'octocat'}, **browser).page()
        unknown = self.expect(404, 'POST', '/enter', form={'github_id': 'missing-one'}, **browser).page()
        self.assertEqual(unknown.first('input', name='github_id').get('value'), 'missing-one')
        self.administer(303, 'POST', '/enddraw', **browser)
        self.expect(403, 'POST', '/enter', form={'github_id': 'hubot'}, **browser).page()
        self.administer(303, 'POST', '/drawprizes', **browser)
        eventually(lambda: 'Octocat Hubbard' in self.home().main_text)
        self.assertIn('Octocat Hubbard', self.administer(200, 'GET', '/admin', **browser).page().main_text)

    def test_a_phone(self):
        """The browser that entered somebody has a word, and can remove them; a winner has a page."""
        self.open_draw('Apple', entrants=['hubot'])
        self.site.ready_profiles('octocat')
        entered = self.expect(200, 'POST', '/enter', form={'github_id': 'octocat'}, headers=BROWSER)
        self.assertTrue(entered.page().has_form(f'{self.site.root}/leave'))
        cookie, = [each for each in entered.headers.get_all('Set-Cookie') if each.startswith('prizedraw_phone=')]
        self.assertIn(f'; Path={self.site.root}/; ', cookie)
        self.assertEqual('; Secure' in cookie, self.site.scheme == 'https')
        self.expect(403, 'POST', '/leave', form={'entrant': 'octocat'})
        held = {'Cookie': cookie.partition(';')[0]}
        self.expect(200, 'POST', '/leave', form={'entrant': 'octocat'}, headers=held)
        self.assertEqual(self.site.redis('SMEMBERS', f'{self.site.prefix}:entrants'), {'hubot'})
        self.expect(404, 'GET', '/won/hubot')
        self.administer(200, 'POST', '/drawprizes')
        won = eventually(lambda: self.expect(200, 'GET', '/won/hubot', headers=BROWSER))
        self.assertIn('Hubot Hubbard', won.page().main_text)
        self.assertEqual(won.header('Cache-Control'), 'no-store')
        asked = self.expect(200, 'GET', '/was-i-in?github_id=octocat', headers=BROWSER)
        self.assertIn('octocat has left this draw', asked.page().main_text)
        self.expect(404, 'GET', '/accent.css')  # none is set

    def test_the_desk_and_the_room_s_screen(self):
        self.open_draw('Apple', duration=900, entrants=['octocat', 'octopus', 'hubot'])
        page = self.expect(200, 'GET', '/stage', headers=BROWSER).page()
        self.assertNotEqual(page.has('svg', role='img'), 'Phones cannot reach localhost' in page.main_text)
        faces = self.expect(200, 'GET', '/stage/faces')
        self.assertEqual([face['id'] for face in faces.json()], ['hubot', 'octopus', 'octocat'])
        self.assertEqual(faces.header('Cache-Control'), 'max-age=0, s-maxage=1')

        found = self.administer(200, 'GET', '/admin/entrants?search=octo', headers=BROWSER)
        self.assertEqual(found.header('Cache-Control'), 'no-store')
        links = [link.get('href') for item in found.page().all('li') for link in item.all('a')]
        self.assertEqual(links, ['https://github.com/octocat', 'https://github.com/octopus'])
        for path, form in (('time', {'minutes': '20'}), ('take-out', {'github_id': 'octopus', 'reason': 'organises'}),
                           ('exclude', {'github_ids': 'octopus, organiser'}), ('allow', {'github_id': 'organiser'})):
            self.administer(200, 'POST', f'/admin/{path}', form=form)
            moved = self.administer(303, 'POST', f'/admin/{path}', form=form, headers=BROWSER) if path == 'time' else None
            if moved:
                self.assertEqual(urllib.parse.urlsplit(moved.header('Location')).path, f'{self.site.root}/admin')
        self.assertEqual(self.site.redis('SMEMBERS', f'{self.site.prefix}:excluded'), {'octopus'})
        self.assertIn(self.site.redis('TTL', f'{self.site.prefix}:is_open'), range(1190, 1201))
        self.expect(403, 'POST', '/enter/octopus')
        self.administer(200, 'POST', '/drawprizes')
        winner = self.site.redis('HGET', f'{self.site.prefix}:winners', 'Apple')
        table = self.administer(200, 'GET', '/admin/winners.csv')
        self.assertEqual(table.body.decode('utf-8-sig').splitlines()[1].split(',')[:2], ['"Apple"', f'"{winner}"'])
        self.assertIn('attachment', table.header('Content-Disposition'))
        saved = eventually(lambda: self.administer(200, 'GET', '/admin/winners.json').json())
        self.assertEqual([(each['prize'], each['id']) for each in saved], [('Apple', winner)])

    def test_a_thousand_prizes(self):
        prizes = sorted(f'Prize {number} 🎁' for number in range(1000))
        self.administer(200, 'POST', '/startdraw', json={'prizes': prizes, 'duration': 0})
        self.reaches('DRAW_OPEN_NO_ENTRANTS', prizes=prizes)
        eventually(lambda: prizes[99] in self.home().main_text)  # the first of ten pages

    def test_an_encoded_path_is_the_decoded_one(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/octo%63at')
        self.assertEqual(self.site.redis('SMEMBERS', 'prizedraw:entrants'), {'octocat'})


class WhoIsLetIn(SiteTest):
    def test_no_login(self):
        self.open_draw(entrants=['octocat'])
        requests = [(method, path, headers) for method, path in ADMINISTRATOR for headers in ({}, BROWSER)]
        for answer, (_, _, headers) in at_once(lambda method, path, headers: self.expect(
                401, method, path, headers=headers), requests):
            self.assertRegex(answer.header('WWW-Authenticate'), '^Basic realm="[^"]+"')
            self.assertEqual(answer.header('Cache-Control'), 'no-store')
            if headers and self.site.is_ours:
                answer.page()
            else:
                self.assertRegex(answer.text, r'^[A-Z][^\n]*\.\n$')
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)

    def test_a_login_that_is_none(self):
        self.open_draw(entrants=['octocat'])
        wrong = ('Basic', 'Basic ', 'Basic !!!', 'Basic Og==', 'Basic YWRtaW4=', 'Bearer x', 'Digest username="admin"',
                 'x', authorization('admin', ''), authorization('', self.site.password),
                 authorization('root', self.site.password))
        for answer, _ in at_once(lambda login: self.expect(401, 'POST', '/enddraw', headers={'Authorization': login}), zip(wrong)):
            self.assertIn('The name or password is wrong', answer.text)
        page = self.expect(401, 'GET', '/admin', headers={'Authorization': wrong[-1], **BROWSER})
        self.assertIn('The name or password is wrong', page.text)
        if self.site.is_ours:
            self.assertIn('.state/password', page.page().main_text)
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)

    def test_other_spellings_of_the_paths(self):
        self.open_draw(entrants=['octocat'])
        paths = ('/ENDDRAW', '//enddraw', '/enddraw/', '/./enddraw', '/x/../enddraw', '/enddraw%2f', '/enddraw%00',
                 '/%65nddraw',
                 '/enddraw?x', '/enddraw;x', '/enddraw/x', '/enter/../enddraw', '/assets/../drawprizes', '/enddraw.',
                 '/enddraw%20')
        headers = {}, {'Authorization': authorization('admin', 'forged')}
        for answer, request in at_once(lambda path, headers: self.site.ask('POST', path, headers=headers),
                                       [(path, header) for path in paths for header in headers]):
            self.assertIn(answer.status, (400, 401, 403, 404, 405), f'{request}: {answer}')
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)

    def test_a_forged_login_on_an_open_path_is_not_believed(self):
        self.open_draw()
        forged = {'Authorization': authorization('admin', 'forged'), 'Remote-User': 'admin', 'Auth-Type': 'Basic',
                  'REMOTE_USER': 'admin', 'AUTH_TYPE': 'Basic', 'X-Remote-User': 'admin', 'Path-Info': '/enddraw'}
        for path in '/', '/state', '/winners', '/nowhere', '/enter/octocat':
            self.assertIn(self.site.ask('GET', path, headers=forged).status, (200, 404))
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)

    def test_another_sites_page(self):
        self.open_draw(entrants=['octocat'])
        for strange in ({'Sec-Fetch-Site': 'cross-site'}, {'Sec-Fetch-Site': 'same-site'},
                        {'Origin': 'https://other.example'},
                        {'Origin': 'null'}, {'Origin': f'http://127.0.0.1:{self.site.port + 1}'}):
            with self.subTest(headers=strange):
                self.administer(403, 'POST', '/enddraw', headers=strange)
                self.administer(403, 'POST', '/drawprizes', headers={**BROWSER, 'Sec-Fetch-Site': 'cross-site'}).page()
                self.expect(403, 'POST', '/enter/hubot', headers=strange)
                self.expect(403, 'GET', '/enter/hubot', headers=strange)
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)
        self.administer(200, 'POST', '/enddraw', headers={'Origin': self.site.address})
        self.reaches('DRAW_CLOSED_WITH_ENTRANTS', entrants=1)
