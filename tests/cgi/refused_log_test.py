"""What Redis may reject comes first: if the log cannot be written, none of the organiser's changes is made."""

from tests.support.programs import both_ways
from tests.support.steps import Steps


class Situations(Steps):
    """Each of the organiser's paths, in a state in which it would change something."""

    def open(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.expect(200, 'POST', '/admin/exclude', form={'github_ids': 'tj'})

    def closed(self):
        self.open()
        self.expect(200, 'POST', '/enddraw')

    def time_is_up(self):
        self.open()
        self.close_draw()

    def won(self):
        self.open()
        self.pick()

    def last_winner(self):
        self.begin('octocat', prizes=['Apple'])
        self.pick()

    CASES = (
        ('won', '/startdraw', {'json': {'prizes': ['New'], 'duration': 60}}),
        ('open', '/enddraw', {}),
        ('open', '/admin/time', {'form': {'minutes': '5'}}),
        ('open', '/admin/take-out', {'form': {'github_id': 'octocat', 'reason': 'works here'}}),
        ('open', '/admin/take-out', {'form': {'github_id': 'octocat', 'reason': 'works here', 'keep_out': 'yes'}}),
        ('open', '/admin/exclude', {'form': {'github_ids': 'octocat mojombo'}}),
        ('open', '/admin/allow', {'form': {'github_id': 'tj'}}),
        ('open', '/drawprizes', {}),
        ('closed', '/drawprizes', {}),
        ('closed', '/drawprizes', {'json': {'public': 'pineapple'}}),
        ('time_is_up', '/drawprizes', {}),
        ('closed', '/admin/cancel', {}),
        ('won', '/redraw', {'json': {'prize': 'Apple', 'reason': 'absent'}}),
        ('last_winner', '/redraw', {'json': {'prize': 'Apple', 'reason': 'absent'}}),
    )

    def check(self, refuse, allow, but=()):
        for situation, path, how in self.CASES:
            with self.subTest(path=path, situation=situation, **how):
                self.redis('FLUSHALL')
                getattr(self, situation)()
                if path == '/startdraw':
                    self.expect(200, 'GET', '/winners')
                refuse()
                try:
                    self.refused(503, 'POST', path, but=but, **how)
                finally:
                    allow()
                self.assertLess(self.ask('POST', path, **how).status, 500)
                self.settle()  # the winners' profiles are fetched after the reply


@both_ways
class TheLog(Situations):
    def test_of_another_type(self):
        log = self.key('log')

        def refuse():
            self.redis('RENAME', log, self.key('kept'))
            self.redis('SET', log, 'no stream')

        def allow():
            self.redis('RENAME', self.key('kept'), log)

        self.check(refuse, allow)

    def test_by_the_rights_of_the_user(self):
        self.addCleanup(self.redis, 'ACL', 'SETUSER', 'guest', '+xadd')
        self.check(lambda: self.redis('ACL', 'SETUSER', 'guest', '-xadd'),
                   lambda: self.redis('ACL', 'SETUSER', 'guest', '+xadd'))
