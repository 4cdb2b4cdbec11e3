"""An entrant's status, as requested by a phone: GET /state/<github id>."""

from tests.support import eventually
from tests.support.github import profile
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps


class Asking(Steps):
    def standing(self, login):
        answer = self.expect(200, 'GET', f'/state/{login}')
        self.assertEqual(answer.header('Cache-Control'), 'no-store')
        return answer.json()

    def check(self, login, entry, known_as=None, **more):
        wanted = {'draw': self.state()['draw'], 'github_id': known_as or login.lower(), 'entry': entry, **more}

        def found():
            answer = self.standing(login)
            answer.pop('profile', None)
            self.assertEqual(answer, wanted)
            return True
        eventually(found, 5)

    def somebody_else_enters(self, login='hubot'):
        """After that reply the unverified are looked up again."""
        self.ready_profile(login)
        self.expect(200, 'POST', f'/enter/{login}')

    def enter_unverified(self, *logins):
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        for login in logins:
            self.assertFalse(self.expect(200, 'POST', f'/enter/{login}').json()['verified'])
        self.end_silence()


@both_ways
class Standing(Asking):
    def test_from_entry_to_the_pick(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.check('OctoCat', 'entered')
        self.check('nobody', 'none')
        self.enter_unverified('missing-one')
        self.check('missing-one', 'unverified')
        self.expect(200, 'POST', '/enddraw')
        self.check('octocat', 'entered')
        self.pick()
        winner = self.winners()['Apple']
        loser, = {'octocat', 'hubot'} - {winner}
        self.check(winner, 'won')
        self.check(loser, 'entered')
        self.begin('mojombo')
        self.check(winner, 'none')

    def test_the_profile_once_github_has_said_it(self):
        self.begin('hubot')
        self.enter_unverified('octocat')
        self.assertNotIn('profile', self.standing('octocat'))
        self.somebody_else_enters('mojombo')
        eventually(lambda: self.standing('octocat')['entry'] == 'entered')
        found = self.standing('octocat')['profile']
        self.assertEqual(found, {**found, **{name: profile('octocat')[name] for name in ('login', 'name', 'avatar_url')}})

    def test_what_is_no_github_id(self):
        self.begin('octocat')
        for login in '', 'no_id_', 'x' * 40, '%00', 'a/b':
            with self.subTest(login=login):
                self.expect(404, 'GET', f'/state/{login}')

    def test_without_a_draw(self):
        self.assertEqual(self.standing('octocat'), {'draw': '', 'github_id': 'octocat', 'entry': 'none'})


@both_ways
class Renamed(Asking):
    """One person, under whichever of their logins a phone remembers."""

    def wins(self, login):
        self.expect(200, 'POST', '/enddraw')
        self.pick()
        self.assertEqual(set(self.winners().values()), {login})

    def test_entered_under_the_old_login(self):
        self.begin(prizes=['Apple', 'Banana'])
        self.expect(200, 'POST', '/enter/renamed-one')
        self.check('renamed-one', 'entered', 'moved-here')
        self.check('moved-here', 'entered')
        self.wins('moved-here')
        self.check('renamed-one', 'won', 'moved-here')

    def test_entered_while_github_was_silent(self):
        self.begin(prizes=['Apple', 'Banana', 'Cherry'])
        self.enter_unverified('renamed-one')
        self.check('renamed-one', 'unverified')
        self.somebody_else_enters()
        self.check('renamed-one', 'entered', 'moved-here')
        self.expect(200, 'POST', '/enddraw')
        self.pick()
        self.check('renamed-one', 'won', 'moved-here')

    def test_entered_again_on_a_second_device(self):
        self.begin()
        self.ready_profile('moved-here')
        self.expect(200, 'POST', '/enter/moved-here')
        again = self.expect(400, 'POST', '/enter', form={'github_id': 'renamed-one'}, headers=BROWSER).page()
        self.assertIn('moved-here', again.main_text)
        self.check('renamed-one', 'entered', 'moved-here')
        self.wins('moved-here')
        self.check('renamed-one', 'won', 'moved-here')

    def test_wins_under_the_old_login_that_was_never_confirmed(self):
        self.begin(prizes=['Apple'])
        self.enter_unverified('renamed-one')
        self.wins('renamed-one')
        self.check('renamed-one', 'won')

    def test_of_the_draw_before(self):
        self.begin()
        self.expect(200, 'POST', '/enter/renamed-one')
        self.wins('moved-here')
        self.begin('octocat')
        self.check('renamed-one', 'none')


@both_ways
class Removed(Asking):
    def removed(self):
        """The number of removals according to the state and the pages."""
        said = self.state()['removed']
        self.assertEqual(self.home().first(**{'data-removed': True}).get('data-removed'), str(said))
        return said

    def test_each_kind_of_reason(self):
        self.begin('octocat', 'hubot', 'mojombo', 'wycats')
        self.assertEqual(self.removed(), 0)
        self.act(200, '/admin/take-out', github_id='octocat', reason='works here')
        self.check('octocat', 'removed', reason='organiser')
        self.act(200, '/admin/take-out', github_id='hubot', reason='works here', keep_out='yes')
        self.check('hubot', 'removed', reason='excluded')
        self.act(200, '/admin/exclude', github_ids='mojombo never-entered')
        self.check('mojombo', 'removed', reason='excluded')
        self.check('never-entered', 'none')
        self.enter_unverified('missing-one')
        self.somebody_else_enters('tj')
        self.check('missing-one', 'removed', reason='unknown user')
        self.assertEqual(self.removed(), 4)
        self.expect(200, 'POST', '/enddraw')
        self.check('octocat', 'removed', reason='organiser')
        self.pick()
        self.check('missing-one', 'removed', reason='unknown user')

    def test_somebody_renamed_who_is_excluded(self):
        self.begin()
        self.enter_unverified('renamed-one')
        self.act(200, '/admin/exclude', github_ids='moved-here')
        self.somebody_else_enters()
        self.check('renamed-one', 'removed', reason='excluded')

    def test_somebody_who_enters_again(self):
        self.begin('octocat')
        self.act(200, '/admin/take-out', github_id='octocat', reason='a mistake')
        self.expect(200, 'POST', '/enter/octocat')
        self.check('octocat', 'entered')

    def test_of_the_draw_before(self):
        self.begin('octocat', 'hubot')
        self.act(200, '/admin/take-out', github_id='octocat', reason='works here')
        self.pick()
        self.begin('mojombo')
        self.check('octocat', 'none')
        self.assertEqual(self.removed(), 0)
