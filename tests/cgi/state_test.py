"""The state and the winners as JSON, and data written by the older programs."""

import json
import threading

from tests.support import eventually
from tests.support.github import profile
from tests.support.programs import both_ways, dumps

STAND_IN = '/assets/stand-in.svg'


@both_ways
class State:
    def test_no_draw(self):
        self.expect_state('NO_DRAW', [], 0)
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.assertEqual(self.state()['state'], 'NO_DRAW')

    def test_open(self):
        self.open_draw('An Apple', 'A Banana', 'ábc', 'a', 'Z')
        self.expect_state('DRAW_OPEN_NO_ENTRANTS', ['A Banana', 'An Apple', 'Z', 'a', 'ábc'], 0)
        self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
        self.expect_state('DRAW_OPEN_WITH_ENTRANTS', ['A Banana', 'An Apple', 'Z', 'a', 'ábc'], 2)

    def test_open_whatever_else_there_is(self):
        self.won_draw({'Apple': 'octocat'})
        self.redis('SET', self.key('is_open'), 'true')
        self.expect_state('DRAW_OPEN_NO_ENTRANTS', [], 0)

    def test_open_with_a_time_limit(self):
        self.open_draw(seconds=900)
        self.assertIn(self.state()['closes_in'], range(895, 901))

    def test_closed(self):
        self.open_draw('Apple', entrants=('octocat',))
        self.close_draw()
        self.expect_state('DRAW_CLOSED_WITH_ENTRANTS', ['Apple'], 1)
        self.redis('DEL', self.key('entrants'))
        self.expect_state('DRAW_CLOSED_NO_ENTRANTS', ['Apple'], 0)

    def test_won(self):
        self.won_draw({'Apple': 'octocat'}, unwon=['Banana'])
        self.expect_state('DRAW_WON', ['Banana'], 0)

    def test_closes_by_itself(self):
        self.open_draw('Apple', entrants=('octocat',))
        self.redis('PEXPIRE', self.key('is_open'), 50)
        eventually(lambda: self.state()['state'] == 'DRAW_CLOSED_WITH_ENTRANTS')
        self.assertIsNone(self.state()['closes_in'])

    def test_etag(self):
        self.open_draw(entrants=('octocat',))
        fresh = self.expect(200, 'GET', '/state')
        tag = fresh.header('ETag')
        self.assertRegex(tag, '^(W/)?"[^"]+"$')
        for known in tag, 'W/' + tag, f'"other", {tag}', '*':
            for method in 'GET', 'HEAD':
                answer = self.expect(304, method, '/state', headers={'If-None-Match': known})
                self.assertEqual((answer.body, answer.header('ETag')), (b'', tag))
        self.expect(200, 'GET', '/state', headers={'If-None-Match': '"other"'})
        self.redis('SADD', self.key('entrants'), 'hubot')
        changed = self.expect(200, 'GET', '/state', headers={'If-None-Match': tag})
        self.assertNotEqual(changed.header('ETag'), tag)
        self.assertEqual(changed.json()['entrants'], 2)

    def expect_state(self, name, prizes, entrants):
        state = self.state()
        self.assertEqual({field: state[field] for field in ('state', 'prizes', 'entrants', 'closes_in')},
                         {'state': name, 'prizes': prizes, 'entrants': entrants, 'closes_in': None})


@both_ways
class Winners:
    def winners(self):
        return self.expect(200, 'GET', '/winners').json()

    def test_none_in_every_state_before_the_pick(self):
        self.assertEqual(self.winners(), [])
        self.open_draw(entrants=('octocat',))
        self.assertEqual(self.winners(), [])
        self.close_draw()
        self.assertEqual(self.winners(), [])

    def test_after_a_pick_of_this_program(self):
        self.ready_profile('one', 'two')
        self.open_draw('Pear', 'Apple', 'Fig', entrants=('one', 'two'))
        self.expect(200, 'POST', '/drawprizes')
        found = self.winners()
        won = self.redis('HGETALL', self.key('winners'))
        self.assertEqual([winner['prize'] for winner in found], sorted(won))
        for winner in found:
            whole = profile(won[winner['prize']])
            self.assertEqual((winner['id'], winner['name'], winner['image']),
                             (won[winner['prize']], whole['name'], whole['avatar_url']))
        self.assertEqual(json.loads(self.redis('GET', self.key('winners_json'))), found)
        self.assertEqual(self.github.requests.total(), 0)

    def test_an_expired_profile_is_fetched_again(self):
        self.won_draw({'Apple': 'mojombo'})
        self.assertEqual([(w['name'], w['image']) for w in self.winners()],
                         [('Mojombo Hubbard', profile('mojombo')['avatar_url'])])
        self.assertEqual(self.redis('EXISTS', self.key('profiles', 'mojombo')), 1)
        self.winners()
        self.assertEqual(self.github.requests['mojombo'], 1)

    def test_a_stand_in_does_not_stay(self):
        self.won_draw({'Apple': 'broken-octocat', 'Fig': 'missing-hubot'})
        found = {winner['prize']: (winner['name'], winner['image']) for winner in self.winners()}
        self.assertEqual(found, {'Apple': ('broken-octocat', STAND_IN), 'Fig': ('missing-hubot', STAND_IN)})
        key = self.key('winners_json')
        if self.redis('EXISTS', key):
            self.assertIn(self.redis('TTL', key), range(0, 121))

    def test_the_home_page_of_a_won_draw_stands_without_github(self):
        self.won_draw({'Apple': 'broken-octocat'})
        self.assertIn('broken-octocat', self.home().main_text)

    def test_cached_winners_of_an_older_draw_are_not_shown(self):
        self.ready_profile('octocat')
        self.redis('SET', self.key('winners_json'), dumps([{'name': 'Old', 'prize': 'Old', 'image': 'https://x/'}]))
        self.assertEqual(self.winners(), [])
        self.assertEqual(self.home().main_text.count('Old'), 0)

    def test_an_answer_of_github_too_late_for_its_draw_is_not_kept(self):
        self.won_draw({'Apple': 'octocat'})
        with self.github.hold('octocat') as hold:
            asking = threading.Thread(target=self.winners)
            asking.start()
            self.assertTrue(hold.arrived.wait(5), 'GitHub was not asked')
            self.expect(200, 'POST', '/startdraw', json={'prizes': ['Fig'], 'duration': 0})
            hold.release()
            asking.join()
        self.assertEqual(self.redis('EXISTS', self.key('winners_json')), 0)


@both_ways
class AfterTheOlderPrograms:
    """Each key as the programs in Flask and Express write it."""

    def test_profile_without_a_name(self):
        for login, changes in ('nameless', {'name': ...}), ('nulled', {'name': None}), ('blank', {'name': ''}):
            with self.subTest(login):
                self.redis('FLUSHALL')
                self.ready_profile(login, **changes)
                self.open_draw('Apple', entrants=())
                response = self.expect(200, 'POST', f'/enter/{login}')
                self.assertIsNone(response.json()['name'])
                self.expect(200, 'POST', '/drawprizes')
                self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['name'], login.capitalize())

    def test_profile_of_only_three_fields(self):
        self.redis('SET', self.key('profiles', 'octocat'),
                   dumps({'login': 'Octocat', 'name': 'Octo',
                          'avatar_url': 'https://avatars.githubusercontent.com/u/1'}))
        self.open_draw('Apple')
        self.expect(200, 'POST', '/enter/octocat')
        self.expect(200, 'POST', '/drawprizes')
        winner = self.expect(200, 'GET', '/winners').json()[0]
        self.assertEqual((winner['name'], winner['image']), ('Octo', 'https://avatars.githubusercontent.com/u/1'))
        self.assertEqual(self.github.requests.total(), 0)

    def test_winners_json_of_only_three_fields(self):
        """It does not say whose names they are, so it may be of another draw, and is rebuilt."""
        self.won_draw({'Apple': 'octocat', 'Fig': 'hubot'})
        image = 'https://avatars.githubusercontent.com/u/583231?v=4'
        cached = [{'name': 'The <i>Octocat</i>', 'prize': 'Apple', 'image': image},
                  {'name': 'hubot', 'prize': 'Fig', 'image': image}]
        self.redis('SET', self.key('winners_json'), json.dumps(cached))
        found = self.expect(200, 'GET', '/winners').json()
        self.assertEqual([(w['id'], w['name'], w['prize'], w['image']) for w in found],
                         [(login, profile(login)['name'], prize, profile(login)['avatar_url'])
                          for prize, login in (('Apple', 'octocat'), ('Fig', 'hubot'))])
        page = self.home()
        self.assertIn('Octocat Hubbard', page.main_text)
        self.assertNotIn('The <i>Octocat</i>', page.main_text)

    def test_winners_json_with_no_image(self):
        self.won_draw({'Apple': 'octocat'})
        self.redis('SET', self.key('winners_json'), '[{"name": null, "prize": "Apple"}]')
        self.assertIn('Apple', self.home().main_text)

    def test_damaged_values_are_no_server_errors(self):
        for damaged in '', 'nonsense', '{}', '[1]', '[[]]', 'null', '[{"prize": 7}]', '"x"', '[' * 5000, '\udcff':
            with self.subTest(winners_json=damaged[:20]):
                self.ready_profile('octocat')
                self.won_draw({'Apple': 'octocat'})
                self.redis('SET', self.key('winners_json'), damaged)
                self.expect(200, 'GET', '/winners').json()
                self.home()
        for damaged in '', 'nonsense', '[]', 'null', '{"login": 7}', '{"name": "Octo"}', '[' * 5000, '\udcff':
            with self.subTest(profile=damaged[:20]):
                self.open_draw()
                self.redis('SET', self.key('profiles', 'octocat'), damaged)
                self.assertEqual(self.expect(200, 'POST', '/enter/octocat').json()['login'], 'Octocat')

    def test_prizes_and_winners_that_are_no_utf_8(self):
        self.open_draw('Apple \udcff', entrants=('octocat',))
        self.assertIn('Apple', self.home().main_text)
        self.assertEqual(len(self.state()['prizes']), 1)
        self.won_draw({'Apple \udcff': '\udcfe', 'Fig': 'no/such <id>'})
        self.assertEqual(len(self.expect(200, 'GET', '/winners').json()), 2)
        self.assertIn('no/such <id>', self.home().main_text)

    def test_a_whole_draw_by_turns(self):
        self.open_draw('Old', entrants=('old',))
        self.ready_profile('old', 'new')
        self.expect(200, 'POST', '/drawprizes')
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['prize'], 'Old')
        self.open_draw('New')  # by an older program, which knows no other keys
        self.assertEqual(self.state()['state'], 'DRAW_OPEN_NO_ENTRANTS')
        self.expect(200, 'POST', '/enter/new')
        self.close_draw()
        self.redis('DEL', self.key('prizes'), self.key('entrants'))
        self.redis('HSET', self.key('winners'), 'New', 'new')
        self.assertEqual([(w['prize'], w['name']) for w in self.expect(200, 'GET', '/winners').json()],
                         [('New', 'New Hubbard')])
        page = self.home()
        self.assertIn('New Hubbard', page.main_text)
        self.assertNotIn('Old', page.main_text)

    def test_is_open_with_and_without_a_ttl(self):
        for seconds in 0, 60:
            self.open_draw(seconds=seconds)
            self.assertEqual(self.state()['state'], 'DRAW_OPEN_NO_ENTRANTS')
            self.assertEqual(self.state()['closes_in'] is None, seconds == 0)
            self.expect(200, 'POST', '/enddraw')
            self.assertEqual(self.state()['state'], 'DRAW_CLOSED_NO_ENTRANTS')
