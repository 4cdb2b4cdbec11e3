"""Changes between any two round trips of a program to Redis: the same guarantees hold for each."""

from tests.support.between import Between
from tests.support.programs import BROWSER, Cgi, ProgramsTest


class Races(ProgramsTest):
    way = Cgi
    MOST = 14  # round trips of one request

    def setUp(self):
        super().setUp()
        self.between = Between(self.folder / 'between.sock', self.redis.path)
        self.addCleanup(self.between.close)
        self.slow = self.start_programs(REDIS_SOCKET=str(self.between.path))

    def each(self, prepare, happening, check, *request, **how):
        """For each of the request's round trips, sends it, calls `happening` before that round trip, and checks the answer."""
        for number in range(1, self.MOST):
            self.redis('FLUSHALL')
            prepare()
            self.between.arm(number, happening)
            answer = self.ask(*request, programs=self.slow, **how)
            if self.between.count < number:
                self.assertGreater(number, 1, 'Redis was not asked')
                return
            with self.subTest(before=number):
                check(answer)
        self.fail(f'{request} took more than {self.MOST} round trips')

    def won(self):
        self.won_draw({'Apple': 'octocat', 'Fig': 'hubot'})
        self.ready_profile('octocat')

    def next_draw(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Pear'], 'duration': 0})

    def check_next_winners(self):
        """The new winners are shown, whatever was stored about the older draw."""
        self.ready_profile('mojombo')
        self.redis('SADD', self.key('entrants'), 'mojombo')
        self.expect(200, 'POST', '/drawprizes')
        found = [(winner['prize'], winner['name']) for winner in self.expect(200, 'GET', '/winners').json()]
        self.assertEqual(found, [('Pear', 'Mojombo Hubbard')])

    def test_a_new_draw_while_winners_are_asked_for(self):
        def check(answer):
            self.assertIn([winner['prize'] for winner in answer.json()], (['Apple', 'Fig'], []))
            self.check_next_winners()

        self.each(self.won, self.next_draw, check, 'GET', '/winners')

    def test_a_new_draw_while_the_page_of_winners_is_made(self):
        def check(answer):
            self.assertEqual(answer.status, 200, answer)
            answer.page()
            self.check_next_winners()

        self.each(self.won, self.next_draw, check, 'GET', '/', headers=BROWSER)

    def test_a_whole_draw_of_an_older_program_while_winners_are_asked_for(self):
        def next_winners():
            self.won_draw({'Pear': 'mojombo'})
            self.ready_profile('mojombo')

        def check(answer):
            self.assertIn([winner['prize'] for winner in answer.json()], (['Apple', 'Fig'], ['Pear']))
            self.assertEqual([winner['prize'] for winner in self.expect(200, 'GET', '/winners').json()], ['Pear'])

        self.each(self.won, next_winners, check, 'GET', '/winners')

    def test_a_new_draw_while_a_pick_makes_its_list(self):
        def ready():
            self.ready_profile('octocat', 'hubot')
            self.open_draw('Apple', 'Fig', entrants=('octocat', 'hubot'))

        def replace():
            if self.redis('EXISTS', self.key('winners')):
                self.next_draw()

        def check(answer):
            self.assertEqual(answer.status, 200, answer)
            if self.redis('EXISTS', self.key('is_open')):
                self.check_next_winners()

        self.each(ready, replace, check, 'POST', '/drawprizes')

    def test_a_pick_while_somebody_looks(self):
        """What is published about a draw always matches its record."""
        def ready():
            self.ready_profile('octocat', 'hubot', 'mojombo')
            self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple', 'Fig'], 'duration': 0})
            self.redis('SADD', self.key('entrants'), 'octocat', 'hubot', 'mojombo')
            self.close_draw()  # its time is up

        def pick():
            self.expect(200, 'POST', '/drawprizes')

        def check(answer):
            self.assertEqual(answer.status, 200, answer)
            state, record = self.state(), self.expect(200, 'GET', '/record').json()
            for name in 'draw', 'commitment', 'entrants_sha256', 'prizes_sha256', 'frozen_at':
                self.assertEqual(state.get(name), record.get(name), name)

        for path in '/state', '/', '/stage', '/admin':
            self.each(ready, pick, check, 'GET', path, headers=BROWSER)

    def test_the_close_while_somebody_enters(self):
        at_close = []

        def ready():
            self.open_draw()
            self.ready_profile('octocat')

        def close():
            at_close[:] = self.members('entrants')
            self.close_draw()

        def check(answer):
            self.assertEqual(self.members('entrants'), set(at_close), 'entered after the close')
            self.assertEqual(answer.status, 200 if at_close else 403, answer)

        for login in 'octocat', 'hubot':  # one known, one to look up
            self.each(ready, close, check, 'POST', f'/enter/{login}')

    def test_another_pick_while_picking(self):
        statuses = []

        def ready():
            statuses.clear()
            self.ready_profile('octocat', 'hubot')
            self.open_draw('Apple', entrants=('octocat', 'hubot'))

        def pick():
            statuses.append(self.ask('POST', '/drawprizes').status)

        def check(answer):
            self.assertEqual(sorted([answer.status, *statuses]), [200, 409])
            self.assertEqual((self.redis('HLEN', self.key('winners')), len(self.members('entrants'))), (1, 1))

        self.each(ready, pick, check, 'POST', '/drawprizes')

    def test_another_start_while_starting(self):
        def theirs():
            self.open_draw('Theirs', entrants=('octocat',))

        def check(answer):
            if self.between.before == 1:
                self.assertEqual((answer.status, self.members('prizes')), (409, {'Theirs'}), answer)

        self.each(lambda: None, theirs, check, 'POST', '/startdraw', json={'prizes': ['Mine'], 'duration': 0})
