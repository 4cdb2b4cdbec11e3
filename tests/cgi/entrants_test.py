"""The list of entrants on the organiser's desk, even of a million, and removing, excluding and allowing people."""

import re
import time

from tests.support import record
from tests.support.programs import BROWSER, ProgramsTest, both_ways
from tests.support.steps import Steps


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
        for text in 'Unverified 1 ', 'GitHub has not confirmed hubot yet':
            self.assertIn(text, self.desk().main_text)

    def test_unverified_of_an_older_draw_are_not_counted(self):
        self.begin('octocat')
        self.redis('SADD', self.key('unverified'), 'left-over')  # as left over when an older program opens a draw
        self.assertNotIn('Not yet confirmed', self.desk().main_text)

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
                onward = [link for link in page.all('a') if link.text == 'Next']
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
            self.assertLess(time.monotonic() - began, 1, query)  # about 0.1 s
            self.assertLess(len(list(page.all('li'))), 300)
        self.assertTrue(page.has('a', href='https://github.com/user-0500000'))
        self.desk()
        calls = self.redis('INFO', 'commandstats')
        self.assertLess(calls['cmdstat_sscan']['usec_per_call'], 20_000)
        self.assertLess(calls['cmdstat_smembers']['usec_per_call'], 1000)  # prizes and excluded people


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
        self.assertEqual(self.did()[-1], 'allowed octocat to enter again')

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
        self.end_silence()

    def test_who_turns_out_to_be_excluded_is_taken_out(self):
        self.begin()
        self.enter_unverified('renamed-one')
        self.act(200, '/admin/exclude', github_ids='moved-here')
        self.expect(200, 'POST', '/enter/octocat')  # after which the unverified are looked up again
        self.settle()
        self.assertEqual(self.members('entrants'), {'octocat'})
        self.assertEqual(self.members('unverified'), set())

    def test_who_turns_out_to_be_excluded_is_passed_over(self):
        for method in 'ranked', 'spop':
            with self.subTest(method=method):
                self.begin_anew()
                self.begin('octocat', method=method)
                self.enter_unverified('renamed-one')
                self.act(200, '/admin/exclude', github_ids='moved-here')
                self.expect(200, 'POST', '/drawprizes')
                self.settle()
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
