"""The pages in each state of the draw, the methods, and unknown paths."""

import re

from tests.support.github import profile
from tests.support.programs import BROWSER, both_ways

MARKUP = '<b onclick="alert(1)">Prize</b> & \'co\' {{entrants}}'


@both_ways
class Home:
    def test_no_draw(self):
        page = self.home()
        self.assertFalse(page.has('form'))
        self.assertFalse(page.has('ul', **{'class': 'prizes'}))
        self.assertRegex(page.main_text.lower(), 'no draw')

    def test_leftover_entrants_are_no_draw(self):
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.assertRegex(self.home().main_text.lower(), 'no draw')

    def test_open(self):
        self.open_draw('Éclair', 'banana', 'Cherry', 'apple', MARKUP, entrants=('octocat', 'hubot'))
        page = self.home()
        self.assertEqual(prizes(page), sorted(['Éclair', 'banana', 'Cherry', 'apple', MARKUP]))
        field = page.form('/enter').first('input', name='github_id')
        self.assertEqual(field.get('value', ''), '')
        self.assertEqual(page.first(**{'data-entrants': True}).text, '2')
        self.assertNotIn('data-closes-in', self.ask('GET', '/', headers=BROWSER).text)

    def test_open_with_a_time_limit(self):
        self.open_draw(seconds=900)
        closes_in = self.home().first(**{'data-closes-in': True})
        self.assertIn(int(closes_in.get('data-closes-in')), range(895, 901))
        self.assertRegex(closes_in.text, '1[45] minutes')

    def test_closed_with_and_without_entrants(self):
        self.open_draw(MARKUP, entrants=('octocat',))
        self.close_draw()
        page = self.home()
        self.assertFalse(page.has_form('/enter'))
        self.assertEqual(prizes(page), [MARKUP])
        self.assertIn('closed', page.main_text)
        self.redis('DEL', self.key('entrants'))
        without = self.home()
        self.assertFalse(without.has_form('/enter'))
        self.assertNotEqual(without.main_text, page.main_text)

    def test_won(self):
        self.ready_profile('octocat', name='<i>Octo</i> & {{name}}')
        self.ready_profile('hubot', name=None)
        self.won_draw({MARKUP: 'octocat', 'Apple': 'hubot'}, unwon=['Left over'])
        page = self.home()
        self.assertEqual(winners(page), [(MARKUP, '<i>Octo</i> & {{name}}', profile('octocat')['id']),
                                         ('Apple', 'Hubot', profile('hubot')['id'])])
        self.assertEqual(prizes(page), ['Left over'])
        self.assertFalse(page.has_form('/enter'))

    def test_ten_thousand_prizes(self):
        names = sorted(f'Prize {number}' for number in range(10_000))
        self.open_draw(*names)
        self.assertEqual(prizes(self.home()), names[:100])  # the rest: long_lists_test.py

    def test_the_page_may_be_asked_for_plainly(self):
        for headers in {}, {'Accept': '*/*'}, {'Accept': 'application/json'}:
            self.expect(200, 'GET', '/', headers=headers).page()


@both_ways
class Admin:
    def page(self):
        return self.expect(200, 'GET', '/admin', headers=BROWSER).page()

    def offers(self):
        page = self.page()
        return [action for action in ('/startdraw', '/enddraw', '/drawprizes') if page.has_form(action)]

    def test_what_each_state_offers(self):
        self.assertEqual(self.offers(), ['/startdraw'])
        self.open_draw()
        self.assertEqual(self.offers(), ['/enddraw'])
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.assertEqual(self.offers(), ['/enddraw', '/drawprizes'])
        self.close_draw()
        self.assertEqual(self.offers(), ['/drawprizes'])
        self.redis('DEL', self.key('entrants'))
        self.assertEqual(self.offers(), ['/startdraw'])
        self.ready_profile('octocat')
        self.won_draw({'Apple': 'octocat'})
        self.assertEqual(self.offers(), ['/startdraw'])

    def test_durations_of_the_original(self):
        options = list(self.page().form('/startdraw').first('select', name='duration').all('option'))
        self.assertEqual([option.get('value') for option in options],
                         ['0', '900', '1800', '2700', '3600', '4500', '5400', '6300', '7200', 'other'])

    def test_what_the_draw_is_doing(self):
        self.open_draw(MARKUP, 'Apple', seconds=60, entrants=('octocat', 'hubot', 'mojombo'))
        page = self.page()
        self.assertEqual(prizes(page), sorted([MARKUP, 'Apple']))
        self.assertEqual(page.first(**{'data-entrants': True}).text, '3')
        self.assertIn(int(page.first(**{'data-closes-in': True}).get('data-closes-in')), range(55, 61))

    def test_winners(self):
        self.ready_profile('octocat')
        self.won_draw({MARKUP: 'octocat'}, unwon=['Left over'])
        page = self.page()
        self.assertEqual(winners(page), [(MARKUP, 'Octocat Hubbard', profile('octocat')['id'])])
        self.assertEqual(prizes(page), ['Left over'])

    def test_the_page_is_not_kept(self):
        self.assertEqual(self.expect(200, 'GET', '/admin').header('Cache-Control'), 'no-store')


@both_ways
class Methods:
    ALLOWED = {
        '/': {'GET', 'HEAD'}, '/state': {'GET', 'HEAD'}, '/winners': {'GET', 'HEAD'}, '/admin': {'GET', 'HEAD'},
        '/enter': {'GET', 'HEAD', 'POST'}, '/enter/octocat': {'GET', 'POST'},
        '/startdraw': {'POST'}, '/enddraw': {'POST'}, '/drawprizes': {'POST'},
    }

    def test_other_methods(self):
        self.open_draw(entrants=('hubot',))
        for path, allowed in self.ALLOWED.items():
            for method in {'GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get', 'X',
                           ''} - allowed:
                with self.subTest(path=path, method=method):
                    before = self.redis.dump()
                    response = self.expect(405, method, path)
                    self.assertEqual(set(response.header('Allow', '').replace(' ', '').split(',')), allowed, response)
                    self.assertEqual(self.redis.dump(), before)

    def test_a_refused_method_says_so(self):
        self.refused(405, 'PUT', '/')
        self.refused(405, 'PUT', '/enter')
        self.refused(405, 'GET', '/startdraw')

    def test_head_is_get_without_the_body(self):
        self.ready_profile('octocat')
        self.won_draw({'Apple': 'octocat'})
        for path in '/', '/state', '/winners', '/admin', '/nowhere':
            with self.subTest(path=path):
                get, head = (self.ask(method, path, headers=BROWSER) for method in ('GET', 'HEAD'))
                self.assertEqual(head.body, b'', head)
                self.assertEqual((head.status, head.header('Content-Type'), head.header('ETag')),
                                 (get.status, get.header('Content-Type'), get.header('ETag')))

    def test_head_enters_nobody(self):
        self.open_draw()
        self.ready_profile('octocat')
        for path in '/enter/octocat', '/enter/nobody-known', '/enter/no_id':
            answer = self.expect(405, 'HEAD', path)
            self.assertEqual((answer.body, answer.header('Allow')), (b'', 'GET, POST'))
        self.assertEqual((self.members('entrants'), self.github.requests.total()), (set(), 0))

    def test_nobody_enters_ahead_of_time(self):
        """A browser that prefetches a link says so."""
        self.open_draw()
        self.ready_profile('octocat')
        for headers in ({'Sec-Purpose': 'prefetch'}, {'Sec-Purpose': 'prefetch;prerender'}, {'Purpose': 'prefetch'},
                        {'X-Moz': 'prefetch'}):
            with self.subTest(headers=headers):
                self.refused(403, 'GET', '/enter/octocat', headers=headers)
        self.expect(200, 'GET', '/', headers={'Sec-Purpose': 'prefetch'})
        self.expect(200, 'GET', '/enter/octocat')
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_the_place_to_enter_is_the_home_page(self):
        self.open_draw()
        asked = [self.expect(200, 'GET', path, headers=BROWSER) for path in ('/', '/enter')]
        self.assertEqual(*(answer.body for answer in asked))
        self.assertEqual(*(answer.header('Cache-Control') for answer in asked))

    def test_what_may_be_kept(self):
        self.open_draw()
        self.ready_profile('octocat')
        for path in '/', '/state', '/winners':
            self.assertEqual(self.expect(200, 'GET', path).header('Cache-Control'),
                             'max-age=0, s-maxage=1')
        self.assertEqual(self.expect(200, 'POST', '/enter/octocat').header('Cache-Control'), 'no-store')


@both_ways
class OtherPaths:
    PATHS = ('/nowhere', '/State', '/state/', '/winners/', '/admin/', '/startdraw/x', '/index', '//', '/%00', '/..',
             '/../etc/passwd', '/é', '/' + 'x' * 9000, '/<script>alert(1)</script>', '/enter/octocat/twice',
             '/enterprise', '/administrator', '')

    def test_other_paths(self):
        for path in self.PATHS:
            with self.subTest(path=path[:60]):
                self.refused(404, 'GET', path)

    def test_where_the_site_begins(self):
        """Every link and form action on every page begins there."""
        places = {'/draw': '/draw', '/~ann/draw/cgi-bin/index': '/~ann/draw', '/cgi-bin/index': '', '/': '',
                  '//other.example/': '/other.example', '/ä b"<\r\n&%': '/%C3%A4%20b%22%3C%0D%0A%26%25'}
        self.open_draw()
        for said, root in places.items():
            with self.subTest(root=root):
                for path, status in (('/', 200), ('/nowhere', 404)):
                    page = self.expect(status, 'GET', path, headers=BROWSER, SCRIPT_NAME=said).page()
                    links = [element.get(name) for name in ('src', 'href', 'action')
                             for element in page.all(**{name: True})]
                    self.assertGreater(len(links), 5)
                    ours = [link for link in links if not link.startswith(('https:', '#'))]
                    self.assertEqual([link for link in ours if not re.match(re.escape(root) + '/(?!/)', link)], [])
                closed = self.expect(303, 'POST', '/enddraw', headers=BROWSER, SCRIPT_NAME=said)
                self.assertEqual(closed.header('Location'), f'{root}/admin')

    def test_nothing_that_was_sent_comes_back_as_markup(self):
        page = self.expect(404, 'GET', '/<script>alert(1)</script>', headers=BROWSER)
        self.assertNotIn('<script>alert', page.text)


def prizes(page):
    return [item.raw_text.strip() for part in page.all('ul', **{'class': 'prizes'}) for item in part.all('li')]


def winners(page):
    found = []
    for item in page.first('ul', **{'class': 'winners'}).all('li'):
        image = item.first('img').get('src')
        number = int(image.split('/u/')[1].split('?')[0]) if '/u/' in image else image
        found.append((item.first('span').text, item.first('strong').text, number))
    return found
