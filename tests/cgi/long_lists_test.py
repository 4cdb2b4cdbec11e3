"""Long lists in pages of 100: 10,000 prizes and 10,000 winners, to search, on each page that shows them."""

import urllib.parse

from tests.support.programs import BROWSER, ProgramsTest, both_ways
from tests.support.steps import Steps

MANY = [f'Prize {number:05}' for number in range(10_000)]
LARGEST = 150_000  # bytes of a page


@both_ways
class LongLists(Steps):
    def look(self, path, **query):
        response = self.expect(200, 'GET', path, headers=BROWSER, QUERY_STRING=urllib.parse.urlencode(query))
        self.assertLess(len(response.body), LARGEST)
        is_shared = path == '/' and query.get('q', '').strip() == '' and not isinstance(query.get('page'), int)
        self.assertEqual(response.header('Cache-Control') == 'no-store', not is_shared)  # no cache mistakes a part for the whole list
        return response.page()

    def prizes(self, page):
        return [item.text for item in page.first('ul', **{'class': 'prizes'}).all('li')] if page.has('ul', **{'class': 'prizes'}) else []

    def won(self, page):
        return [item.first('span', **{'class': 'prize'}).text for item in page.first('ul', **{'class': 'winners'}).all('li')]

    def links(self, page):
        return {link.get('rel'): link.get('href') for link in page.all('a') if link.get('rel')}

    def test_prizes(self):
        self.begin(prizes=MANY)
        for path in '/', '/admin':
            with self.subTest(path=path):
                self.look_through(path)
        self.expect(200, 'POST', '/enddraw')
        self.assertEqual(self.prizes(self.look('/', page=3)), MANY[200:300])

    def look_through(self, path):
        page = self.look(path)
        self.assertEqual(self.prizes(page), MANY[:100])
        self.assertIn('1 to 100 of 10000', page.main_text)
        self.assertEqual(self.links(page), {'next': f'{path}?page=2'})
        self.assertEqual(self.links(self.look(path, page=2)), {'prev': f'{path}?page=1', 'next': f'{path}?page=3'})
        for last in 100, 101, 10 ** 9:
            self.assertEqual(self.prizes(self.look(path, page=last)), MANY[-100:])
        for nonsense in '0', '-1', 'x', '', '9' * 30:
            self.assertEqual(self.prizes(self.look(path, page=nonsense, q=' ')), MANY[:100])
        self.assertEqual(self.prizes(self.look(path, q=' PRIZE 00042 ')), [MANY[42]])
        found = self.look(path, q='prize 01')
        self.assertEqual(self.prizes(found), MANY[1000:1100])
        self.assertEqual(self.prizes(self.look(path, **dict(urllib.parse.parse_qsl(self.links(found)['next'].split('?')[1])))),
                         MANY[1100:1200])
        self.assertIn('No matches.', self.look(path, q='<b>"').main_text)

    def test_winners(self):
        self.won_draw({prize: f'user-{number:05}' for number, prize in enumerate(MANY[:250])}, unwon=MANY[250:])
        self.ready_profile('user-00007', name='Grace')
        for path in '/', '/admin':
            with self.subTest(path=path):
                self.assertEqual(self.won(self.look(path)), MANY[:100])
                third = self.look(path, page=3)
                self.assertEqual((self.won(third), self.prizes(third)), (MANY[200:250], MANY[250:300]))
                self.assertEqual(self.prizes(self.look(path, page=100)), MANY[-100:])
                for mine in 'user-00007', 'GRACE', MANY[7]:
                    self.assertEqual(self.won(self.look(path, q=mine)), [MANY[7]])

    def test_the_stage(self):
        self.won_draw({prize: f'user-{number:05}' for number, prize in enumerate(MANY)})
        page = self.look('/stage', page=2)
        self.assertEqual([item.first('p', **{'class': 'prize'}).text for item in page.first('ol', **{'class': 'awards'}).all('li')], MANY[100:200])
        self.assertEqual(self.links(page), {'prev': '/stage?page=1', 'next': '/stage?page=3'})
        self.github.weather = 'broken-one'  # no profile is known, so that 10,000 look-ups do not take time
        self.assertEqual(len(self.expect(200, 'GET', '/winners').json()), 10_000)

    def test_whose_username_it_is_comes_first(self):
        self.won_draw({prize: f'a{number:03}' if number else 'zz' for number, prize in enumerate(MANY[:250])} | {MANY[-1]: 'a'})
        self.assertEqual(self.won(self.look('/', q='a'))[0], MANY[-1])

    def test_a_short_list_is_on_one_page(self):
        self.begin('octocat', prizes=MANY[:100])
        self.assertFalse(self.look('/').has('input', id='q'))
        self.assertEqual(self.links(self.look('/')), {})

    def test_what_open_pages_ask_for_is_short(self):
        self.begin(prizes=MANY)
        pulse = self.expect(200, 'GET', '/pulse')
        state = self.state()
        self.assertEqual(state.pop('prizes'), MANY)
        self.assertEqual(pulse.json(), state)
        self.assertLess(len(pulse.body), 600)
        self.expect(304, 'GET', '/pulse', headers={'If-None-Match': pulse.header('ETag')})
