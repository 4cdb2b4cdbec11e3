"""People at the organiser's desk: found by name, added, saved as a table, left out because they won recently."""

import csv
import io
import time

from tests.support import record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps


class List(Steps):
    def page(self, query=''):
        return self.expect(200, 'GET', '/admin/entrants', headers=BROWSER, QUERY_STRING=query).page()

    def listed(self, query=''):
        return [link.get('href').rsplit('/', 1)[1] for item in self.page(query).all('li') for link in item.all('a')]


@both_ways
class SearchByName(List):
    def test_by_part_of_a_name_whatever_its_case(self):
        self.begin()
        self.ready_profile('anita', name='Anita Lee')
        self.ready_profile('bee', name='Zoë Léé <b>')
        self.ready_profile('leelee', name=None)
        for login in 'anita', 'bee', 'leelee':
            self.expect(200, 'POST', f'/enter/{login}')
        for search, wanted in (('lee', ['anita', 'leelee']), ('ITA+L', ['anita']), ('Zo%C3%AB', ['bee']), ('%3Cb', ['bee']),
                               ('%40LEELEE', ['leelee']), ('nobody', []), ('%FF', []), ('x' * 3000, [])):
            self.assertEqual(self.listed(f'search={search}'), wanted, search)

    def test_through_the_pages_of_many(self):
        self.begin()
        everybody = [f'user-{i:05}' for i in range(12_000)]
        self.redis('SADD', self.key('entrants'), *everybody)
        lees = set(everybody[::1000])
        for login in lees:
            self.ready_profile(login, name=f'Ann & Lee {login}')
        found, query = set(), 'search=Ann+%26+Lee'
        while query:
            page = self.page(query)
            found.update(link.get('href').rsplit('/', 1)[1] for item in page.all('li') for link in item.all('a'))
            query = next((link.get('href').split('?')[1] for link in page.all('a') if link.text == 'Next'), None)
        self.assertEqual(found, lees)


@both_ways
class Add(List):
    def add(self, text, status=200, **how):
        return self.expect(status, 'POST', '/admin/add', form={'github_ids': text}, **how)

    def test_known_and_unknown(self):
        self.begin('octocat')
        self.ready_profile('hubot')
        self.add('Hubot, octocat @mojombo;hubot')
        self.assertEqual(self.members('entrants'), {'octocat', 'hubot', 'mojombo'})
        self.assertEqual((self.members('unverified'), self.members('added')), ({'mojombo'}, {'hubot', 'mojombo'}))
        self.assertEqual(self.did()[-1], 'added hubot, mojombo')
        self.assertEqual(self.page().main_text.count('added by the organiser'), 2)
        self.add('hubot')  # already in
        self.assertEqual(len(self.did()), 2)
        self.assertEqual(self.expect(200, 'GET', '/state/mojombo').json()['entry'], 'unverified')
        self.expect(400, 'POST', '/enter/hubot')

    def test_they_are_looked_up_like_anybody(self):
        self.begin()
        self.add('renamed-one missing-one hubot')
        self.expect(200, 'POST', '/enter/octocat')  # after which the unverified are looked up
        self.settle()
        self.assertEqual(self.members('entrants'), {'octocat', 'hubot', 'moved-here'})
        self.assertEqual(self.members('added') & self.members('entrants'), {'hubot', 'moved-here'})

    def test_the_record_says_so(self):
        for method in 'ranked', 'spop':
            with self.subTest(method):
                self.begin_anew()
                self.begin('octocat', 'wycats', method=method)
                self.ready_profile('hubot', 'mojombo', 'tj')
                self.add('hubot,mojombo\n"tj"')
                self.act(200, '/admin/take-out', github_id='tj', reason='left')
                self.pick()
                found = self.record()
                record.check(found)
                self.assertEqual(found['added'], ['hubot', 'mojombo'])
                self.begin('octocat')
                self.pick()
                self.assertNotIn('added', self.record())

    def test_a_table(self):
        for table in ('Name,GitHub username\r\n"Lee, Anita",Anita-Lee\r\nBob,\r\nHu,https://github.com/hubot',
                      'login;name\nanita-lee;"x;y"\nhubot;z', 'note\tgithub_id\na\t@anita-lee\nb\t\'hubot'):
            self.begin_anew()
            self.begin()
            self.add(table)
            self.assertEqual(self.members('entrants'), {'anita-lee', 'hubot'}, table)

    def test_one_wrong_keeps_the_list_and_names_it(self):
        self.begin('octocat')
        text = 'hubot\r\nnot!a!name\r\n<b>\r\nmojombo'
        page = self.refused(422, 'POST', '/admin/add', form={'github_ids': text})[1].page()
        self.assertEqual(page.first('textarea', name='github_ids').raw_text.lstrip('\n').splitlines(), text.splitlines())
        self.assertEqual(page.first('textarea', name='github_ids').get('aria-invalid'), 'true')
        error = page.first('p', id='add_ids_error').text
        self.assertIn('“not!a!name”, “<b>” are not valid GitHub usernames', error)
        self.assertIn('is an e-mail address', self.refused(422, 'POST', '/admin/add', form={'github_ids': 'a b@c.d'})[0].text)

    def test_the_list_of_whom_to_exclude_too(self):
        page = self.refused(422, 'POST', '/admin/exclude', form={'github_ids': 'hubot wr*ng tj'})[1].page()
        self.assertEqual(page.first('textarea', name='github_ids').raw_text.strip(), 'hubot wr*ng tj')
        self.assertIn('“wr*ng” is not a valid GitHub username', page.first('p', id='github_ids_error').text)

    def test_by_form_once(self):
        self.begin('octocat')
        form = {'github_ids': 'hubot', 'token': self.page().first('form', action='/admin/add').first('input', name='token').get('value')}
        for _ in range(2):
            self.assertEqual(self.expect(303, 'POST', '/admin/add', form=form, headers=BROWSER).header('Location'), '/admin/entrants')
        self.assertEqual(len(self.did()), 2)

    def test_refused(self):
        self.refused(409, 'POST', '/admin/add', json={'github_ids': 'hubot'})
        self.begin('octocat')
        for ids in '', ' ,', 'x' * 40, ' '.join(f'u{i}' for i in range(10_001)):
            self.refused(422, 'POST', '/admin/add', json={'github_ids': ids})
        self.refused(403, 'POST', '/admin/add', json={'github_ids': 'hubot'}, login=None)
        self.act(200, '/admin/exclude', github_ids='hubot')
        self.assertIn('hubot cannot', self.refused(409, 'POST', '/admin/add', json={'github_ids': 'tj hubot'})[0].text)
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/admin/add', json={'github_ids': 'tj'})
        self.assertFalse(self.page().has('textarea'))
        self.pick()
        self.refused(409, 'POST', '/admin/add', json={'github_ids': 'tj'}, but=self.key('winners_json'))
        self.their_start('Pear')
        self.refused(409, 'POST', '/admin/add', json={'github_ids': 'tj'})

    def test_nothing_of_an_older_draw(self):
        self.begin('octocat')
        self.add('hubot')
        self.their_start('Pear')
        self.redis('SADD', self.key('entrants'), 'hubot')
        self.assertNotIn('added by', self.page().main_text)
        self.pick()
        self.assertNotIn('added', self.record())

    def test_as_many_as_there_may_be(self):
        self.begin()
        self.add('\n'.join(f'user-{i}' for i in range(10_000)))
        self.assertEqual((self.redis('SCARD', self.key('entrants')), self.redis('LLEN', self.key('arrivals'))), (10_000, 24))
        self.assertTrue(self.did()[-1].endswith(' and 9980 more'))


@both_ways
class Table(List):
    def rows(self, query='', delimiter=','):
        answer = self.expect(200, 'GET', '/admin/entrants.csv', QUERY_STRING=query)
        self.assertEqual(answer.header('Content-Type'), 'text/csv; charset=utf-8')
        self.assertEqual(answer.header('Content-Disposition'), 'attachment; filename="entrants.csv"')
        return list(csv.reader(io.StringIO(answer.body.decode('utf-8-sig'), newline=''), delimiter=delimiter))

    def test_names_notes_and_separators(self):
        self.begin('octocat')
        self.ready_profile('-dash', name='=HYPERLINK("x"); "a", b')
        self.expect(200, 'POST', '/enter/-dash')
        self.act(200, '/admin/add', github_ids='hubot')
        wanted = [['github_id', 'name', 'note'], ["'-dash", '\'=HYPERLINK("x"); "a", b', ''],
                  ['hubot', '', 'unverified, added by the organiser'], ['octocat', 'Octocat Hubbard', '']]
        self.assertEqual(self.rows(), wanted)
        self.assertEqual(self.rows('separator=comma'), wanted)
        self.assertEqual(self.rows('separator=semicolon', ';'), wanted)
        for wrong in 'tab', '%3B', '%00':
            self.refused(422, 'GET', '/admin/entrants.csv', QUERY_STRING=f'separator={wrong}')

    def test_everybody_also_after_the_pick_and_never_in_the_order(self):
        self.assertEqual(len(self.rows()), 1)
        everybody = [f'user-{i:02}' for i in range(30)]
        for method in 'ranked', 'spop':
            self.begin_anew()
            self.begin(*everybody, method=method, reveal='together')
            self.pick()
            self.assertEqual([row[0] for row in self.rows()[1:]], everybody)
        self.redis('DEL', self.key('order', self.state()['draw']))
        self.refused(409, 'GET', '/admin/entrants.csv')

    def test_what_an_older_program_picked(self):
        self.begin()
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
        self.their_pick()
        self.assertEqual([row[0] for row in self.rows()[1:]], ['hubot', 'octocat'])

    def test_a_bound(self):
        self.begin()
        for first in range(0, 100_000, 10_000):
            self.redis('SADD', self.key('entrants'), *(f'user-{i}' for i in range(first, first + 10_000)))
        self.assertEqual(len(self.rows()), 100_001)
        self.redis('SADD', self.key('entrants'), 'one-more')
        self.refused(409, 'GET', '/admin/entrants.csv')


@both_ways
class LeftOut(List):
    def draw(self, *entrants, **more):
        self.begin(*entrants, prizes=['Apple'], **more)
        self.pick()
        return self.winners()['Apple']

    def test_who_won_in_the_last_draws(self):
        winners = [self.draw(login) for login in ('octocat', 'hubot', 'mojombo')]
        self.begin('tj', 'octocat', prizes=['Apple'], leave_out=2)
        self.assertEqual(self.members('left_out'), {'hubot', 'mojombo'})
        for login in winners[1:]:
            refusal, page = self.refused(403, 'POST', f'/enter/{login}')
            self.assertIn('won a recent draw', refusal.text)
            self.assertIn('won a recent draw', self.expect(
                403, 'POST', '/enter', form={'github_id': login.upper()}, headers=BROWSER).page().main_text)
        self.assertIn('Winners of the last 2 draws cannot enter', self.home().main_text)
        self.refused(409, 'POST', '/admin/add', json={'github_ids': 'hubot'})
        self.assertTrue(self.did()[-1].endswith('until somebody closes it, leaving out hubot, mojombo'))
        self.pick()
        found = self.record()
        record.check(found)
        self.assertEqual(found['left_out'], {'draws': 2, 'github_ids': ['hubot', 'mojombo']})
        self.begin('hubot')
        self.pick()
        self.assertNotIn('left_out', self.record())

    def test_only_who_has_it_in_the_end(self):
        first = self.draw('octocat', 'hubot')
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        second = self.winners()['Apple']
        self.begin(first, leave_out=50)
        self.refused(403, 'POST', f'/enter/{second}')

    def test_where_there_was_no_draw(self):
        self.begin('octocat', leave_out=3)
        self.pick()
        self.assertEqual(self.record()['left_out'], {'draws': 3, 'github_ids': []})

    def test_who_is_renamed(self):
        self.draw('moved-here')
        self.begin('tj', leave_out=1)
        self.github.weather = 'broken-one'
        self.expect(200, 'POST', '/enter/renamed-one')
        self.github.weather = None
        self.end_silence()
        self.expect(200, 'POST', '/enter/octocat')
        self.settle()
        self.assertEqual(self.members('entrants'), {'tj', 'octocat'})
        self.assertEqual(self.redis('HGET', self.key('removed'), 'renamed-one'), 'left out')

    def test_who_is_renamed_and_found_out_at_the_pick(self):
        self.draw('moved-here')
        self.begin('tj', leave_out=1)
        self.redis('SADD', self.key('entrants'), 'renamed-one')
        self.redis('SADD', self.key('unverified'), 'renamed-one')
        self.expect(200, 'POST', '/enddraw')
        self.pick()
        self.assertEqual(set(self.winners().values()), {'tj'})
        self.assertEqual({each['reason'] for each in self.record()['replacements']} - {'left out as moved-here'}, set())

    def test_of_a_scheduled_draw_when_it_opens(self):
        self.draw('octocat')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Pear'], 'duration': 0, 'leave_out': 1,
                                                     'opens_at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + 3600))})
        self.assertEqual(self.members('left_out'), set())
        self.expect(200, 'POST', '/admin/open-now')
        self.assertEqual(self.members('left_out'), {'octocat'})
        self.refused(403, 'POST', '/enter/octocat')

    def test_not_of_an_older_draw(self):
        self.draw('octocat')
        self.begin(leave_out=1)
        self.their_start('Pear')
        self.expect(200, 'POST', '/enter/octocat')
        self.pick()
        self.assertNotIn('left_out', self.record())

    def test_by_form(self):
        self.draw('octocat')
        form = {'prizes': 'Pear', 'duration': '0', 'draws': '3'}
        page = self.expect(200, 'GET', '/admin', headers=BROWSER).page()
        self.assertEqual(page.first('input', name='draws').get('value'), '3')
        for wrong in '0', '51', '', 'x', '-1', '1.5':
            page = self.refused(422, 'POST', '/startdraw', form={**form, 'leave_out': 'yes', 'draws': wrong})[1].page()
            self.assertEqual(page.first('input', name='draws').get('aria-invalid'), 'true')
            self.assertTrue(page.has('input', name='leave_out', checked=True))
        self.expect(303, 'POST', '/startdraw', form={**form, 'draws': 'x'}, headers=BROWSER)
        self.assertEqual(self.members('left_out'), set())
        self.act(200, '/enddraw')
        self.expect(303, 'POST', '/startdraw', form={**form, 'leave_out': 'yes'}, headers=BROWSER)
        self.assertEqual(self.members('left_out'), {'octocat'})

    def test_refused(self):
        for wrong in -1, 51, 'x', 1.5, None, [1], True:
            self.refused(422, 'POST', '/startdraw', json={'prizes': ['A'], 'duration': 0, 'leave_out': wrong})
        self.begin(leave_out=0)
        self.assertEqual(self.members('left_out'), set())
