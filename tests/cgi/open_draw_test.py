"""What an organiser can still change of a draw: its prizes and its time while it is open, and a close by mistake."""

import time

from tests.support import record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import FROM_THE_CLOSE, Steps


@both_ways
class Prizes(Steps):
    def change(self, status=200, **fields):
        return self.expect(status, 'POST', '/admin/prize', json=fields)

    def shown(self):
        text = self.home().main_text
        return sorted(self.state()['prizes'], key=text.index)

    def test_added_last_and_renamed_in_place(self):
        self.begin('octocat', prizes=['Zebra', 'Apple'])
        mark = self.redis('PEXPIRETIME', self.key('prizes'))
        before = self.state()['version']
        self.change(add='Mug')
        self.assertNotEqual(self.state()['version'], before)
        self.assertEqual(self.shown(), ['Zebra', 'Apple', 'Mug'])
        self.change(rename='Zebra', to={'name': 'Pear', 'note': 'given by Acme'})
        self.assertEqual(self.shown(), ['Pear', 'Apple', 'Mug'])
        self.assertIn('given by Acme', self.home().main_text)
        self.change(rename='Pear', to='Pear')
        self.assertNotIn('given by Acme', self.home().main_text)
        self.assertEqual(self.redis('PEXPIRETIME', self.key('prizes')), mark)
        self.assertEqual(self.did()[1:], ['added the prize Mug', 'renamed the prize Zebra to Pear', 'renamed the prize Pear to Pear'])
        self.pick()
        found = self.record()
        record.check(found)
        self.assertEqual(found['prizes'], ['Apple', 'Mug', 'Pear'])

    def test_the_only_prize_keeps_the_mark(self):
        self.begin('octocat', prizes=['Apple'])
        self.change(rename='Apple', to='Pear')
        self.assertEqual(self.state()['prizes'], ['Pear'])
        self.assertIn('draw', self.state())

    def test_by_form(self):
        self.begin(prizes=['Apple'])
        for fields in {'add': ' Mug ', 'note': 'by Acme'}, {'rename': 'Apple', 'to': 'Pear', 'note': ''}:
            self.expect(303, 'POST', '/admin/prize', form=fields, headers=BROWSER)
        self.assertEqual(self.shown(), ['Pear', 'Mug'])
        page = self.desk()
        self.assertEqual([each.text for each in page.first('select', name='rename').all('option')], ['Pear', 'Mug'])

    def test_in_the_draw_of_an_older_program(self):
        self.begin(prizes=['Apple'])
        self.their_start('Zebra', 'Pear')
        fairness = self.redis('HGETALL', self.key('fairness'))
        self.change(add='Mug')
        self.change(rename='Pear', to='Fig')
        self.assertEqual(self.state()['prizes'], ['Fig', 'Mug', 'Zebra'])
        self.assertEqual(self.redis('HGETALL', self.key('fairness')), fairness)

    def test_refused(self):
        self.refused(409, 'POST', '/admin/prize', json={'add': 'Mug'})
        self.begin('octocat', prizes=['Apple', 'Pear'])
        for fields in ({}, {'add': 5}, {'add': None}, {'add': ['Mug']}, {'add': 'Mug', 'note': [5]}, {'rename': 'Apple'}, {'to': 'Mug'},
                       {'rename': '', 'to': 'Mug'}, {'rename': ['Apple'], 'to': 'Mug'}):
            self.refused(422, 'POST', '/admin/prize', json=fields)
        for name in '', ' ', '\u2800', 'x' * 201, 'a\nb', 'Apple':
            for fields in {'add': name}, {'rename': 'Pear', 'to': name}:
                plain, _ = self.refused(422, 'POST', '/admin/prize', json=fields)
                self.assertIn(name[:30].replace('\n', '\ufffd') if name.strip() != '' and name != '\u2800' else 'The prize', plain.text)
        plain, _ = self.refused(422, 'POST', '/admin/prize', json={'rename': 'Plum', 'to': 'Fig'})
        self.assertIn('Plum', plain.text)
        self.refused(422, 'POST', '/admin/prize', json={'add': 'Mug', 'note': 'x' * 201})
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/admin/prize', json={'add': 'Mug'})
        self.refused(409, 'POST', '/admin/prize', json={'rename': 'Apple', 'to': 'Mug'})
        self.refused(403, 'POST', '/admin/prize', json={'add': 'Mug'}, login=None)

    def test_ten_thousand_at_most(self):
        self.begin(prizes=[f'Prize {number}' for number in range(10000)])
        plain, _ = self.refused(422, 'POST', '/admin/prize', json={'add': 'Mug'})
        self.assertIn('Mug', plain.text)
        self.change(rename='Prize 7', to='Mug')


@both_ways
class Time(Steps):
    def change(self, status=200, **fields):
        return self.expect(status, 'POST', '/admin/time', json=fields)

    def test_five_minutes_more(self):
        self.begin('octocat', duration=60)
        *_, last = self.desk().all('form', action='/admin/time')
        form = {each.get('name'): each.get('value') for each in last.all('input')}
        self.assertEqual(form['add'], '5')
        self.expect(303, 'POST', '/admin/time', form=form, headers=BROWSER)
        self.expect(303, 'POST', '/admin/time', form=form, headers=BROWSER)  # a double click
        self.assertAlmostEqual(self.state()['closes_in'], 360, delta=3)
        self.change(add=5)
        self.assertAlmostEqual(self.state()['closes_in'], 660, delta=3)
        self.assertEqual(self.did()[1:], ['set the draw to stay open for 5 min longer'] * 2)
        self.change(add=525600)
        self.assertAlmostEqual(self.state()['closes_in'], 31536000, delta=3)

    def test_the_field_is_never_empty(self):
        for duration, minutes in (0, '15'), (60, '1'), (61, '2'), (7200, '120'):
            self.begin_anew()
            self.begin(duration=duration)
            self.assertEqual(self.desk().first('input', name='minutes').get('value'), minutes)

    def test_at_a_time(self):
        self.begin('octocat')
        now = int(time.time())
        self.change(closes_at=time.strftime('%Y-%m-%dT%H:%M:%S+02:00', time.gmtime(now + 7200 + 90)))
        self.assertAlmostEqual(self.state()['closes_in'], 90, delta=2)
        self.assertEqual(self.state()['closes_at'], time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now + 90)))
        self.assertIn(self.state()['closes_at'], self.desk().first('time', **{'data-closes-at': True}).get('datetime'))

    def test_refused(self):
        for fields in {'add': 5}, {'closes_at': '2099-01-01T00:00:00Z'}:
            self.refused(422 if 'closes_at' in fields else 409, 'POST', '/admin/time', json=fields)
        self.begin('octocat')
        self.refused(409, 'POST', '/admin/time', json={'add': 5})  # there is no limit to extend
        self.change(minutes=10)
        for more in 0, -5, 'x', '', 525601, None, 2.5:
            self.refused(422, 'POST', '/admin/time', json={'add': more})
        now = time.time()
        for moment in ('', '18:30', '2030-01-01', '2030-01-01T00:00:00', '2030-02-30T00:00:00Z', '2030-01-01 00:00:00Z', 5,
                       '2030-01-01T24:00:00Z', time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now)),
                       time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now + 366 * 86400))):
            self.refused(422, 'POST', '/admin/time', json={'closes_at': moment})


@both_ways
class OpenedAgain(Steps):
    def reopen(self, status=200):
        return self.expect(status, 'POST', '/admin/reopen')

    def age(self, seconds):
        """As if the freeze had been so many seconds earlier."""
        at = int(self.redis('HGET', self.key('fairness'), 'frozen_at')) - seconds
        self.redis('HSET', self.key('fairness'), 'frozen_at', at)

    def test_a_close_by_mistake(self):
        for method in 'ranked', 'spop':
            with self.subTest(method):
                self.begin_anew()
                self.begin('octocat', 'hubot', method=method, duration=900)
                before = self.state()
                self.expect(200, 'POST', '/enddraw')
                frozen = {name: self.state()[name] for name in FROM_THE_CLOSE}
                self.assertTrue(self.desk().has('form', action='/admin/reopen'))
                self.reopen()
                state = self.state()
                self.assertEqual(state['state'], 'DRAW_OPEN_WITH_ENTRANTS')
                self.assertIsNone(state['closes_in'])
                self.assertFalse(FROM_THE_CLOSE & set(state))
                for name in 'draw', 'commitment', 'opened_at':
                    self.assertEqual(state.get(name), before.get(name))
                said = state['reopened']
                self.assertEqual([{name: each[name] for name in FROM_THE_CLOSE} for each in said], [frozen])
                self.assertAlmostEqual(said[0]['at'], time.time(), delta=5)
                self.assertIn(frozen['entrants_sha256'], self.home().main_text)
                self.assertIn(frozen['entrants_sha256'], self.did()[-1])
                self.ready_profile('mojombo')
                self.expect(200, 'POST', '/enter/mojombo')
                self.expect(200, 'POST', '/enddraw')
                self.pick()
                found = self.record()
                record.check(found)
                self.assertEqual(found['reopened'], said)
                self.assertEqual(len(found['entrants']), 3)

    def test_twice(self):
        self.begin('octocat')
        versions = set()
        for _ in range(2):
            self.expect(200, 'POST', '/enddraw')
            versions.add(self.state()['version'])
            self.reopen()
        self.assertEqual(len(versions), 2)
        self.assertEqual(len(self.state()['reopened']), 2)
        before = self.redis.dump()
        self.reopen()  # already open
        self.assertEqual(self.redis.dump(), before)

    def test_when_nobody_has_looked_since_its_time_was_up(self):
        self.begin('octocat')
        self.redis('DEL', self.key('is_open'))
        self.reopen()
        self.assertEqual(len(self.state()['reopened']), 1)

    def test_for_a_minute(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/enddraw')
        self.age(58)
        self.reopen()
        self.expect(200, 'POST', '/enddraw')
        self.age(62)
        self.assertFalse(self.desk().has('form', action='/admin/reopen'))
        self.refused(409, 'POST', '/admin/reopen')
        self.pick()
        record.check(self.record())

    def test_of_an_older_program(self):
        self.their_start('Apple')
        self.redis('DEL', self.key('is_open'))
        self.reopen()
        self.assertEqual(self.state()['state'], 'DRAW_OPEN_NO_ENTRANTS')

    def test_the_next_draw_knows_nothing_of_it(self):
        self.begin()
        self.expect(200, 'POST', '/enddraw')
        self.reopen()
        self.expect(200, 'POST', '/enddraw')
        self.begin()
        self.assertNotIn('reopened', self.state())

    def test_refused(self):
        self.refused(409, 'POST', '/admin/reopen')
        self.begin('octocat')
        self.pick()
        self.refused(409, 'POST', '/admin/reopen')
        self.refused(403, 'POST', '/admin/reopen', login=None)
