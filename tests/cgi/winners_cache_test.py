"""The cached answer of GET /winners is used only if it names exactly the winners in Redis: an older program may write that of an
earlier draw at any time, and without an expiry."""

import json

from tests.support.github import profile
from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps


def entry(prize, login, **more):
    whole = profile(login)
    return {'name': whole['name'], 'prize': prize, 'image': whole['avatar_url'], **more}


@both_ways
class Winners(Steps):
    def setUp(self):
        super().setUp()
        self.ready_profile('octocat', 'hubot')
        self.won_draw({'Apple': 'octocat', 'Fig': 'hubot'})

    def check(self):
        """Everything that shows the winners shows the right ones."""
        found = self.expect(200, 'GET', '/winners').json()
        self.assertEqual(found, [entry('Apple', 'octocat', id='octocat'), entry('Fig', 'hubot', id='hubot')])
        for path in '/', '/stage', '/admin':
            text = self.expect(200, 'GET', path, headers=BROWSER).page().main_text
            self.assertIn('Octocat Hubbard', text, path)
            self.assertNotIn('Wycats', text, path)
        table = self.expect(200, 'GET', '/admin/winners.csv').text
        self.assertIn('"Apple","octocat","Octocat Hubbard"', table)
        self.assertNotIn('wycats', table.lower())

    def cache(self, *entries):
        self.redis('SET', self.key('winners_json'), json.dumps(entries))

    def test_of_the_draw_before(self):
        for late in ([entry('Apple', 'wycats'), entry('Fig', 'hubot')], [entry('Apple', 'wycats')],
                     [entry('Apple', 'octocat'), entry('Fig', 'hubot'), entry('Pear', 'wycats')],
                     [entry('Apple', 'wycats', id='wycats'), entry('Fig', 'hubot', id='hubot')],
                     [entry('Apple', 'wycats', id='octocat'), entry('Fig', 'hubot')], []):
            for looks_first in '/winners', '/', '/admin/winners.csv':
                with self.subTest(cache=late, looks_first=looks_first):
                    self.cache(*late)
                    self.expect(200, 'GET', looks_first, headers=BROWSER)
                    self.check()
                    self.assertEqual([each['id'] for each in json.loads(self.redis('GET', self.key('winners_json')))],
                                     ['octocat', 'hubot'])

    def test_what_names_all_of_them_is_believed(self):
        self.cache(entry('Apple', 'octocat', id='octocat'), entry('Fig', 'hubot', id='hubot'))
        self.redis('DEL', self.key('profiles', 'octocat'), self.key('profiles', 'hubot'))
        self.check()
        self.assertEqual(self.github.requests.total(), 0)

    def test_written_late_by_an_older_program_into_our_next_draw(self):
        self.begin('octocat', 'hubot', prizes=['Apple', 'Fig'])
        self.cache(entry('Apple', 'wycats'), entry('Fig', 'tj'))
        self.assertEqual(self.expect(200, 'GET', '/winners').json(), [])
        self.pick()
        self.cache(entry('Apple', 'wycats'), entry('Fig', 'tj'))
        found = {each['prize']: each['id'] for each in self.expect(200, 'GET', '/winners').json()}
        self.assertEqual(found, self.winners())
