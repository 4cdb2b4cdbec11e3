"""One reveal for everybody: until a prize is revealed no answer says who has won it."""

import re
import zlib

from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

ENTRANTS = 'torvalds', 'hubot', 'mojombo', 'defunkt', 'wycats'
PRIZES = 'Zebra', 'Apple', 'Mug'
EVERYWHERE = ('/', '/state', '/pulse', '/stage', '/stage?overlay', '/stage?page=1', '/stage?poster', '/stage/code.svg', '/winners',
              '/record', '/record/', '/verify', '/was-i-in', '/admin', '/admin/winners.csv', '/admin/winners.json')
LISTS = '/stage/faces', '/admin/entrants', '/admin/entrants?search=o', '/admin/entrants.csv'  # of all entrants
# form tokens, and the latest change, which the desk shows for ten seconds
PASSING = r'value="[0-9a-f]+"|<p [^>]*><span>done: .*</span></p>\n*'
EACH = '/state/{}', '/won/{}', '/was-i-in?github_id={}', '/admin/entrants?search={}'


@both_ways
class Reveal(Steps):
    def begin_together(self, **more):
        self.begin(*ENTRANTS, prizes=PRIZES, reveal='together', **more)
        self.pick()

    def reveal(self, shown, status=200):
        return self.expect(status, 'POST', '/admin/reveal', json={'shown': shown})

    def said(self, absent=''):
        """The prizes whose winners any answer names."""
        answers = [self.get(path, headers=headers) for path in EVERYWHERE for headers in ({}, BROWSER)]
        answers += [self.ask('GET', f'/record/{self.state()["draw"]}')]
        everything = b''.join(answer.body for answer in answers).lower()
        standing = {login: self.expect(200, 'GET', f'/state/{login}').json()['entry'] for login in ENTRANTS}
        winners = self.winners()
        for login, entry in standing.items():
            self.assertEqual(entry == 'won', login.encode() in everything and login in winners.values(), login)
            self.assertIn(entry, ('won', 'entered', 'none'))
        said = [prize for prize in PRIZES if winners[prize].encode() in everything]
        self.look_alike([login for login in ENTRANTS if login.encode() not in everything and login != absent])
        return said

    def get(self, path, **how):
        path, _, query = path.partition('?')
        return self.ask('GET', path, QUERY_STRING=query, **how)

    def look_alike(self, logins):
        """Some of these have won, which no answer reveals: lists of all entrants contain them, and answers about single people are the
        same for all."""
        for path in LISTS:
            text = self.get(path).text.lower()
            self.assertEqual([login for login in logins if login not in text and 'o' in login], [], path)
        for path in EACH:
            for headers in {}, BROWSER:
                answers = {login: self.get(path.format(login), headers=headers) for login in logins}
                said = {(answer.status, re.sub(f'{zlib.crc32(login.encode())}|{PASSING}', '', answer.text.lower())
                         .replace(login, '…')) for login, answer in answers.items()}
                self.assertLessEqual(len(said), 1, (path, said))

    def test_prize_by_prize_in_the_order_typed(self):
        for method in 'ranked', 'spop':
            with self.subTest(method):
                self.begin_anew()
                self.begin_together(method=method)
                self.assertEqual(self.said(), [])
                self.assertEqual(self.expect(200, 'GET', '/winners').json(), [])
                self.assertEqual(self.ask('GET', '/record').status, 404)
                for shown in range(1, 4):
                    before = self.state()['version']
                    self.reveal(shown)
                    self.assertNotEqual(self.state()['version'], before)
                    self.assertEqual(self.said(), list(PRIZES[:shown]))
                    self.assertEqual([each['prize'] for each in self.expect(200, 'GET', '/winners').json()],
                                     list(PRIZES[:shown]))
                self.assertEqual(self.record()['winners'], self.winners())
                self.assertEqual(self.did()[-1], 'revealed all winners')

    def test_again_or_fewer_hides_nothing(self):
        self.begin_together()
        for shown in 2, 2, 1, 0:
            self.reveal(shown)
            self.assertEqual(self.state()['shown'], 2)
        self.reveal(10000)
        self.assertEqual(self.said(), list(PRIZES))
        self.assertEqual(self.state()['shown'], 3)

    def test_prizes_left_over_are_known_from_the_start(self):
        self.begin('octocat', prizes=PRIZES, reveal='together')
        self.pick()
        (won,) = self.winners()
        self.assertEqual(self.state()['prizes'], sorted(set(PRIZES) - {won}))
        self.assertEqual(self.expect(200, 'GET', '/winners').json(), [])
        self.reveal(PRIZES.index(won) + 1)
        self.assertEqual([each['prize'] for each in self.expect(200, 'GET', '/winners').json()], [won])

    def test_at_once_is_what_json_gets_without_asking(self):
        self.begin(*ENTRANTS, prizes=PRIZES)
        self.pick()
        self.assertEqual([each['prize'] for each in self.expect(200, 'GET', '/winners').json()], list(PRIZES))
        self.reveal(1)
        self.assertEqual(self.record()['winners'], self.winners())

    def test_by_form(self):
        self.begin_together()
        desk = self.desk()
        form = {each.get('name'): each.get('value')
                for each in desk.first('form', action='/admin/reveal').all('input')}
        self.assertEqual(form['shown'], '1')
        self.expect(303, 'POST', '/admin/reveal', form=form, headers=BROWSER)
        self.assertEqual(self.said(), ['Zebra'])

    def test_a_prize_moves_on_only_when_it_was_revealed(self):
        self.begin_together()
        self.refused(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.reveal(2)
        absent = self.winners()['Apple']
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertEqual(self.said(absent), ['Zebra', 'Apple'])

    def test_refused(self):
        self.refused(409, 'POST', '/admin/reveal', json={'shown': 1})
        self.begin(*ENTRANTS, reveal='together')
        self.refused(409, 'POST', '/admin/reveal', json={'shown': 1})
        self.pick()
        for shown in -1, 10001, 'x', '', None, 1.5, [1]:
            self.refused(422, 'POST', '/admin/reveal', json={'shown': shown})
        self.refused(403, 'POST', '/admin/reveal', json={'shown': 1}, login=None)
        self.assertEqual(self.state()['shown'], 0)
        self.refused(422, 'POST', '/startdraw', json={'prizes': ['A'], 'duration': 0, 'reveal': 'later'})

    def test_an_older_program_shows_everything(self):
        self.begin_together()
        self.their_start('Pear')
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.their_pick()
        self.assertEqual([each['prize'] for each in self.expect(200, 'GET', '/winners').json()], ['Pear'])
        self.reveal(1)

    def test_the_next_draw_ends_it(self):
        self.begin_together()
        draw = self.state()['draw']
        self.begin(prizes=['Pear'])
        self.assertEqual(self.expect(200, 'GET', f'/record/{draw}').json()['draw'], draw)


@both_ways
class Event(Steps):
    def test_title_order_and_notes_everywhere(self):
        prizes = ['Zebra', {'name': 'Apple', 'note': 'given by Acme'}, 'Mug']
        self.begin('octocat', prizes=prizes, title='PyData, June')
        self.assertEqual((self.state()['title'], self.state()['prizes']), ('PyData, June', ['Apple', 'Mug', 'Zebra']))
        for path in '/', '/stage', '/admin':
            page = self.expect(200, 'GET', path, headers=BROWSER).page()
            self.assertIn('PyData, June', page.main_text)
            self.assertIn('PyData, June', page.first('title').text)
            self.assertIn('given by Acme', page.main_text)
            places = [page.main_text.index(prize) for prize in PRIZES]
            self.assertEqual(places, sorted(places), path)
        self.pick()
        self.assertEqual(self.record()['title'], 'PyData, June')
        self.assertEqual(self.expect(200, 'GET', '/record/').json()[0]['title'], 'PyData, June')
        self.assertIn('"octocat","Octocat Hubbard","PyData, June"', self.expect(200, 'GET', '/admin/winners.csv').text)
        self.assertIn('PyData, June', self.desk().first('section', **{'aria-labelledby': 'past'}).text)
        self.assertIn('PyData, June', self.did()[0])

    def test_refused(self):
        for title in 'x' * 101, 'a\nb', 5.5, ['x']:
            self.refused(422, 'POST', '/startdraw', json={'prizes': ['A'], 'duration': 0, 'title': title})
        for prize in {}, {'note': 'x'}, {'name': 'A', 'note': 'x' * 201}, {'name': 'A', 'note': 'a\tb'}, {'name': ['A']}, 5:
            self.refused(422, 'POST', '/startdraw', json={'prizes': [prize], 'duration': 0})
        page = self.expect(422, 'POST', '/startdraw', headers=BROWSER,
                           form={'prizes': 'A | by B', 'duration': '0', 'title': 'x' * 101}).page()
        self.assertEqual(page.first('input', name='title').get('aria-invalid'), 'true')
        self.assertIn('A | by B', page.first('textarea', name='prizes').text)

    def test_by_form(self):
        self.expect(303, 'POST', '/startdraw', headers=BROWSER, form={
            'title': ' PyData ', 'prizes': 'Zebra\n2 x Mug | by Acme', 'duration': '0', 'reviewed': 'yes', 'reveal': 'together'})
        self.assertEqual((self.state()['title'], self.state()['reveal']), ('PyData', 'together'))
        self.assertEqual(self.state()['prizes'], ['2 x Mug', 'Zebra'])
