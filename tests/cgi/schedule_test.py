"""A scheduled draw, and one that closes at a time of day."""

import time

from tests.support import record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps


def at(seconds, offset='Z'):
    hours = 0 if offset == 'Z' else int(offset[:3])
    return time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(time.time() + seconds + 3600 * hours)) + offset


class Schedule(Steps):
    def schedule(self, opens=600, status=200, prizes=('Apple', 'Banana'), **more):
        wish = {'prizes': prizes, 'opens_at': at(opens), **({} if 'closes_at' in more else {'duration': 0}), **more}
        return self.expect(status, 'POST', '/startdraw', json=wish)

    def assert_at(self, text, seconds):
        """For a time that was `seconds` away a moment ago."""
        self.assertIn(text, (at(seconds), at(seconds - 1), at(seconds - 2)))

    def its_time_comes(self):
        now = self.redis('TIME')[0]
        self.redis('HSET', self.key('scheduled'), 'opens_at', now)

    def opened(self):
        return self.state()['state'].startswith('DRAW_OPEN')


@both_ways
class Later(Schedule):
    def test_nothing_changes_before_its_time(self):
        for before in 'NO_DRAW', 'DRAW_WON':
            with self.subTest(before):
                self.begin_anew()
                if before == 'DRAW_WON':
                    self.begin('octocat')
                    self.pick()
                version = self.state()['version']
                self.schedule(title='PyData, June', closes_at=at(1200))
                state = self.state()
                self.assertEqual(state['state'], before)
                self.assertNotEqual(state['version'], version)
                said = state['scheduled']
                self.assertEqual(said['title'], 'PyData, June')
                self.assert_at(said['opens_at'], 600)
                self.assert_at(said['closes_at'], 1200)
                self.assertRegex(said['commitment'], '^[0-9a-f]{64}$')
                for path in '/', '/stage', '/admin':
                    page = self.expect(200, 'GET', path, headers=BROWSER).page()
                    if path != '/stage' or before == 'NO_DRAW':
                        self.assertIn(said['opens_at'], [each.get('datetime') for each in page.all('time')], path)
                self.assertNotIn('Apple', self.home().main_text if before == 'NO_DRAW' else '')
                self.ready_profile('hubot')
                self.expect(403, 'POST', '/enter/hubot')

    def test_whoever_looks_first_opens_it(self):
        for path in '/', '/state', '/pulse', '/stage', '/admin':
            with self.subTest(path):
                self.begin_anew()
                self.schedule(title='June', prizes=['Zebra', {'name': 'Apple', 'note': 'by Acme'}], reveal='together')
                said = self.state()['scheduled']
                self.its_time_comes()
                self.expect(200, 'GET', path, headers=BROWSER)
                self.assertTrue(self.redis('EXISTS', self.key('is_open')))
                state = self.state()
                self.assertEqual((state['draw'], state['commitment'], state['title'], state['reveal']),
                                 (said['draw'], said['commitment'], 'June', 'together'))
                self.assertEqual(state['prizes'], ['Apple', 'Zebra'])
                self.assertIn('by Acme', self.home().main_text)
                self.assertNotIn('scheduled', state)
                self.assertEqual(self.log()[-1]['who'], 'Prize Draw')
                self.assertIn('opened “June”, a draw of Zebra, Apple', self.log()[-1]['did'])

    def test_whoever_enters_first_opens_it(self):
        self.schedule()
        self.its_time_comes()
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.assertEqual(self.members('entrants'), {'octocat'})
        self.pick()
        record.check(self.record())

    def test_it_replaces_the_last_draw_s_winners(self):
        self.begin('octocat')
        self.pick()
        self.schedule()
        self.its_time_comes()
        self.assertTrue(self.opened())
        self.assertEqual(self.winners(), {})

    def test_its_time_limit_begins_when_it_was_to_open(self):
        self.schedule(duration=900)
        self.assert_at(self.state()['scheduled']['closes_at'], 1500)
        self.its_time_comes()
        self.assertAlmostEqual(self.state()['closes_in'], 1500, delta=3)

    def test_a_redis_that_takes_no_writes_is_still_read(self):
        self.schedule()
        self.its_time_comes()
        self.redis('CONFIG', 'SET', 'maxmemory', '1')
        try:
            self.assertEqual(self.state()['state'], 'NO_DRAW')
            self.home()
        finally:
            self.redis('CONFIG', 'SET', 'maxmemory', '0')
        self.assertTrue(self.opened())

    def test_opened_now(self):
        self.schedule(closes_at=at(1200))
        form = {each.get('name'): each.get('value') for each in self.desk().first('form', action='/admin/open-now').all('input')}
        for _ in range(2):  # the second click finds it done
            self.expect(303, 'POST', '/admin/open-now', form=form, headers=BROWSER)
        self.assertAlmostEqual(self.state()['closes_in'], 1200, delta=3)
        self.assertIn('opened a draw of Apple, Banana, until', self.did()[-1])

    def test_cancelled(self):
        self.schedule()
        self.expect(200, 'POST', '/admin/unschedule')
        self.assertNotIn('scheduled', self.state())
        self.assertEqual(self.did()[-1], 'cancelled the scheduled draw')
        self.begin()

    def form(self, **changed):
        """The desk's form that changes the scheduled draw."""
        form = self.desk().first('form', id='opening_form')
        fields = {each.get('name'): each.get('value') for each in form.all('input', name=True) if each.get('type') != 'checkbox'}
        fields['prizes'] = form.first('textarea').raw_text
        for select in form.all('select'):
            fields[select.get('name')] = next(each.get('value') for each in select.all('option', selected=True))
        return {**fields, **changed}

    def test_changed(self):
        self.schedule(title='June', prizes=['Zebra', {'name': '3 Apples', 'note': 'by Acme'}], duration=1260, method='spop',
                      reveal='together', leave_out=2)
        before = self.redis('HGETALL', self.key('scheduled'))
        self.assertEqual([item.text for item in self.desk().first('ul', **{'class': 'prizes'}).all('li')],
                         ['Zebra', '3 Apples by Acme'])
        form = self.form()
        self.assertEqual((form['duration'], form['minutes']), ('other', '21'))
        self.expect(303, 'POST', '/startdraw', form={**form, 'leave_out': 'yes'}, headers=BROWSER)
        after = self.redis('HGETALL', self.key('scheduled'))
        self.assertEqual({name for name in before if after[name] != before[name]} - {'opened_at'}, {'draw', 'mark'})
        self.assertIn('changed the scheduled draw to one of Zebra, 3 Apples', self.did()[-1])
        self.expect(303, 'POST', '/startdraw', form=self.form(opens_at=''), headers=BROWSER)
        self.assertNotIn('scheduled', self.state())
        self.assertAlmostEqual(self.state()['closes_in'], 1260, delta=3)

    def test_a_change_that_is_refused(self):
        self.schedule(prizes=['Apple'])
        form = self.form()
        before = self.redis('HGETALL', self.key('scheduled'))
        page = self.expect(422, 'POST', '/startdraw', form={**form, 'prizes': ''}, headers=BROWSER).page()
        self.assertTrue(page.has('p', id='prizes_error'))
        self.assertEqual(page.first('input', name='instead_of').get('value'), before['draw'])
        for gone in {**form, 'instead_of': 'x'}, {**form, 'instead_of': ''}, {**form, 'instead_of': 'x', 'opens_at': ''}:
            self.refused(409, 'POST', '/startdraw', form=gone)
        self.assertEqual(self.redis('HGETALL', self.key('scheduled')), before)
        self.expect(200, 'POST', '/admin/unschedule')
        for opens_at in form['opens_at'], '':
            self.refused(409, 'POST', '/startdraw', form={**form, 'opens_at': opens_at})
        self.assertEqual(self.state()['state'], 'NO_DRAW')

    def test_a_long_list_is_shown_in_part(self):
        self.schedule(prizes=[f'Prize {number:03}' for number in range(103)])
        self.assertIn('And 3 more.', self.desk().main_text)

    def test_an_older_program_s_draw_goes_first(self):
        """It is dropped: it must not replace a running draw, nor open unexpectedly later."""
        for happens in 'open', 'waiting':
            with self.subTest(happens):
                self.begin_anew()
                self.schedule()
                self.their_start('Pear')
                self.redis('SADD', self.key('entrants'), 'octocat')
                if happens == 'waiting':
                    self.redis('DEL', self.key('is_open'))
                self.assertIn('scheduled', self.state())
                self.its_time_comes()
                state = self.state()
                self.assertEqual(state['prizes'], ['Pear'])
                self.assertNotIn('scheduled', state)
                self.assertIn('dropped the draw scheduled for', ' '.join(each['did'] for each in self.log()))
                self.their_pick()
                self.assertEqual(self.state()['state'], 'DRAW_WON')

    def test_the_winners_of_an_older_program_make_way(self):
        self.schedule()
        self.their_start('Pear')
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.their_pick()
        self.its_time_comes()
        self.assertTrue(self.opened())

    def test_too_late_to_open(self):
        self.schedule(closes_at=at(1200))
        self.its_time_comes()
        self.redis('HSET', self.key('scheduled'), 'closes_at', self.redis('TIME')[0])
        self.assertEqual(self.state()['state'], 'NO_DRAW')
        self.assertNotIn('scheduled', self.state())

    def test_refused(self):
        for path in '/admin/open-now', '/admin/unschedule':
            self.refused(409, 'POST', path)
            self.refused(403, 'POST', path, login=None)
        self.schedule()
        wish = {'prizes': ['Pear'], 'duration': 0}
        self.refused(409, 'POST', '/startdraw', json=wish)
        self.refused(409, 'POST', '/startdraw', json={**wish, 'opens_at': at(60)})
        self.expect(200, 'POST', '/admin/open-now')
        self.refused(409, 'POST', '/startdraw', json={**wish, 'opens_at': at(60)})
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/startdraw', json={**wish, 'opens_at': at(60)})


@both_ways
class Times(Schedule):
    def test_closing_at_a_time(self):
        for offset in 'Z', '+02:00', '-05:00':
            self.begin_anew()
            self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'closes_at': at(600, offset)})
            self.assertAlmostEqual(self.state()['closes_in'], 600, delta=3)
            self.assertIn(', until 20', self.did()[0])

    def test_refused(self):
        def refused(**wish):
            plain, _ = self.refused(422, 'POST', '/startdraw', json={'prizes': ['Apple'], **wish})
            return plain.text
        for wrong in 'x', '18:30', '2030-01-01', '2030-01-01T00:00:00', '2030-02-30T00:00:00Z', '2030-13-01T00:00:00Z':
            self.assertIn('such as 20', refused(closes_at=wrong))
            self.assertIn('such as 20', refused(duration=0, opens_at=wrong))
        self.assertIn('passed', refused(closes_at=at(-60)))
        self.assertIn('passed', refused(duration=0, opens_at=at(-60)))
        self.assertIn('365', refused(closes_at=at(366 * 86400)))
        self.assertIn('365', refused(duration=0, opens_at=at(366 * 86400)))
        self.assertIn('before it opens', refused(opens_at=at(600), closes_at=at(500)))
        self.assertIn('either', refused(duration=5, closes_at=at(60)))
        for wrong in 5.5, None, ['x']:
            refused(closes_at=wrong)
            refused(duration=0, opens_at=wrong)

    def test_by_form(self):
        form = {'prizes': 'Apple', 'duration': 'at', 'closes_at': at(600, '+02:00'), 'opens_at': at(300, '+02:00'), 'reviewed': 'yes'}
        for changed, wrong in (({'closes_at': ''}, 'duration_error'), ({'closes_at': at(200)}, 'duration_error'),
                               ({'opens_at': 'x'}, 'opens_error')):
            page = self.expect(422, 'POST', '/startdraw', form={**form, **changed}, headers=BROWSER).page()
            self.assertTrue(page.has('p', id=wrong))
            for name in 'opens_at', 'closes_at':
                self.assertEqual(page.first('input', name=name).get('value'), {**form, **changed}[name])
            self.assertEqual(page.first('option', value='at').get('selected'), '')
        self.expect(303, 'POST', '/startdraw', form=form, headers=BROWSER)
        self.assert_at(self.state()['scheduled']['opens_at'], 300)
        self.assert_at(self.state()['scheduled']['closes_at'], 600)
