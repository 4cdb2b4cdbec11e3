"""The organiser's forms: each takes effect once, by its token; a refusal is shown on its page; and the form that opens a draw is
taken literally once its quantities were reviewed."""

import concurrent.futures

from tests.support.programs import BROWSER, FastCgi, ProgramsTest, both_ways
from tests.support.steps import Steps


class Forms(Steps):
    def fields(self, page, action):
        """The fields that a browser would send of a form on this page."""
        form = page.form(action)
        fields = {field.get('name'): field.get('value', '') for field in form.all('input')
                  if field.get('name') and (field.get('type') not in ('checkbox', 'radio') or field.get('checked') is not None)}
        fields.update({area.get('name'): area.raw_text.lstrip('\n') for area in form.all('textarea')})
        return fields

    def send(self, status, action, fields, **more):
        return self.expect(status, 'POST', action, form={**fields, **more}, headers=BROWSER)


@both_ways
class Tokens(Forms):
    def test_other_content_is_another_form(self):
        """The second has no effect, and the third equals the first."""
        self.begin('octocat')
        fields = self.fields(self.desk(), '/admin/time')
        statuses = [self.ask('POST', '/admin/time', form={**fields, 'minutes': minutes}, headers=BROWSER).status
                    for minutes in ('30', '60', '30')]
        self.assertEqual(statuses, [303, 409, 303])
        self.assertAlmostEqual(self.state()['closes_in'], 1800, delta=3)
        self.assertEqual(len(self.did()), 2)

    def test_the_same_from_another_page_is_done(self):
        self.begin('octocat')
        for minutes in '30', '60', '30':
            self.send(303, '/admin/time', self.fields(self.desk(), '/admin/time'), minutes=minutes)
        self.assertAlmostEqual(self.state()['closes_in'], 1800, delta=3)
        self.assertEqual(len(self.did()), 4)

    def test_a_second_opening_form_does_not_open_a_closed_draw(self):
        """Two tabs with the same input."""
        tabs = [{**self.fields(self.desk(), '/startdraw'), 'prizes': 'Apple', 'duration': '0'} for _ in range(2)]
        self.send(303, '/startdraw', tabs[0])
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.send(409, '/startdraw', tabs[1])
        self.expect(200, 'POST', '/enddraw')
        page = self.send(409, '/startdraw', tabs[1]).page()
        self.assertIn('has entrants but no winners yet', page.first(role='alert').text)
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_each_page_has_its_own_and_they_expire(self):
        self.begin('octocat')
        tokens = [self.fields(self.desk(), '/admin/time')['token'] for _ in range(2)]
        self.assertNotEqual(*tokens)
        for token in tokens:
            self.assertRegex(token, '^[0-9a-f]{32}')
        self.send(303, '/admin/time', {'token': tokens[0], 'minutes': '5'})
        kept = self.redis('KEYS', self.key('sent', '*'))
        self.assertEqual(len(kept), 1)
        self.assertIn(self.redis('TTL', kept[0]), range(590, 601))

    def test_whoever_sends_no_token_does_it_each_time(self):
        self.begin('octocat')
        for _ in range(2):
            self.expect(200, 'POST', '/admin/time', json={'minutes': 7})
        self.assertEqual(len(self.did()), 3)
        self.assertEqual(self.redis('KEYS', self.key('sent', '*')), [])


class DoubleClicks(Forms, ProgramsTest):
    """Both run simultaneously, in separate processes."""

    def setUp(self):
        super().setUp()
        (self.folder / 'second').mkdir(exist_ok=True)
        self.second = self.start_programs(FastCgi, self.folder / 'second')
        self.addCleanup(self.second.close)

    def twice(self, action, page=None, lines=1, **more):
        """`lines`: how many the log is longer for it."""
        fields = {**self.fields(page or self.desk(), action), **more}
        before = self.did()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            clicks = [pool.submit(self.ask, 'POST', action, form=fields, headers=BROWSER, programs=programs)
                      for programs in (self.programs, self.second)]
        self.assertEqual([click.result().status for click in clicks], [303, 303], action)
        self.assertEqual(len(self.did()), len(before) + lines, self.did())

    def test_each_form_is_done_once(self):
        people = 'octocat', 'hubot', 'mojombo', 'wycats'
        self.ready_profile(*people)
        for method in ('ranked', 'spop') * 4:
            self.redis('DEL', self.key('winners'))
            self.twice('/startdraw', prizes='Apple', duration='0', method=method)
            for login in people:
                self.expect(200, 'POST', f'/enter/{login}')
            self.twice('/admin/time', minutes='20')
            entrants = self.expect(200, 'GET', '/admin/entrants', headers=BROWSER).page()
            self.twice('/admin/take-out', entrants, github_id='wycats', reason='works here')
            self.twice('/admin/exclude', github_ids='tj')
            self.twice('/admin/allow')
            if method == 'spop':
                self.twice('/enddraw')
            self.twice('/drawprizes', lines=1 if method == 'spop' else 2)  # plus the close
            self.twice('/redraw', reason='absent')
            self.assertEqual(len(self.record()['replacements']), 1)


@both_ways
class Refusals(Forms):
    def test_shown_on_the_page_without_a_draw(self):
        page = self.expect(403, 'POST', '/enter', form={'github_id': 'octocat'}, headers=BROWSER).page()
        self.assertIn('The draw is not open right now', page.first(id='result').text)

    def test_shown_on_the_page_of_a_closed_draw_and_of_winners(self):
        self.begin('octocat')
        for step in '/enddraw', '/drawprizes':
            self.expect(200, 'POST', step)
            page = self.expect(403, 'POST', '/enter', form={'github_id': 'hubot'}, headers=BROWSER).page()
            self.assertIn('The draw is not open right now', page.main_text)

    def test_minutes_are_named_beside_the_field_of_minutes(self):
        for minutes in 'x', '', '0', '525601':
            refused = self.send(422, '/startdraw', self.fields(self.desk(), '/startdraw'), prizes='Apple', duration='other',
                                minutes=minutes).page()
            text = refused.first(id='duration_error').text
            self.assertIn('minutes', text)
            self.assertNotIn('second', text)
        self.begin('octocat')
        text = self.send(422, '/admin/time', {}, minutes='x').page().first(role='alert').text
        self.assertIn('minutes', text)


@both_ways
class Quantities(Forms):
    def opening(self, page=None, **typed):
        return {**self.fields(page or self.desk(), '/startdraw'), 'duration': '0', 'method': 'ranked', **typed}

    def test_confirmed_once(self):
        review = self.send(200, '/startdraw', self.opening(prizes='2 x 3 x Foo')).page()
        self.send(303, '/startdraw', self.opening(review))
        self.assertEqual(self.state()['prizes'], ['3 x Foo 1', '3 x Foo 2'])

    def test_the_organiser_s_spelling_wins(self):
        review = self.send(200, '/startdraw', self.opening(prizes='2 x 16 GB RAM kit')).page()
        self.assertEqual(self.fields(review, '/startdraw')['prizes'], '16 GB RAM kit 1\n16 GB RAM kit 2')
        self.send(303, '/startdraw', self.opening(review, prizes='2 x 16 GB RAM kit'))
        self.assertEqual(self.state()['prizes'], ['2 x 16 GB RAM kit'])

    def test_a_refusal_keeps_what_was_confirmed(self):
        review = self.send(200, '/startdraw', self.opening(prizes='2 x Mug')).page()
        refused = self.send(422, '/startdraw', self.opening(review, prizes='2 x Mug\n2 x Mug')).page()
        self.assertEqual(self.fields(refused, '/startdraw')['reviewed'], 'yes')
        self.send(303, '/startdraw', self.opening(refused, prizes='2 x Mug\nHat'))
        self.assertEqual(self.state()['prizes'], ['2 x Mug', 'Hat'])

    def test_a_fresh_form_is_not_confirmed(self):
        self.assertEqual(self.opening()['reviewed'], '')
        refused = self.send(422, '/startdraw', self.opening(prizes='Mug\nMug')).page()
        self.assertEqual(self.fields(refused, '/startdraw')['reviewed'], '')
