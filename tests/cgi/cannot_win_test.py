"""People who cannot win are passed over with the right reason, by both methods; nobody wins twice; and if nobody can win the pick
changes nothing."""

from tests.support import record
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

METHODS = 'ranked', 'spop'


class Unverified(Steps):
    def begin_with(self, unverified, verified=(), **how):
        """A draw with verified and unverified entrants."""
        self.redis('FLUSHALL')
        self.begin(*verified, **how)
        for login in unverified:
            self.redis('SADD', self.key('entrants'), login)
            self.redis('SADD', self.key('unverified'), login)

    def reasons(self):
        found = self.record()
        record.check(found)
        return {each['from']: each['reason'] for each in found['replacements']}


@both_ways
class Reasons(Unverified):
    def test_each_is_the_true_one(self):
        for method in METHODS:
            with self.subTest(method=method):
                self.begin_with(['missing-one', 'org-one', 'renamed-one'], ['octocat', 'hubot', 'moved-here'], method=method,
                                prizes=[f'Prize {number}' for number in range(6)])
                self.expect(200, 'POST', '/enddraw')
                self.act(200, '/admin/exclude', github_ids='hubot')
                self.pick()
                self.assertEqual(self.reasons(), {
                    'missing-one': 'GitHub knows no such user', 'org-one': 'GitHub knows no such user',
                    'hubot': 'excluded', 'renamed-one': 'entered as moved-here too'})
                self.assertEqual(set(self.winners().values()), {'octocat', 'moved-here'})

    def test_excluded_under_another_name(self):
        for method in METHODS:
            with self.subTest(method=method):
                self.begin_with(['renamed-one'], ['octocat'], method=method)
                self.act(200, '/admin/exclude', github_ids='moved-here')
                self.pick()
                self.assertEqual(self.reasons(), {'renamed-one': 'excluded as moved-here'})

    def test_the_log_says_them_too(self):
        self.begin_with(['missing-one'], ['octocat'])
        self.pick()
        self.assertEqual(self.did()[-1], 'picked the winners, passing over missing-one (GitHub knows no such user)')

    def test_of_a_redraw(self):
        for method in METHODS:
            with self.subTest(method=method):
                self.begin_with(['missing-one', 'renamed-one'], ['octocat', 'hubot'], method=method, prizes=['Apple'])
                self.act(200, '/admin/exclude', github_ids='moved-here')
                self.pick()
                first = self.winners()['Apple']
                self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
                self.expect(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'cannot accept'})
                second, = {'octocat', 'hubot'} - {first}
                self.assertEqual(self.reasons(), {
                    first: 'absent', second: 'cannot accept', 'missing-one': 'GitHub knows no such user',
                    'renamed-one': 'excluded as moved-here'})


@both_ways
class OnePrizeEach(Unverified):
    def test_who_has_won_under_the_new_name_does_not_win_again_as_the_old(self):
        for method in METHODS:
            for _ in range(6):  # so that each is first sometimes
                self.begin_with(['renamed-one'], ['moved-here'], method=method, prizes=['Apple', 'Banana'])
                self.pick()
                self.assertEqual(set(self.winners().values()), {'moved-here'}, method)
                prize, = self.winners()
                self.expect(409, 'POST', '/redraw', json={'prize': prize, 'reason': 'absent'})
                self.assertEqual(self.winners(), {}, method)

    def test_nor_is_drawn_again(self):
        for method in METHODS:
            for _ in range(6):
                self.begin_with(['renamed-one'], ['moved-here', 'octocat'], method=method)
                self.pick()
                self.assertEqual(set(self.winners().values()), {'moved-here', 'octocat'})
                theirs, = (prize for prize, login in self.winners().items() if login == 'octocat')
                self.expect(409, 'POST', '/redraw', json={'prize': theirs, 'reason': 'absent'})
                self.assertEqual(set(self.winners().values()), {'moved-here'}, method)


@both_ways
class Nobody(Unverified):
    KEPT = tuple(f'prizedraw:{name}' for name in ('nobody:', 'github_quota', 'fairness'))

    def test_nothing_changes_and_the_desk_offers_what_helps(self):
        for method in METHODS:
            with self.subTest(method=method):
                self.begin_with(['missing-one', 'missing-two'], method=method)
                self.expect(200, 'POST', '/enddraw')
                refusal, page = self.refused(409, 'POST', '/drawprizes', but=self.KEPT)
                self.assertRegex(refusal.text, 'None of the entrants can win.*cancel this draw')
                self.assertTrue(page.page().has_form('/admin/cancel'))
                self.assertEqual(self.members('entrants'), {'missing-one', 'missing-two'})
                self.assertEqual(self.state()['state'], 'DRAW_CLOSED_WITH_ENTRANTS')
                self.expect(404, 'GET', '/record')

    def test_the_draw_is_cancelled(self):
        self.begin_with(['missing-one'])
        self.refused(409, 'POST', '/admin/cancel')
        self.expect(200, 'POST', '/enddraw')
        token = next(self.desk().form('/admin/cancel').all('input', name='token')).get('value')
        for _ in range(2):
            self.expect(303, 'POST', '/admin/cancel', form={'token': token}, headers=BROWSER)
        self.assertEqual(self.did()[-1], 'cancelled the draw')
        self.assertEqual(self.state()['state'], 'NO_DRAW')
        self.refused(409, 'POST', '/admin/cancel')
        self.begin('octocat')
        self.pick()
        self.refused(409, 'POST', '/admin/cancel')


@both_ways
class NamedBeforeThePick(Unverified):
    """An older program that picks fails on an unverified entrant who does not exist."""

    def test_on_the_desk_and_in_the_log(self):
        self.begin_with(['missing-one', 'renamed-one'], ['octocat'])
        self.assertIn('has not confirmed missing-one, renamed-one', self.desk().form('/drawprizes').text)
        self.expect(200, 'POST', '/enddraw')
        self.assertIn('has not confirmed missing-one, renamed-one', self.desk().form('/drawprizes').text)
        self.assertEqual(self.log()[-1], {'who': 'Prize Draw', 'did': 'froze the list of 3 entrants; GitHub has not '
                                                                      'confirmed missing-one, renamed-one'})

    def test_nobody_where_all_are_confirmed(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/enddraw')
        self.assertNotIn('confirmed', self.desk().main_text)
        self.assertEqual(self.log()[-1]['did'], 'froze the list of 1 entrant')
