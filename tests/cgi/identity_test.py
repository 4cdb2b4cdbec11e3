"""Every draw opened here has an identity, with either method; a draw that an older program opened has none, so that nothing of
another draw is remembered, claimed or resumed. And the pick uses the method chosen at the opening."""

import concurrent.futures

from tests.support import record
from tests.support.programs import BROWSER, Cgi, FastCgi, ProgramsTest, both_ways
from tests.support.steps import Steps

PAGES = '/', '/stage', '/admin'


class Pages:
    def shown(self, path):
        """A page's data about the draw that it shows."""
        page = self.expect(200, 'GET', path, headers=BROWSER).page()
        element = page.first(**{'data-draw': True})
        return {name: element.get(f'data-{name}') for name in ('draw', 'id', 'version')}

    def check_pages(self, draw):
        state = self.state()
        self.assertEqual(state.get('draw', ''), draw)
        for path in PAGES:
            self.assertEqual((self.shown(path)['id'], self.shown(path)['version']), (draw, state['version']), path)


@both_ways
class Identity(Steps, Pages):
    def test_each_draw_has_its_own_on_every_page(self):
        for method in 'ranked', 'spop':
            seen = set()
            for _ in range(2):
                self.redis('DEL', self.key('winners'))
                self.begin('octocat', 'hubot', method=method)
                state = self.state()
                draw = state['draw']
                self.assertRegex(draw, '^[0-9a-f]{32}$')
                self.assertRegex(state['opened_at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
                self.assertEqual((state['method'], 'commitment' in state), (method, method == 'ranked'))
                self.check_pages(draw)
                self.expect(200, 'POST', '/enddraw')
                self.check_pages(draw)
                self.pick()
                self.check_pages(draw)
                self.assertEqual(self.record()['draw'], draw)
                self.assertEqual(self.expect(200, 'GET', '/record/').json()[0]['draw'], draw)
                seen.add(draw)
            self.assertEqual(len(seen), 2)

    def test_a_draw_of_an_older_program_has_none(self):
        for method in 'ranked', 'spop':
            with self.subTest(method=method):
                self.begin_anew()
                self.begin('octocat', method=method)
                self.pick()
                self.their_start('Apple')
                self.redis('SADD', self.key('entrants'), 'octocat', 'hubot')
                self.check_pages('')
                self.redis('DEL', self.key('is_open'))
                self.check_pages('')
                self.their_pick()
                self.check_pages('')
                asked = self.expect(200, 'GET', '/state/octocat').json()
                self.assertEqual((asked['draw'], asked['entry']), ('', 'none'))

    def test_the_version_changes_with_what_a_page_shows(self):
        versions = [self.state()['version']]

        def changed(*step, **how):
            self.expect(200, *step, **how)
            versions.append(self.state()['version'])
            self.assertEqual(self.shown('/')['version'], versions[-1])

        changed('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0})
        self.ready_profile('octocat', 'hubot', 'mojombo')
        changed('POST', '/enter/octocat')
        changed('POST', '/admin/time', json={'minutes': 10})
        for login in 'hubot', 'mojombo':
            self.expect(200, 'POST', f'/enter/{login}')
        self.assertEqual(self.state()['version'], versions[-1], 'a count alone is shown without a new page')
        changed('POST', '/enddraw')
        changed('POST', '/drawprizes')
        changed('POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        changed('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0})
        self.assertEqual(len(set(versions)), len(versions), versions)


class APickThatIsKilled(Steps, ProgramsTest):
    """The pick uses the method chosen at the opening, whatever the settings say."""

    def test_during_a_look_up(self):
        for method, other in ('spop', 'ranked'), ('ranked', 'spop'):
            with self.subTest(method=method), self.github.hold('octocat') as hold:
                self.begin_anew()
                (self.folder / method).mkdir()
                victim = self.start_programs(FastCgi, self.folder / method, PRIZEDRAW_METHOD=other)
                self.begin(prizes=['Apple'], method=method)  # its set is briefly empty while SPOP draws
                opened = self.state()
                for key in 'entrants', 'unverified':
                    self.redis('SADD', self.key(key), 'octocat')
                with concurrent.futures.ThreadPoolExecutor() as pool:
                    asking = pool.submit(self.ask, 'POST', '/drawprizes', programs=victim)
                    self.assertTrue(hold.arrived.wait(10))
                    victim.processes['pick'].kill()
                    self.assertIsNotNone(asking.exception())
                hold.release()
                for process in victim.processes.values():
                    process.kill()
                    process.wait()
                self.redis('DEL', self.key('asking', 'octocat'))
                again = self.start_programs(Cgi, PRIZEDRAW_METHOD=other)
                self.expect(200, 'POST', '/drawprizes', programs=again)
                found = self.record()
                self.assertEqual((found['method'], found['draw']), (method, opened['draw']))
                record.check(found)
