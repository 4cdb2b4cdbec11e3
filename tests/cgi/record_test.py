"""Winners by the method `ranked`: what is public when, the record, and older programs that come in between."""

import concurrent.futures
import json
import re

from tests.support import ROOT, record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import FROM_THE_CLOSE, PUBLIC, Steps

HEX = re.compile('[0-9a-f]{64}')


@both_ways
class Record(Steps):
    def test_from_opening_to_record(self):
        self.begin('octocat', 'hubot', 'mojombo')
        opened = self.state()
        self.assertRegex(opened['commitment'], HEX)
        self.assertEqual(self.published(), PUBLIC)
        self.assertIn(opened['commitment'], self.home().main_text)
        self.refused(404, 'GET', '/record')
        self.expect(200, 'POST', '/enddraw')
        closed = self.state()
        self.assertEqual(closed['commitment'], opened['commitment'])
        self.assertEqual(closed['entrants_sha256'], record.sha256_of(['octocat', 'hubot', 'mojombo']))
        self.assertEqual(closed['prizes_sha256'], record.sha256_of(['Apple', 'Banana']))
        self.assertIn(closed['entrants_sha256'], self.home().main_text)
        self.pick(public=' pineapple <b>ü</b> ')
        found = self.record()
        record.check(found)
        self.assertEqual(found['public'], 'pineapple <b>ü</b>')
        self.assertEqual(found['winners'], self.winners())
        self.assertEqual({key: found[key] for key in PUBLIC | FROM_THE_CLOSE}, {key: closed[key] for key in PUBLIC | FROM_THE_CLOSE})
        self.assertEqual((found['method'], found['version'], found['commitment_published'], found['replacements']), ('ranked', 1, True, []))
        self.assertRegex(found['software'], r'^prizedraw \d+\.\d+\.\d+$')
        for when in found['opened_at'], found['picked_at']:
            self.assertRegex(when, r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertEqual(self.published(), PUBLIC | FROM_THE_CLOSE)
        self.assertTrue(self.home().has('a', href='/record'))

    def test_the_secret_is_told_to_nobody_before_the_pick(self):
        self.begin('octocat')
        secret = self.redis('HGET', self.key('fairness'), 'secret')
        self.assertRegex(secret, HEX)
        for _ in range(2):
            for path in '/', '/state', '/admin', '/winners', '/record':
                self.assertNotIn(secret, self.ask('GET', path, headers=BROWSER).text)
            self.redis('DEL', self.key('is_open'))
        self.pick()
        self.assertEqual(self.record()['secret'], secret)

    def test_the_worked_examples(self):
        for example in json.loads((ROOT / 'tests/fairness-vectors.json').read_text()):
            with self.subTest(draw=example['draw']):
                self.begin_anew()
                self.begin(prizes=example['prizes'])
                mark = 7_258_118_400_000 + int(example['draw'][:10], 16)
                self.redis('HSET', self.key('fairness'), 'draw', example['draw'], 'secret', example['secret'], 'mark', mark)
                self.redis('PEXPIREAT', self.key('prizes'), mark)
                self.redis('SADD', self.key('entrants'), *example['entrants'])
                self.pick(public=example['public'])
                self.assertEqual(self.winners(), example['winners'])
                found = self.record()
                record.check(found)
                for field in 'commitment', 'entrants_sha256', 'prizes_sha256', 'key', 'public':
                    self.assertEqual(found[field], example[field])

    def test_who_does_not_exist_is_passed_over(self):
        for _ in range(5):
            self.begin_anew()
            self.begin('octocat', 'hubot')
            for login in 'missing-one', 'missing-two':
                self.redis('SADD', self.key('entrants'), login)
                self.redis('SADD', self.key('unverified'), login)
            self.pick()
            found = self.record()
            record.check(found)
            self.assertEqual(set(found['entrants']), {'octocat', 'hubot', 'missing-one', 'missing-two'})
            self.assertEqual(set(self.winners().values()), {'octocat', 'hubot'})
            self.assertEqual(found['winners'], self.winners())
            for each in found['replacements']:
                self.assertIn('GitHub', each['reason'])

    def test_more_prizes_than_entrants(self):
        self.begin('octocat', prizes=['1', '2', '3'])
        self.pick()
        self.assertEqual(self.record()['winners'], {'1': 'octocat'})
        self.assertEqual(self.members('prizes'), {'2', '3'})
        record.check(self.record())

    def test_as_many_prizes_as_there_may_be(self):
        prizes = [f'Prize {number}' for number in range(10_000)]
        self.their_start(*prizes)
        self.redis('SADD', self.key('entrants'), *(f'guest-{number}' for number in range(20_000)))
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        self.pick()
        found = self.record()
        record.check(found)
        self.assertEqual(found['winners'], self.winners())
        self.assertEqual((len(self.winners()), self.redis('SCARD', self.key('entrants'))), (10_000, 10_000))

    def test_words_that_cannot_be(self):
        self.begin('octocat')
        for word in 'x' * 201, 'two\nlines', 'a\x07b', 7, None, ['x']:
            with self.subTest(word=word):
                self.refused(422, 'POST', '/drawprizes', json={'public': word})
        self.refused(422, 'POST', '/drawprizes', body=b'public=%FF%FE', CONTENT_TYPE='application/x-www-form-urlencoded')
        self.refused(422, 'POST', '/drawprizes', body=b'{', CONTENT_TYPE='application/json')
        self.pick(public='ü' * 200)
        record.check(self.record())

    def test_by_form(self):
        self.begin('octocat')
        self.expect(303, 'POST', '/enddraw', headers=BROWSER)
        self.expect(303, 'POST', '/drawprizes', form={'public': 'pineapple'}, headers=BROWSER)
        self.assertEqual(self.record()['public'], 'pineapple')

    def test_methods(self):
        for method in 'SPOP', '', 7, None:
            with self.subTest(method=method):
                answer = self.ask('POST', '/startdraw', json={'prizes': ['A'], 'duration': 0, 'method': method})
                self.assertEqual(answer.status, 200 if method == '' else 422)
                self.begin_anew()
        self.begin('octocat', method='spop')
        self.assertEqual(self.published(), PUBLIC - {'commitment'})
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/drawprizes', json={'public': 'x'})
        self.pick()
        self.assertEqual(set(self.winners().values()), {'octocat'})
        self.assertEqual(self.published(), (PUBLIC | FROM_THE_CLOSE) - {'commitment'})
        found = self.record()
        record.check(found)
        self.assertEqual((found['method'], found['winners']), ('spop', self.winners()))


@both_ways
class Redraw(Steps):
    def redraw(self, prize, reason='absent', status=200, **more):
        self.expect(status, 'POST', '/redraw', json={'prize': prize, 'reason': reason, **more})
        self.settle()

    def test_to_the_next_in_the_order(self):
        self.begin('octocat', 'hubot', 'mojombo', 'defunkt')
        self.pick()
        _, order, _ = record.ranked(self.record())
        for prize, reason, winners in (('Apple', 'absent', (2, 1)), ('Banana', 'excluded', (2, 3))):
            self.redraw(prize, reason)
            self.assertEqual(self.winners(), {'Apple': order[winners[0]], 'Banana': order[winners[1]]})
            shown = self.expect(200, 'GET', '/winners').json()
            self.assertEqual({each['prize']: each['id'] for each in shown}, self.winners())
        found = self.record()
        record.check(found)
        self.assertEqual([each['reason'] for each in found['replacements']], ['absent', 'excluded'])
        self.assertEqual(self.members('entrants'), set())

    def test_until_nobody_is_left(self):
        self.begin('octocat', 'hubot', 'mojombo')
        self.pick()
        self.redraw('Apple')
        self.redraw('Apple', 'cannot accept', 409)
        self.assertEqual(set(self.winners()), {'Banana'})
        self.assertEqual(self.members('prizes'), {'Apple'})
        record.check(self.record())
        self.redraw('Apple', status=422)
        self.redraw('Banana', status=409)
        self.assertEqual(self.winners(), {})
        self.assertEqual(self.state()['state'], 'DRAW_CLOSED_NO_ENTRANTS')
        record.check(self.record())
        self.expect(409, 'POST', '/drawprizes')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.refused(404, 'GET', '/record')

    def test_to_somebody_who_exists(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'])
        for login in 'missing-one', 'missing-two', 'missing-three':
            self.redis('SADD', self.key('entrants'), login)
            self.redis('SADD', self.key('unverified'), login)
        self.pick()
        for _ in range(2):
            self.redraw('Apple')
            record.check(self.record())
            self.assertNotIn('missing', self.winners()['Apple'])
        self.redraw('Apple', status=409)
        found = self.record()
        record.check(found)
        self.assertEqual(len(found['replacements']), 6)

    def test_by_spop(self):
        self.begin('octocat', 'hubot', 'mojombo', method='spop')
        for login in 'missing-one', 'missing-two':
            self.redis('SADD', self.key('entrants'), login)
            self.redis('SADD', self.key('unverified'), login)
        self.pick()
        first = self.winners()
        self.redraw('Apple')
        self.assertNotIn(self.winners()['Apple'], (*first.values(), 'missing-one', 'missing-two'))
        self.redraw('Apple', status=409)
        self.assertEqual(self.winners(), {'Banana': first['Banana']})
        self.assertEqual(self.members('prizes'), {'Apple'})

    def test_by_form(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['<b>A & "B"</b>'])
        self.pick()
        (prize, winner), = self.winners().items()
        page = self.expect(200, 'GET', '/admin', headers=BROWSER).page()
        form = page.form('/redraw')
        fields = {field.get('name'): field.get('value') for field in form.all('input', type='hidden')}
        self.assertRegex(fields['token'], '^[0-9a-f]{32}')
        self.assertEqual((fields['prize'], fields['winner']), (prize, winner))
        for _ in range(2):
            self.expect(303, 'POST', '/redraw', form={**fields, 'reason': 'absent'}, headers=BROWSER)
            self.assertNotEqual(self.winners()[prize], winner)
        another = {**fields, 'reason': 'absent', 'token': 'a' * 32}
        again = self.expect(409, 'POST', '/redraw', form=another, headers=BROWSER).page()
        self.assertIn('another winner', again.main_text)
        self.assertEqual(len(self.record()['replacements']), 1)

    def test_refusals(self):
        self.refused(422, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.begin('octocat', 'hubot')
        self.pick()
        for body in ({'prize': 'Cherry', 'reason': 'absent'}, {'prize': 'Apple', 'reason': 'tired'}, {'prize': 'Apple'}, {},
                     {'prize': 7, 'reason': 'absent'}, []):
            with self.subTest(body=body):
                self.refused(422, 'POST', '/redraw', json=body)
        self.refused(403, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'}, login=None)
        self.refused(403, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'}, HTTP_SEC_FETCH_SITE='cross-site')

    def test_two_at_once(self):
        entrants = [f'guest-{number}' for number in range(12)]
        self.begin(*entrants, prizes=['1', '2', '3'])
        self.pick()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            asked = [{'prize': str(number % 3 + 1), 'reason': 'absent'} for number in range(6)]
            answers = list(pool.map(lambda body: self.ask('POST', '/redraw', json=body).status, asked))
        self.assertLessEqual(set(answers), {200, 409})
        found = self.record()
        record.check(found)
        self.assertEqual(found['winners'], self.winners())
        self.assertEqual(len(found['replacements']), answers.count(200))
        self.assertEqual(len(set(self.winners().values())), 3)

    def test_an_older_program_s_winners(self):
        self.begin('octocat')
        self.pick()
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
        self.their_pick()
        first = self.winners()['Apple']
        self.redraw('Apple')
        self.assertEqual({first, self.winners()['Apple']}, {'octocat', 'hubot'})
        self.refused(404, 'GET', '/record')


@both_ways
class PastDraws(Steps):
    def test_the_last_fifty_are_kept(self):
        draws = []
        for number in range(53):
            self.redis('DEL', self.key('winners'))
            self.begin('octocat', prizes=[f'Prize {number}'])
            self.pick()
            draws.insert(0, self.record()['draw'])
        listed = self.expect(200, 'GET', '/record/').json()
        self.assertEqual([each['draw'] for each in listed], draws)
        self.assertEqual([each['record'] for each in listed], 50 * [True] + 3 * [False])
        for each in listed:
            self.assertEqual(set(each), {'draw', 'opened_at', 'picked_at', 'title', 'entrants', 'outcome', 'record'})
            self.assertEqual((each['outcome'], each['entrants']), ('picked', 1))
        for number, draw in enumerate(draws):
            found = self.expect(200 if number < 50 else 404, 'GET', f'/record/{draw}')
            if number < 50:
                record.check(found.json())
        for name, kept in ('record', 50), ('order', 50), ('summary', 50), ('faces', 0):
            self.assertEqual(len(self.redis('KEYS', self.key(name, '*'))), kept, name)

    def test_none(self):
        self.assertEqual(self.expect(200, 'GET', '/record/').json(), [])
        for draw in 'x', '0' * 32, '..', 'é':
            self.refused(404, 'GET', f'/record/{draw}')


@both_ways
class OlderPrograms(Steps):
    def test_they_start_after_us(self):
        self.begin('octocat')
        self.their_start('Apple', 'Banana')
        self.assertEqual(self.published(), set())
        self.redis('DEL', self.key('is_open'))
        self.assertEqual(self.published(), set())

    def test_they_close(self):
        self.begin('octocat')
        commitment = self.state()['commitment']
        self.redis('DEL', self.key('is_open'))
        self.assertEqual(self.published(), PUBLIC | FROM_THE_CLOSE)
        self.pick()
        self.assertEqual(self.record()['commitment'], commitment)

    def test_they_pick(self):
        self.begin('octocat')
        self.their_pick()
        self.assertEqual(self.state()['state'], 'DRAW_WON')
        self.assertEqual(self.published(), set())
        self.refused(404, 'GET', '/record')

    def test_they_start_and_pick_the_same_again(self):
        """The same prize and the same winner are not the same draw."""
        self.begin('octocat', prizes=['Apple'])
        self.pick()
        self.their_start('Apple')
        self.assertEqual(self.published(), set())
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.their_pick()
        self.assertEqual(self.published(), set())
        self.refused(404, 'GET', '/record')

    def test_they_open_and_we_pick(self):
        self.begin('mojombo')
        self.pick()
        self.their_start('Apple', 'Banana')
        self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
        self.assertEqual(self.published(), set())
        self.pick(public='x')
        found = self.record()
        record.check(found)
        self.assertIs(found['commitment_published'], False)
        self.assertIsNone(found['opened_at'])
        self.assertEqual(self.published(), set())

    def test_they_have_no_records(self):
        self.refused(404, 'GET', '/record')
