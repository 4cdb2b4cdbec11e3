"""GitHub's answers are shared by all programs through Redis: unknown users, unavailability, one request for all who need it. And
people who entered while GitHub was unavailable: looked up later, and removed or passed over if they do not exist."""

import concurrent.futures
import time

from tests.support import eventually
from tests.support.github import profile
from tests.support.programs import BROWSER, Cgi, FastCgi, ProgramsTest, both_ways


@both_ways
class Absence:
    def test_a_typo_costs_one_lookup(self):
        self.open_draw()
        for path, how in (('/enter/missing-one', {}), ('/enter/Missing-One', {}),
                          ('/enter', {'form': {'github_id': '@missing-one'}})):
            self.expect(404, 'POST', path, **how)
        self.assertEqual(self.github.requests.total(), 1)
        self.assertIn(self.redis('TTL', self.key('nobody', 'missing-one')), range(50, 61))
        self.redis('DEL', self.key('nobody', 'missing-one'))
        self.expect(404, 'POST', '/enter/missing-one')
        self.assertEqual(self.github.requests.total(), 2)

    def test_it_is_known_while_github_is_silent(self):
        self.open_draw()
        self.expect(404, 'POST', '/enter/missing-one')
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        self.expect(404, 'POST', '/enter/missing-one')
        self.assertEqual(self.members('entrants'), set())


@both_ways
class Silence:
    def seconds_of_silence(self, played):
        """How long GitHub is not asked after this answer."""
        self.begin_anew()
        self.github.requests.clear()
        self.open_draw()
        self.expect(200, 'POST', f'/enter/{played}')
        asked = self.github.requests.total()
        self.ready_profile('hubot')
        self.assertFalse(self.expect(200, 'POST', '/enter/octocat').json()['verified'])
        self.assertNotIn('verified', self.expect(200, 'POST', '/enter/hubot').json())
        self.expect(400, 'POST', '/enter/hubot')  # answered after the program has finished the work after that reply
        self.assertEqual(self.github.requests.total(), asked, 'asked again')
        self.assertEqual(self.members('unverified'), {played, 'octocat'})
        return self.redis('PTTL', self.key('github_silent')) / 1000

    def test_how_long_it_lasts(self):
        for status in 403, 429:
            for how, seconds, expected in (('retry', 30, 30), ('retry', 90000, 3600), ('retry', 0, 1), ('reset', 40, 40),
                                           ('reset', 90000, 3600), ('plain', 0, 60), ('nonsense', 0, 60)):
                with self.subTest(status=status, how=how, seconds=seconds):
                    lasts = self.seconds_of_silence(f'refused-{status}-{how}-{seconds}')
                    self.assertTrue(expected - 3 < lasts <= expected, lasts)

    def test_a_failure_makes_a_short_one(self):
        for played in 'broken-one', 'nonsense-one', 'short-one':
            with self.subTest(played):
                self.assertTrue(7 < self.seconds_of_silence(played) <= 10)

    def test_it_ends_by_itself(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/refused-429-retry-1')
        eventually(lambda: not self.redis('EXISTS', self.key('github_silent')))
        self.assertNotIn('verified', self.expect(200, 'POST', '/enter/octocat').json())
        eventually(lambda: self.github.requests['refused-429-retry-1'] == 2)  # looked up again, after that reply

    def test_a_longer_one_is_not_cut_short(self):
        self.open_draw()
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 1000)
        self.redis('DEL', self.key('asking', 'octocat'))
        self.expect(200, 'POST', '/enter/broken-one')
        self.assertGreater(self.redis('TTL', self.key('github_silent')), 990)

    def test_other_programs_are_silent_too(self):
        self.won_draw({'Apple': 'octocat'})
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['name'], 'octocat')
        self.assertEqual(self.github.requests.total(), 0)


class OneQuestion(ProgramsTest):
    """Each request is a separate process."""

    way = Cgi

    def enter_at_once(self, login, count=4):  # as many as may wait at one time
        with concurrent.futures.ThreadPoolExecutor(count) as pool, self.github.hold(login) as hold:
            answers = [pool.submit(self.ask, 'POST', f'/enter/{login}') for _ in range(count)]
            hold.arrived.wait(10)
            time.sleep(0.3)
            hold.release()
            return sorted(answer.result().status for answer in answers)

    def test_for_a_user(self):
        self.open_draw()
        self.assertEqual(self.enter_at_once('octocat'), [200, 400, 400, 400])
        self.assertEqual(self.github.requests['octocat'], 1)

    def test_for_nobody(self):
        self.open_draw()
        self.assertEqual(self.enter_at_once('missing-one'), [404] * 4)
        self.assertEqual(self.github.requests['missing-one'], 1)

    def test_for_somebody_who_was_renamed(self):
        self.open_draw()
        self.assertEqual(self.enter_at_once('renamed-one'), [200, 400, 400, 400])
        self.assertEqual(self.github.requests['renamed-one'], 1)

    def test_of_a_program_that_died_over_it(self):
        self.open_draw()
        self.redis('SET', self.key('asking', 'octocat'), 'true', 'PX', 300)
        self.assertNotIn('verified', self.expect(200, 'POST', '/enter/octocat').json())

    def test_that_is_never_answered(self):
        self.open_draw()
        self.redis('SET', self.key('asking', 'octocat'), 'true', 'EX', 60)
        answer = self.expect(200, 'POST', '/enter/octocat')
        self.assertFalse(answer.json()['verified'])
        self.assertLess(answer.took, 1)


@both_ways
class Rechecks:
    def enter_unverified(self, *logins):
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        for login in logins:
            self.assertFalse(self.expect(200, 'POST', f'/enter/{login}').json()['verified'])
        self.assertTrue(self.members('unverified') >= set(logins))
        self.end_silence()

    def somebody_else_enters(self, login='hubot'):
        self.ready_profile(login)
        return self.expect(200, 'POST', f'/enter/{login}')

    def test_all_are_looked_up_again(self):
        self.open_draw()
        self.enter_unverified('octocat', 'mojombo', 'missing-one', 'org-one', 'renamed-one', 'defunkt')
        for login in 'ann', 'bob', 'cem':
            self.somebody_else_enters(login)
        eventually(lambda: not self.members('unverified'))
        self.assertEqual(self.members('entrants'), {'octocat', 'mojombo', 'defunkt', 'moved-here', 'ann', 'bob', 'cem'})
        self.assertTrue(self.redis('GET', self.key('profiles', 'octocat')))

    def test_side_by_side_and_no_more_than_github_allows(self):
        logins = [f'user{number}' for number in range(100)]
        self.github.weather, self.github.most = 'slow-0.3', 0
        self.open_draw(entrants=logins)
        self.redis('SADD', self.key('unverified'), *logins)
        self.somebody_else_enters()
        eventually(lambda: not self.members('unverified'))
        self.assertEqual((self.github.requests.total(), self.github.most), (100, 32))

    def test_who_is_taken_out_is_in_the_log(self):
        self.open_draw()
        self.enter_unverified('missing-one')
        answer = self.somebody_else_enters()
        eventually(lambda: 'missing-one' not in self.members('entrants'))
        logs = answer.logs if self.way is Cgi else (self.folder / 'enter.log').read_text()
        self.assertIn('removed missing-one, since GitHub has no such user', logs)

    def test_the_silence_is_kept(self):
        self.open_draw()
        self.enter_unverified('octocat')
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        self.somebody_else_enters()
        time.sleep(0.2)
        self.assertEqual((self.github.requests.total(), self.members('unverified')), (0, {'octocat'}))

    def test_nobody_is_taken_out_after_the_close(self):
        for login in 'missing-one', 'renamed-one':
            with self.subTest(login), self.github.hold(login) as hold, concurrent.futures.ThreadPoolExecutor() as pool:
                self.begin_anew()
                self.open_draw()
                self.enter_unverified(login)
                entering = pool.submit(self.somebody_else_enters)
                eventually(lambda: 'hubot' in self.members('entrants'))
                hold.arrived.wait(10)
                self.close_draw()
                hold.release()
                entering.result()
                self.settle()
                eventually(lambda: not self.redis('EXISTS', self.key('asking', login)))
                self.assertEqual(self.members('entrants'), {login, 'hubot'})
                self.assertEqual(self.members('unverified'), {login})

    def test_an_older_draw_s_are_forgotten(self):
        self.open_draw('Pear', entrants=('mojombo',))  # by an older program, which leaves this over from the earlier draw:
        self.redis('SADD', self.key('unverified'), 'octocat', 'missing-one')
        self.somebody_else_enters()
        eventually(lambda: not self.members('unverified'))
        self.assertEqual((self.members('entrants'), self.github.requests.total()), ({'mojombo', 'hubot'}, 0))


class NobodyWaits(ProgramsTest):
    way = FastCgi

    def test_the_reply_is_complete_before_others_are_looked_up(self):
        self.open_draw()
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.redis('SADD', self.key('unverified'), 'octocat')
        self.ready_profile('hubot')
        with self.github.hold('octocat') as hold:
            self.expect(200, 'POST', '/enter/hubot')
            self.assertTrue(hold.arrived.wait(10))
            self.assertEqual(self.members('unverified'), {'octocat'})
        eventually(lambda: not self.members('unverified'))


@both_ways
class Picking:
    """From an administrator's view: nobody wins who does not exist."""

    def closed_draw(self, prizes, *unverified, verified=()):
        self.begin_anew()
        self.github.requests.clear()
        self.open_draw(*prizes, entrants=(*unverified, *verified))
        self.redis('SADD', self.key('unverified'), *unverified)
        if verified:
            self.ready_profile(*verified)
        self.close_draw()

    def pick(self):
        answer = self.expect(200, 'POST', '/drawprizes')
        winners = self.expect(200, 'GET', '/winners').json()
        self.assertEqual({winner['prize']: winner['id'] for winner in winners}, self.winners())
        return answer, winners

    def winners(self):
        return self.redis('HGETALL', self.key('winners'))

    def test_who_exists_wins(self):
        self.closed_draw(['Apple'], 'octocat')
        _, winners = self.pick()
        self.assertEqual(winners[0]['name'], profile('octocat')['name'])
        self.assertEqual(self.redis('TTL', self.key('winners_json')), -1)

    def test_who_does_not_exist_is_passed_over(self):
        for _ in range(5):
            self.closed_draw(['Apple', 'Banana'], 'missing-one', 'missing-two', 'org-one', verified=('octocat', 'hubot'))
            self.pick()
            self.assertEqual(set(self.winners().values()), {'octocat', 'hubot'})
            self.assertEqual(self.members('entrants'), {'missing-one', 'missing-two', 'org-one'})
            asked = set(self.github.requests) - {'octocat', 'hubot'}
            line = self.redis('XREVRANGE', self.key('log'), '+', '-', 'COUNT', 1)[0][1]['did']
            self.assertEqual(asked, {login for login in ('missing-one', 'missing-two', 'org-one')
                                     if f'{login} (GitHub knows no such user)' in line}, line)

    def test_many_of_whom_half_do_not_exist(self):
        """The first in the order are looked up in parallel, and so are those who move up, all in time."""
        self.closed_draw([f'Prize {number}' for number in range(100)],
                         *(f'user{number}' for number in range(75)), *(f'missing-{number}' for number in range(75)))
        self.github.delay, self.github.most = 0.3, 0
        answer, _ = self.pick()
        self.assertEqual(set(self.winners().values()), {f'user{number}' for number in range(75)})
        self.assertEqual(len(self.members('prizes')), 25)
        self.assertLess(answer.took, 8)
        self.assertLessEqual(self.github.most, 32)

    def test_prizes_that_nobody_is_left_for(self):
        self.closed_draw(['Apple', 'Banana', 'Cherry'], 'missing-one', 'octocat')
        self.pick()
        self.assertEqual(set(self.winners().values()), {'octocat'})
        self.assertEqual(len(self.members('prizes')), 2)
        self.assertEqual(self.github.requests, {'missing-one': 1, 'octocat': 1})

    def test_nobody_exists(self):
        self.closed_draw(['Apple'], 'missing-one', 'missing-two')
        for _ in range(2):
            self.expect(409, 'POST', '/drawprizes')
            self.assertEqual(self.members('entrants'), {'missing-one', 'missing-two'})
        self.expect(409, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.expect(200, 'POST', '/admin/cancel')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.assertEqual(self.redis('EXISTS', self.key('unverified')), 0)

    def test_somebody_who_entered_under_both_names(self):
        for _ in range(5):
            self.closed_draw(['Apple', 'Banana'], 'renamed-one', verified=('moved-here',))
            self.pick()
            self.assertEqual(set(self.winners().values()), {'moved-here'})

    def test_somebody_who_was_renamed(self):
        self.closed_draw(['Apple'], 'renamed-one')
        _, winners = self.pick()
        self.assertEqual((winners[0]['id'], winners[0]['name']), ('renamed-one', profile('moved-here')['name']))

    def test_github_cannot_say_even_now(self):
        self.github.weather = 'refused-429-retry-1'
        self.closed_draw(['Apple', 'Banana'], 'octocat', 'missing-one')
        _, winners = self.pick()
        self.assertEqual({(winner['name'], winner['image']) for winner in winners},
                         {(login, '/assets/stand-in.svg') for login in ('octocat', 'missing-one')})
        self.assertLessEqual(self.github.requests.total(), 2)  # in parallel
        self.assertIn(self.redis('TTL', self.key('winners_json')), range(50, 61))
        page = self.home().main_text
        for login in 'octocat', 'missing-one':
            self.assertIn(login, page)
        # GitHub is back, and what is cached has expired
        self.github.weather = None
        eventually(lambda: not self.redis('EXISTS', self.key('github_silent')))
        self.redis('DEL', self.key('winners_json'))
        names = {winner['id']: winner['name'] for winner in self.expect(200, 'GET', '/winners').json()}
        self.assertEqual(names, {'octocat': profile('octocat')['name'], 'missing-one': 'missing-one'})

    def test_by_a_form(self):
        self.closed_draw(['Apple'], 'missing-one', verified=('octocat',))
        self.expect(303, 'POST', '/drawprizes', headers=BROWSER)
        self.assertEqual(self.winners(), {'Apple': 'octocat'})

    def test_nothing_is_shown_before(self):
        """While a possible winner is looked up nothing is picked, and another pick waits for the same answer."""
        self.closed_draw(['Apple'], 'octocat')
        with concurrent.futures.ThreadPoolExecutor() as pool, self.github.hold('octocat') as hold:
            picking = pool.submit(self.ask, 'POST', '/drawprizes')
            self.assertTrue(hold.arrived.wait(10))
            self.assertEqual(self.state()['state'], 'DRAW_CLOSED_WITH_ENTRANTS')
            self.assertEqual(self.expect(200, 'GET', '/winners').json(), [])
            hold.release()
            self.assertEqual(picking.result().status, 200)


class TwoPicks(ProgramsTest):
    way = Cgi

    def test_only_one_picks(self):
        self.open_draw('Apple', 'Banana', entrants=('octocat', 'hubot', 'missing-one'))
        self.redis('SADD', self.key('unverified'), 'octocat', 'hubot', 'missing-one')
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answers = [pool.submit(self.ask, 'POST', '/drawprizes') for _ in range(4)]
        self.assertEqual(sorted(answer.result().status for answer in answers), [200, 409, 409, 409])
        self.assertEqual(self.redis('HLEN', self.key('winners')), 2)
        self.assertEqual(self.members('entrants'), {'missing-one'})
