"""The organiser's desk: entrants, exclusions, the time, quantities, downloads, the log, and what is deleted when."""

import csv
import io
import json
import re
import time

from tests.support import record
from tests.support.programs import BROWSER, FORM, ProgramsTest, both_ways
from tests.support.steps import Steps

ACTIONS = '/admin/time', '/admin/take-out', '/admin/exclude', '/admin/allow', '/admin/cancel'


@both_ways
class Entrants(Steps):
    def page(self, query=''):
        return self.expect(200, 'GET', '/admin/entrants', headers=BROWSER, QUERY_STRING=query).page()

    def listed(self, page):
        return [link.get('href').rsplit('/', 1)[1] for item in page.all('li') for link in item.all('a')]

    def test_names_and_pictures(self):
        self.begin('octocat', 'hubot')
        self.redis('SADD', self.key('entrants'), 'stranger')
        page = self.page()
        self.assertEqual(self.listed(page), ['hubot', 'octocat', 'stranger'])
        self.assertIn('Octocat Hubbard', page.main_text)
        sizes = [re.search(r'[?&]s=112$', image.get('src')) is not None for image in page.first('ul').all('img')]
        self.assertEqual(sizes, [True, True, False])

    def test_unverified_are_marked_and_counted(self):
        self.begin('octocat')
        self.github.weather = 'broken-one'
        self.expect(200, 'POST', '/enter/hubot')
        self.assertEqual(self.page().main_text.count('unverified'), 1)
        self.assertIn('could not confirm 1 of them', self.desk().main_text)

    def test_unverified_of_an_older_draw_are_not_counted(self):
        self.begin('octocat')
        self.redis('SADD', self.key('unverified'), 'left-over')  # as an older program's start leaves them
        self.assertNotIn('could not confirm', self.desk().main_text)

    def test_search(self):
        self.begin('octocat', 'octopus', 'hubot')
        self.assertEqual(self.listed(self.page('search=octo')), ['octocat', 'octopus'])
        self.assertEqual(self.listed(self.page('search=%40HuBot')), ['hubot'])
        for nothing in 'nobody', '*', 'o?to', '%5Bo%5Dcto', '%3Cb%3E', '%00', 'x' * 3000:
            with self.subTest(search=nothing):
                page = self.page(f'search={nothing}')
                self.assertEqual(self.listed(page), [])
                self.assertFalse(page.has('b'))

    def test_pages_of_many(self):
        self.begin()
        everybody = {f'user-{i}' for i in range(1000)}
        self.redis('SADD', self.key('entrants'), *everybody)
        for search in '', 'user-9', '99':
            found, query, pages = set(), f'search={search}', 0
            while query is not None:
                page = self.page(query)
                found.update(self.listed(page))
                pages += 1
                onward = [link for link in page.all('a') if link.text == 'Go on']
                query = onward[0].get('href').split('?')[1] if onward else None
            self.assertEqual(found, {each for each in everybody if search in each})
            self.assertGreater(pages, 15 if search == '' else 0)
        for nonsense in 'from=-1', 'from=x', 'from=99999999999999999999999', 'from=%00':
            self.page(nonsense)

    def test_taking_out(self):
        self.begin('octocat', 'hubot')
        self.act(200, '/admin/take-out', github_id='Octocat', reason=' works here ')
        self.assertEqual(self.members('entrants'), {'hubot'})
        self.assertEqual(self.log()[-1], {'who': 'admin', 'did': 'removed octocat: works here'})
        self.expect(200, 'POST', '/enter/octocat')
        self.act(200, '/admin/take-out', github_id='octocat', reason='again', keep_out='yes')
        self.assertEqual(self.members('excluded'), {'octocat'})
        self.refused(403, 'POST', '/enter/octocat')
        before = self.did()
        self.refused(409, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': 'thrice'})
        for form in ({'github_id': 'hubot'}, {'github_id': 'hubot', 'reason': ' '}, {'github_id': 'no name', 'reason': 'x'},
                     {'github_id': 'hubot', 'reason': 'x' * 201}, {'reason': 'x'}):
            self.refused(422, 'POST', '/admin/take-out', form=form)
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/admin/take-out', form={'github_id': 'hubot', 'reason': 'too late'})
        self.assertEqual(self.did(), before + ['closed the draw'])
        self.assertEqual(self.members('entrants'), {'hubot'})

    def test_a_record_without_those_taken_out(self):
        self.begin('octocat', 'hubot', 'mojombo')
        self.act(200, '/admin/take-out', github_id='mojombo', reason='works here')
        self.expect(200, 'POST', '/drawprizes')
        found = self.expect(200, 'GET', '/record').json()
        record.check(found)
        self.assertEqual(found['entrants'], ['hubot', 'octocat'])


class AMillion(Steps, ProgramsTest):
    def test_they_are_never_read_at_once(self):
        self.begin()
        for first in range(0, 1_000_000, 10_000):
            self.redis('SADD', self.key('entrants'), *(f'user-{number:07}' for number in range(first, first + 10_000)))
        self.redis('CONFIG', 'RESETSTAT')
        for query in '', 'search=user', 'search=0999999', 'search=nobody', 'search=user-0500000':
            began = time.monotonic()
            page = self.expect(200, 'GET', '/admin/entrants', headers=BROWSER, QUERY_STRING=query).page()
            self.assertLess(time.monotonic() - began, 1, query)  # some 0.1 s
            self.assertLess(len(list(page.all('li'))), 300)
        self.assertTrue(page.has('a', href='https://github.com/user-0500000'))
        self.desk()
        calls = self.redis('INFO', 'commandstats')
        self.assertLess(calls['cmdstat_sscan']['usec_per_call'], 20_000)
        self.assertLess(calls['cmdstat_smembers']['usec_per_call'], 1000)  # prizes, and who is excluded


@both_ways
class Excluded(Steps):
    def test_from_this_draw_and_the_next(self):
        self.begin('octocat', 'hubot')
        self.act(200, '/admin/exclude', github_ids='@Octocat, mojombo\r\nwycats;tj')
        self.assertEqual(self.members('excluded'), {'octocat', 'mojombo', 'wycats', 'tj'})
        self.assertEqual(self.members('entrants'), {'hubot'})
        self.assertEqual(self.did()[-1], 'excluded octocat, mojombo, wycats, tj')
        self.ready_profile('mojombo')
        refusal, _ = self.refused(403, 'POST', '/enter/MoJombo')
        self.assertIn('excluded', refusal.text)
        self.expect(200, 'POST', '/drawprizes')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Cherry'], 'duration': 0})
        self.refused(403, 'POST', '/enter/octocat')
        self.act(200, '/admin/allow', github_id='octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.assertEqual(self.did()[-1], 'let octocat enter again')

    def test_a_renamed_user_is_known_by_both_names(self):
        self.act(200, '/admin/exclude', github_ids='new-name')
        self.begin()
        self.ready_profile('new-name')
        self.redis('COPY', self.key('profiles', 'new-name'), self.key('profiles', 'old-name'))
        refusal, _ = self.refused(403, 'POST', '/enter/old-name', but=self.key('github_quota'))
        self.assertIn('new-name', refusal.text)

    def enter_unverified(self, login):
        self.github.weather = 'broken-one'
        self.expect(200, 'POST', f'/enter/{login}')
        self.github.weather = None
        self.redis('DEL', self.key('github_silent'))

    def test_who_turns_out_to_be_excluded_is_taken_out(self):
        self.begin()
        self.enter_unverified('renamed-one')
        self.act(200, '/admin/exclude', github_ids='moved-here')
        self.expect(200, 'POST', '/enter/octocat')  # after which the unverified are looked up again
        self.programs.settle()
        self.assertEqual(self.members('entrants'), {'octocat'})
        self.assertEqual(self.members('unverified'), set())

    def test_who_turns_out_to_be_excluded_is_passed_over(self):
        for method in 'ranked', 'spop':
            with self.subTest(method=method):
                self.redis('FLUSHALL')
                self.begin('octocat', method=method)
                self.enter_unverified('renamed-one')
                self.act(200, '/admin/exclude', github_ids='moved-here')
                self.expect(200, 'POST', '/drawprizes')
                self.programs.settle()
                self.assertEqual(self.redis('HVALS', self.key('winners')), ['octocat'])

    def test_a_closed_roster_stays(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/enddraw')
        hashes = self.state()['entrants_sha256']
        self.act(200, '/admin/exclude', github_ids='octocat')
        self.assertEqual(self.state()['entrants_sha256'], hashes)
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_what_cannot_be(self):
        for ids in '', '  ', ',', 'two words!', 'ok, <b>', 'x' * 40:
            page = self.refused(422, 'POST', '/admin/exclude', form={'github_ids': ids})[1].page()
            self.assertFalse(page.has('b'))
        self.refused(409, 'POST', '/admin/exclude', form={'github_ids': ' '.join(f'user-{i}' for i in range(1001))})
        self.act(200, '/admin/exclude', github_ids=' '.join(f'user-{i}' for i in range(1000)))
        self.refused(409, 'POST', '/admin/exclude', form={'github_ids': 'one-more'})
        self.act(200, '/admin/exclude', github_ids='user-1')
        self.assertEqual(len(self.did()), 1)
        self.refused(422, 'POST', '/admin/allow', form={'github_id': '<b>'})
        self.begin('octocat')
        self.refused(409, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': 'x', 'keep_out': 'yes'})


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
                                          *['set the draw to stay open until it is closed by hand'] * 2])

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
        self.programs.settle()
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
        self.assertEqual(self.did(), ['opened a draw of Apple, until it is closed by hand', 'closed the draw',
                                      'picked the winners', f'gave “Apple” to {next_one}: {winner} is absent'])
        self.assertEqual([each['who'] for each in self.log()], ['admin', 'admin', 'Prize Draw', 'second organiser', 'admin'])
        text = self.desk().main_text
        for did in self.did():
            self.assertIn(did, text)
        self.assertIn('second organiser', text)

    def test_by_spop(self):
        self.begin('octocat', 'hubot', prizes=['Apple'], method='spop')
        self.expect(200, 'POST', '/drawprizes')
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'cannot accept'})
        self.assertEqual([did.split(' ')[0] for did in self.did()], ['opened', 'closed', 'picked', 'gave'])

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

    def test_a_form_sent_twice(self):
        """The second click finds the work done, and says so instead of refusing."""
        self.ready_profile('octocat', 'hubot', 'mojombo')

        def twice(path, **form):
            form['token'] = self.token()
            before = len(self.did())
            answers = [self.expect(303, 'POST', path, form=form, headers=BROWSER) for _ in range(2)]
            self.assertEqual(*(answer.header('Location') for answer in answers))
            self.assertEqual(len(self.did()), before + 1, self.did())
            page = self.expect(200, 'GET', answers[1].header('Location'), headers=BROWSER).page()
            self.assertIn(f'Done: admin {self.did()[-1]}' if path != '/enddraw' else 'Done: Prize Draw froze', page.main_text)

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
        self.assertNotIn('more look-ups', self.desk().main_text)
        self.begin()
        self.github.weather = 'counting-one'
        for login in 'octocat', 'hubot':
            self.expect(200, 'POST', f'/enter/{login}')
        self.assertIn('answers 58 of 60 more look-ups in the next 20 minutes', self.desk().main_text)
        self.github.weather = 'limited-one'
        self.expect(200, 'POST', '/enter/mojombo')
        self.assertIn('answers 0 of 60 more look-ups in the next 30 minutes', self.desk().main_text)


@both_ways
class Deleted(Steps):
    settings = {'PRIZEDRAW_KEEP_DAYS': '7'}
    WEEK = 7 * 86400

    def test_the_losers(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'])
        self.assertIn('deleted 7 days after', self.home().main_text)
        self.assertEqual(self.redis('TTL', self.key('entrants')), -1)
        self.expect(200, 'POST', '/drawprizes')
        self.programs.settle()
        whole = self.expect(200, 'GET', '/record').json()
        draw, winner = whole['draw'], whole['winners']['Apple']
        losers = {'octocat', 'hubot', 'mojombo'} - {winner}
        expire = 'entrants', 'arrivals', 'order', f'record:{draw}', f'roster:{draw}'
        for name in expire:
            self.assertAlmostEqual(self.redis('TTL', self.key(name)), self.WEEK, delta=5, msg=name)
        for name in 'winners_json', f'summary:{draw}', 'records':
            self.assertEqual(self.redis('TTL', self.key(name)), -1, name)
        # A week later
        self.redis('DEL', *map(self.key, expire))
        for login in 'octocat', 'hubot', 'mojombo':
            self.redis('DEL', self.key('profiles', login))
        held = json.dumps(self.redis.dump(), default=str)
        for login in losers:
            self.assertNotIn(login, held)
        self.assertEqual(self.state()['state'], 'DRAW_WON')
        left = self.expect(200, 'GET', '/record').json()
        self.assertEqual(left, {**whole, 'entrants': None, 'replacements': None})
        record.check(whole)
        self.assertEqual(record.seal(whole), left['sha256'])
        self.assertEqual(self.expect(200, 'GET', f'/record/{draw}').json(), left)
        self.refused(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})

    def test_a_replacement_keeps_the_time(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.expect(200, 'POST', '/drawprizes')
        draw = self.expect(200, 'GET', '/record').json()['draw']
        self.redis('EXPIRE', self.key(f'record:{draw}'), 1000)
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertAlmostEqual(self.redis('TTL', self.key(f'record:{draw}')), 1000, delta=5)
        whole = self.expect(200, 'GET', '/record').json()
        summary = json.loads(self.redis('GET', self.key(f'summary:{draw}')))
        self.assertEqual(summary, {**whole, 'entrants': None, 'replacements': None})

    def test_by_spop_too(self):
        self.begin('octocat', 'hubot', prizes=['Apple'], method='spop')
        self.expect(200, 'POST', '/drawprizes')
        self.assertAlmostEqual(self.redis('TTL', self.key('entrants')), self.WEEK, delta=5)

    def test_the_next_draw_is_not_touched(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.expect(200, 'POST', '/drawprizes')
        self.begin('octocat')
        self.assertEqual(self.redis('TTL', self.key('entrants')), -1)


@both_ways
class Kept(Steps):
    settings = {'PRIZEDRAW_KEEP_DAYS': '0'}

    def test_for_ever(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.assertNotIn('deleted', self.home().main_text)
        self.expect(200, 'POST', '/drawprizes')
        draw = self.expect(200, 'GET', '/record').json()['draw']
        for name in 'entrants', f'record:{draw}':
            self.assertEqual(self.redis('TTL', self.key(name)), -1, name)



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
        self.programs.settle()
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
