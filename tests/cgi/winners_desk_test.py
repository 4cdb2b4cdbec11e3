"""The winners at the organiser's desk: who is here, and undoing a redraw."""

from tests.support import record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

ENTRANTS = 'octocat', 'hubot', 'mojombo', 'defunkt', 'wycats'
PRIZES = 'Zebra', 'Apple', 'Mug'
PUBLIC = '/', '/state', '/pulse', '/stage', '/winners', '/record', '/verify'


@both_ways
class Here(Steps):
    def note(self, status=200, **fields):
        return self.expect(status, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': self.winners()['Apple'], **fields})

    def is_here(self):
        return [button.get('aria-pressed') for button in self.desk().all('button') if button.text.startswith('Here')]

    def public(self):
        return [self.ask('GET', path, headers=headers).body for path in PUBLIC for headers in ({}, BROWSER)]

    def test_noted_and_taken_back_on_the_desk_alone(self):
        self.begin(*ENTRANTS, prizes=PRIZES)
        self.pick()
        self.assertEqual(self.is_here(), ['false'] * 3)
        before = self.public()
        self.note()
        self.assertEqual(self.is_here(), ['false', 'true', 'false'])
        self.note(here='yes')  # another organiser, who has not seen it yet
        self.assertEqual(self.is_here(), ['false', 'true', 'false'])
        self.assertEqual(self.public(), before)
        winner = self.winners()['Apple']
        self.note(here='no')
        self.assertEqual(self.is_here(), ['false'] * 3)
        self.assertEqual(self.did()[3:], [f'marked {winner} as here for “Apple”', f'unmarked {winner} as here for “Apple”'])

    def test_by_form(self):
        self.begin(*ENTRANTS, prizes=PRIZES)
        self.pick()
        for wanted in 'true', 'false':
            form = self.desk().all('form', action='/admin/here')
            fields = {each.get('name'): each.get('value') for each in list(form)[1].all('input')}
            self.expect(303, 'POST', '/admin/here', form=fields, headers=BROWSER)
            self.expect(303, 'POST', '/admin/here', form=fields, headers=BROWSER)
            self.assertEqual(self.is_here(), ['false', wanted, 'false'])
        self.assertEqual(len(self.did()), 5)

    def test_it_is_of_this_winner_and_this_draw(self):
        self.begin(*ENTRANTS, prizes=PRIZES)
        self.pick()
        self.note()
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertEqual(self.is_here(), ['false'] * 3)
        self.note()
        self.begin('octocat', prizes=['Apple'])
        self.pick()
        self.note()
        self.assertEqual(self.is_here(), ['true'])
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.their_pick()
        self.assertEqual(self.is_here(), [])
        self.refused(409, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': 'octocat'})

    def test_refused(self):
        self.refused(422, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': 'octocat'})
        self.begin(*ENTRANTS, prizes=PRIZES, reveal='together')
        self.pick()
        apple, zebra = self.winners()['Apple'], self.winners()['Zebra']
        for winner in apple, zebra:  # neither says who it is
            self.refused(409, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': winner})
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 3})
        self.refused(409, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': zebra})
        for wrong in ({}, {'prize': 'Pear', 'winner': apple}, {'prize': 'Apple', 'winner': apple, 'here': 'perhaps'},
                      {'prize': ['Apple'], 'winner': apple}, {'prize': 'Apple', 'winner': None}):
            self.refused(422, 'POST', '/admin/here', json=wrong)
        self.refused(403, 'POST', '/admin/here', json={'prize': 'Apple', 'winner': apple}, login=None)
        self.assertNotIn('is here', ' '.join(self.did()))


@both_ways
class Undo(Steps):
    def begin_won(self, *entrants, **more):
        self.begin(*(entrants or ENTRANTS), prizes=PRIZES, **more)
        self.pick()

    def redraw(self, prize='Apple', reason='absent'):
        self.expect(200, 'POST', '/redraw', json={'prize': prize, 'reason': reason})
        self.settle()

    def undo(self, status=200):
        return self.expect(status, 'POST', '/admin/undo-redraw')

    def no_undo(self):
        self.refused(409, 'POST', '/admin/undo-redraw', but=self.key('winners_json'))
        self.assertFalse(self.desk().has('form', action='/admin/undo-redraw'))

    def test_everything_is_as_before_but_log_and_record(self):
        for method in 'ranked', 'spop':
            with self.subTest(method):
                self.begin_anew()
                self.begin_won(method=method)
                winners, entrants, first = self.winners(), self.members('entrants'), self.record()
                self.redraw()
                went_to = self.winners()['Apple']
                self.undo()
                self.assertEqual((self.winners(), self.members('entrants')), (winners, entrants))
                found = self.record()
                record.check(found)
                self.assertEqual((found['winners'], found['replacements']), (winners, []))
                (taken,) = found['taken_back']
                self.assertEqual([taken[name] for name in ('prize', 'from', 'to', 'reason')],
                                 ['Apple', winners['Apple'], went_to, 'absent'])
                self.assertRegex(taken['taken_back_at'], '^20')
                self.assertEqual({**found, 'taken_back': 0, 'sha256': 0}, {**first, 'taken_back': 0, 'sha256': 0})
                self.no_undo()
                if method == 'ranked':  # the same person is next again
                    self.redraw('Zebra')
                    self.assertEqual(self.winners()['Zebra'], went_to)
                    record.check(self.record())

    def test_some_in_turn(self):
        self.begin_won('octocat', 'hubot', 'mojombo', 'defunkt', 'wycats', 'tj', 'ivey')
        for _ in range(2):
            self.redraw('Apple')
            self.redraw('Mug')
            self.undo()
            record.check(self.record())
        self.assertEqual((len(self.record()['replacements']), len(self.record()['taken_back'])), (2, 2))

    def test_where_nobody_was_left(self):
        self.begin('octocat', prizes=['Apple'])
        self.pick()
        self.expect(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertEqual(self.winners(), {})
        self.assertTrue(self.desk().has('form', action='/admin/undo-redraw'))
        self.undo()
        self.assertEqual((self.winners(), self.members('prizes')), ({'Apple': 'octocat'}, set()))
        self.assertEqual(self.state()['state'], 'DRAW_WON')
        record.check(self.record())

    def test_who_was_passed_over_is_free_again(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple'])
        self.pick()
        others = {'octocat', 'hubot', 'mojombo'} - set(self.winners().values())
        next_one = self.record_order()[1]
        self.act(200, '/admin/exclude', github_ids=next_one)
        self.redraw()
        self.assertEqual(len(self.record()['replacements']), 2)
        self.undo()
        self.assertEqual((self.record()['replacements'], len(self.record()['taken_back'])), ([], 2))
        record.check(self.record())
        self.act(200, '/admin/allow', github_id=next_one)
        self.redraw()
        self.assertEqual(self.winners(), {'Apple': next_one})
        self.assertIn(next_one, others)
        record.check(self.record())

    def record_order(self):
        return record.ranked(self.record())[1]

    def test_until_the_next_reveal(self):
        self.begin_won(reveal='together')
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 2})
        self.redraw()
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 2})  # repeated, which reveals nothing
        self.undo()
        self.redraw()
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 3})
        self.no_undo()

    def test_for_ten_minutes(self):
        self.begin_won()
        for seconds, is_late in (590, False), (601, True):
            self.redraw()
            self.redis('HINCRBY', self.key('fairness'), 'moved_at', -seconds)
            if is_late:
                self.no_undo()
            else:
                self.undo()

    def test_by_form_once(self):
        self.begin_won()
        for prize in 'Apple', 'Mug':
            self.redraw(prize)
        form = {'token': self.desk().first('form', action='/admin/undo-redraw').first('input', name='token').get('value')}
        for _ in range(2):
            self.expect(303, 'POST', '/admin/undo-redraw', form=form, headers=BROWSER)
        self.assertEqual([len(self.record()[name]) for name in ('replacements', 'taken_back')], [1, 1])
        self.assertEqual(self.did()[-1].split(': ')[0], 'undid a redraw')

    def test_refused(self):
        self.no_undo()
        self.begin_won()
        self.no_undo()
        self.redraw()
        self.refused(403, 'POST', '/admin/undo-redraw', login=None)
        self.redis('HSET', self.key('winners'), 'Apple', 'somebody-else')
        self.refused(409, 'POST', '/admin/undo-redraw')
        self.begin(prizes=['Pear'])
        self.no_undo()
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
        self.their_pick()
        self.redraw()
        self.no_undo()

    def test_deleted_again_with_the_others(self):
        self.begin_won('octocat', 'hubot', 'mojombo', 'defunkt')
        self.redraw()
        self.assertEqual(self.members('entrants'), set())
        self.undo()
        self.assertGreater(self.redis('TTL', self.key('entrants')), 0)

    def test_everybody_is_told(self):
        self.begin_won()
        self.assertNotIn('moved', self.state())
        first = self.winners()['Apple']
        self.redraw()
        winner = self.winners()['Apple']
        name = f'{winner.capitalize()} Hubbard @{winner}'
        for path in '/state', '/pulse':
            self.assertEqual(self.expect(200, 'GET', path).json()['moved'], f'Apple now goes to {name}')
        for path in '/', '/stage', '/admin':
            page = self.expect(200, 'GET', path, headers=BROWSER).text
            self.assertIn(f'data-moved="Apple now goes to {name}"', page)
        self.assertEqual(self.home().main_text.count('reassigned from another winner'), 1)
        self.assertEqual(self.did()[-1], f'redrew a prize: Apple now goes to {name} ({first} was absent)')
        before = self.state()['version']
        self.undo()
        self.assertNotEqual(self.state()['version'], before)
        self.assertIn('Apple goes back to', self.state()['moved'])
        self.assertNotIn('reassigned from another winner', self.home().main_text)
