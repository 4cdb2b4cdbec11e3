"""The organiser's desk: the time, quantities, downloads, and the log."""

import csv
import io

from tests.support.programs import BROWSER, FORM, both_ways
from tests.support.steps import Steps

ACTIONS = '/admin/time', '/admin/take-out', '/admin/exclude', '/admin/allow', '/admin/cancel'


@both_ways
class Says(Steps):
    def test_what_follows_the_pick(self):
        for reveal, sentence in (('together', 'You then reveal them one by one'), ('at-once', 'Everybody sees the winners at once')):
            for close in False, True:
                self.begin_anew()
                self.begin('octocat', reveal=reveal)
                if close:
                    self.act(200, '/enddraw')
                self.assertIn(sentence, self.desk().form('/drawprizes').text)

    def test_where_people_are_added_before_anybody_has_entered(self):
        self.begin()
        self.assertTrue(self.desk().has('a', href='/admin/entrants'))


@both_ways
class Time(Steps):
    def test_longer_shorter_and_by_hand(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 900})
        for minutes, seconds in (('30', 1800), ('1', 60), ('525600', 31536000)):
            self.act(200, '/admin/time', minutes=minutes)
            self.assertAlmostEqual(self.state()['closes_in'], seconds, delta=2)
        for minutes in '', '0':
            self.act(200, '/admin/time', minutes=minutes)
            self.assertIsNone(self.state()['closes_in'])
        self.assertEqual(self.did()[1:], ['set the draw to stay open for 30 min', 'set the draw to stay open for 1 min',
                                          'set the draw to stay open for 525600 min',
                                          *['set the draw to stay open until somebody closes it'] * 2])

    def test_what_cannot_be(self):
        self.refused(409, 'POST', '/admin/time', form={'minutes': '5'})
        self.begin()
        for minutes in '-1', '1.5', 'x', '525601', '9' * 30:
            self.refused(422, 'POST', '/admin/time', form={'minutes': minutes})
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/admin/time', form={'minutes': '5'})
        self.assertEqual(self.redis('EXISTS', self.key('is_open')), 0)

    def test_by_json(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/admin/time', json={'minutes': 5})
        self.assertAlmostEqual(self.state()['closes_in'], 300, delta=2)
        self.expect(200, 'POST', '/admin/exclude', json={'github_ids': 'octocat'})
        self.assertEqual(self.members('entrants'), set())
        for wrong in None, True, [5], 1.5:
            self.refused(422, 'POST', '/admin/time', json={'minutes': wrong})

    def test_neither_a_form_nor_json(self):
        for path in ACTIONS:
            self.refused(415, 'POST', path, body=b'5', CONTENT_TYPE='text/plain')
            self.refused(422, 'POST', path, body=b'minutes=%zz', CONTENT_TYPE=FORM)


@both_ways
class Quantities(Steps):
    def send(self, prizes, **how):
        return self.ask('POST', '/startdraw', form={'prizes': prizes, 'duration': '0', 'method': 'ranked'}, **how)

    def test_shown_before_opening(self):
        shown = self.send('An Apple\r\n3 x Sticker pack\r\n2 × Crème', headers=BROWSER)
        self.assertEqual(shown.status, 200)
        text = shown.page().first('textarea', name='prizes').raw_text.lstrip('\n')
        wanted = ['An Apple', 'Sticker pack 1', 'Sticker pack 2', 'Sticker pack 3', 'Crème 1', 'Crème 2']
        self.assertEqual(text.split('\n'), wanted)
        self.assertEqual(self.state()['state'], 'NO_DRAW')
        self.assertEqual(self.send(text, headers=BROWSER).status, 303)
        self.assertEqual(self.state()['prizes'], sorted(wanted))

    def test_numbers_of_one_width(self):
        self.assertEqual(self.send('12 x Mug\n1 x Hat').status, 200)
        self.assertEqual(self.state()['prizes'], ['Hat', *(f'Mug {i:02}' for i in range(1, 13))])

    def test_unique_and_not_too_many(self):
        for prizes in '2 x Mug\nMug 1', '10001 x Mug', '999999 x Mug', '9999 x Mug\n2 x Hat':
            with self.subTest(prizes=prizes):
                self.assertEqual(self.send(prizes).status, 422)
                self.assertIn(self.send(prizes, headers=BROWSER).status, (200, 422))
        self.assertEqual(self.state()['state'], 'NO_DRAW')

    def test_what_is_no_quantity(self):
        names = ['0 x Mug', '3x', '3 x', 'x Mug', '4x4 car', '1234567 x Mug', '3 xylophones']
        self.assertEqual(self.send('\n'.join(names)).status, 200)
        self.assertEqual(self.state()['prizes'], sorted(names))

    def test_json_means_what_it_says(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['3 x Mug'], 'duration': 0})
        self.assertEqual(self.state()['prizes'], ['3 x Mug'])


@both_ways
class Downloads(Steps):
    HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', '\u200b=1', '"quoted", and', 'plain', '＝1', '<script>']

    def test_both_hold_what_redis_holds(self):
        entrants = [f'user-{i}' for i in range(len(self.HOSTILE))]
        self.begin(prizes=self.HOSTILE)
        for login in entrants:
            self.ready_profile(login, name='=HYPERLINK("http://x.example")')
            self.expect(200, 'POST', f'/enter/{login}')
        self.expect(200, 'POST', '/drawprizes')
        self.settle()
        held = self.redis('HGETALL', self.key('winners'))
        answer = self.expect(200, 'GET', '/admin/winners.csv')
        self.assertEqual(answer.header('Content-Type'), 'text/csv; charset=utf-8')
        self.assertEqual(answer.header('Content-Disposition'), 'attachment; filename="winners.csv"')
        head, *rows = csv.reader(io.StringIO(answer.body.decode('utf-8-sig'), newline=''))
        self.assertEqual(head, ['prize', 'github_id', 'name'])
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[0], '=+-@\t\r＝＋－＠', row)
        plain = {prize[1:] if prize[0] == "'" and prize[1:] in held else prize: login for prize, login, _ in rows}
        self.assertEqual(plain, held)
        saved = self.expect(200, 'GET', '/admin/winners.json')
        self.assertEqual(saved.header('Content-Disposition'), 'attachment; filename="winners.json"')
        self.assertEqual({each['prize']: each['id'] for each in saved.json()}, held)
        self.assertEqual(saved.body, self.expect(200, 'GET', '/winners').body)

    def test_none(self):
        self.assertEqual(self.expect(200, 'GET', '/admin/winners.json').json(), [])
        self.assertEqual(self.expect(200, 'GET', '/admin/winners.csv').body.decode('utf-8-sig'), '"prize","github_id","name"\r\n')


@both_ways
class Log(Steps):
    def test_every_action_is_in_it_once(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'])
        self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/drawprizes', login='second organiser')
        winner = self.redis('HGET', self.key('winners'), 'Apple')
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        next_one = self.redis('HGET', self.key('winners'), 'Apple')
        self.assertEqual(self.did(), ['opened a draw of Apple, until somebody closes it', 'closed the draw',
                                      'picked the winners', f'redrew a prize: Apple now goes to {next_one.capitalize()} Hubbard @{next_one} ({winner} was absent)'])
        self.assertEqual([each['who'] for each in self.log()], ['admin', 'admin', 'Prize Draw', 'second organiser', 'admin'])
        text = self.desk().main_text
        for did in self.did():
            self.assertIn(did, text)
        self.assertIn('second organiser', text)

    def test_by_spop(self):
        self.begin('octocat', 'hubot', prizes=['Apple'], method='spop')
        self.expect(200, 'POST', '/drawprizes')
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'cannot accept'})
        self.assertEqual([did.split(' ')[0] for did in self.did()], ['opened', 'closed', 'picked', 'redrew'])

    def test_what_is_refused_is_not_in_it(self):
        self.refused(409, 'POST', '/drawprizes')
        self.begin('octocat')
        self.refused(409, 'POST', '/startdraw', json={'prizes': ['x'], 'duration': 0})
        self.assertEqual(len(self.did()), 1)

    def test_names_are_text(self):
        name = '<img src=x onerror=alert(1)>{{#log}}'
        self.expect(200, 'POST', '/startdraw', json={'prizes': [name], 'duration': 0}, login=name)
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.act(200, '/admin/take-out', github_id='octocat', reason=name)
        page = self.desk()
        self.assertIn(f'{name} opened', page.main_text)
        self.assertIn(f'removed octocat: {name}', page.main_text)
        self.assertFalse(page.has('img', onerror=True))

    def test_what_was_done_is_said_on_the_page_after_it(self):
        prizes = [f'A prize with a long name {number}' for number in range(9)]
        self.begin(prizes=prizes)
        said = self.desk().first('p', role='status', **{'class': 'result is-good'}).text
        self.assertRegex(said, '^Done: opened a draw of A prize with a long name 0.*….$')
        self.assertLess(len(said), 100)
        later = self.expect(200, 'GET', '/admin', headers=BROWSER, HTTP_COOKIE=None).page()
        another = self.expect(200, 'GET', '/admin', headers=BROWSER, login='ann').page()
        for page in later, another:
            self.assertNotIn('Done:', page.main_text)

    def test_a_form_sent_twice(self):
        """The second click finds the change done, and succeeds."""
        self.ready_profile('octocat', 'hubot', 'mojombo')

        def twice(path, **form):
            form['token'] = self.token()
            before = len(self.did())
            answers = [self.expect(303, 'POST', path, form=form, headers=BROWSER) for _ in range(2)]
            self.assertEqual(*(answer.header('Location') for answer in answers))
            self.assertEqual(len(self.did()), before + 1, self.did())
            page = self.expect(200, 'GET', answers[1].header('Location'), headers=BROWSER).page()
            said = f'Done: {self.did()[-1]}.'
            if path == '/redraw':  # shown next to the Undo button
                said = self.did()[-1].removeprefix('redrew a prize: ').split(' (')[0] + '. Undo'
            self.assertIn(said, page.main_text)

        twice('/startdraw', prizes='Apple\nBanana', duration='900', method='ranked')
        for login in 'octocat', 'hubot', 'mojombo':
            self.expect(200, 'POST', f'/enter/{login}')
        self.expect(200, 'POST', '/enter/organiser')
        twice('/admin/time', minutes='20')
        twice('/admin/take-out', github_id='organiser', reason='organises', keep_out='yes')
        twice('/admin/allow', github_id='organiser')
        twice('/admin/exclude', github_ids='organiser')
        twice('/enddraw')
        twice('/drawprizes', public='seven')
        twice('/redraw', prize='Apple', winner=self.redis('HGET', self.key('winners'), 'Apple'), reason='absent')

    def test_another_form_later_is_refused(self):
        self.begin('octocat')
        token = self.token()
        self.expect(200, 'POST', '/drawprizes')
        for form in ({'token': token}, {'token': self.token()}, {'token': 'No token!'}, {'token': 'f' * 129}, {}):
            self.expect(409, 'POST', '/drawprizes', form=form, headers=BROWSER)
            self.expect(409, 'POST', '/drawprizes', form=form)

    def test_quota(self):
        self.assertNotIn('look-ups left', self.desk().main_text)
        self.begin()
        self.github.weather = 'counting-one'
        for login in 'octocat', 'hubot':
            self.expect(200, 'POST', f'/enter/{login}')
        self.assertIn('look-ups left: 58 of 60. The limit resets in 20 minutes.', self.desk().main_text)
        self.github.weather = 'limited-one'
        self.expect(200, 'POST', '/enter/mojombo')
        self.assertIn('look-ups left: 0 of 60. The limit resets in 30 minutes.', self.desk().main_text)
