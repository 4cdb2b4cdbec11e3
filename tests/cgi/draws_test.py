"""The list of every draw that was opened here, a page about each, and what remains after deleting one."""

import urllib.parse

from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps


@both_ways
class Draws(Steps):
    def listed(self):
        return self.expect(200, 'GET', '/record/').json()

    def outcomes(self):
        return [each['outcome'] for each in self.listed()]

    def look(self, path, status=200, **query):
        return self.expect(status, 'GET', path, headers=BROWSER, QUERY_STRING=urllib.parse.urlencode(query)).page()

    def delete(self, draw, status=200):
        return self.expect(status, 'POST', '/admin/delete-draw', json={'draw': draw})

    def test_from_the_opening_on(self):
        self.assertEqual(self.listed(), [])
        self.begin('octocat', 'hubot', title='PyData, June')
        line, = self.listed()
        state = self.state()
        self.assertEqual(line, {'draw': state['draw'], 'title': 'PyData, June', 'opened_at': state['opened_at'],
                                'picked_at': None, 'entrants': 2, 'outcome': 'open', 'record': False})
        self.assertIn('Open now', self.look(f'/draws/{line["draw"]}').main_text)
        self.expect(200, 'POST', '/enddraw')
        self.assertEqual(self.listed(), [{**line, 'outcome': 'closed'}])
        self.pick()
        picked, = self.listed()
        self.assertEqual(picked, {**line, 'picked_at': picked['picked_at'], 'outcome': 'picked', 'record': True})
        self.assertRegex(picked['picked_at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.begin()
        self.assertEqual(self.listed()[1:], [picked])

    def test_what_became_of_each(self):
        self.begin('octocat', 'hubot', title='Given up')
        self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/admin/cancel')
        self.begin(title='Nobody came')
        self.expect(200, 'POST', '/enddraw')
        self.begin('octocat', title='Picked')
        self.pick()
        self.begin('octocat', title='Taken over')
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.assertEqual(self.outcomes(), ['replaced', 'picked', 'closed', 'cancelled'])
        self.pick()  # of the older program's draw, which is listed since it has a record
        self.assertEqual(self.outcomes(), ['picked', 'replaced', 'picked', 'closed', 'cancelled'])
        listed = self.listed()
        self.assertEqual([each['entrants'] for each in listed], [1, None, 1, 0, 2])
        self.assertEqual([each['record'] for each in listed], [True, False, True, False, False])
        self.assertIsNone(listed[0]['opened_at'])
        self.assertRegex(listed[4]['cancelled_at'], 'Z$')
        page = self.look('/draws/').main_text
        for words in 'Given up', 'Cancelled by the organiser', 'closed; nobody entered', 'replaced by an older program':
            self.assertIn(words.lower(), page.lower())
        for each in listed:
            self.assertTrue(self.look('/draws/').has('a', href=f'/draws/{each["draw"]}'))
            self.look(f'/draws/{each["draw"]}')

    def test_a_draw_that_is_scheduled_is_not_listed(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['A'], 'duration': 0, 'opens_at': '2027-11-26T12:00:00+01:00'})
        self.assertEqual(self.listed(), [])
        self.expect(200, 'POST', '/admin/open-now')
        self.assertEqual(self.outcomes(), ['open'])

    def test_a_past_draw_s_page(self):
        prizes = ['Zebra', {'name': 'Apple', 'note': 'given by Acme'}, 'Mug']
        self.begin('octocat', 'hubot', 'mojombo', prizes=prizes, title='PyData <b>June</b>')
        self.pick()
        self.expect(200, 'GET', '/winners')
        self.expect(409, 'POST', '/redraw', json={'prize': 'Mug', 'reason': 'absent'})  # no entrant is left
        draw, winners = self.state()['draw'], self.winners()
        pages = [self.look(f'/draws/{draw}')]
        self.expect(200, 'GET', '/winners')
        self.begin(title='The next one')
        for login in 'octocat', 'hubot', 'mojombo':
            self.redis('DEL', self.key('profiles', login))
        pages.append(self.look(f'/draws/{draw}'))
        record = self.expect(200, 'GET', f'/record/{draw}').json()
        for page in pages:
            self.assertIn('PyData <b>June</b>', page.first('title').text)
            shown = [item for item in page.first('ul', **{'class': 'winners'}).all('li')]
            self.assertEqual([item.first('span', **{'class': 'prize'}).text for item in shown],
                             [prize for prize in ('Zebra', 'Apple') if prize in winners])
            for item, prize in zip(shown, ('Zebra', 'Apple')):
                self.assertIn(f'@{winners[prize]}', item.text)
                self.assertIn(f'{winners[prize].capitalize()} Hubbard', item.text)
                self.assertIn('avatars.githubusercontent.com', item.first('img').get('src'))
            self.assertIn('given by Acme', page.main_text)
            self.assertEqual([item.text for item in page.first('ul', **{'class': 'prizes'}).all('li')], ['Mug'])
            moved = record['replacements'][0]
            self.assertIn(f'Mug went from @{moved["from"]} to nobody', page.main_text)
            self.assertIn('absent', page.main_text)
            for link in f'/verify?draw={draw}', f'/record/{draw}', '/draws/':
                self.assertTrue(page.has('a', href=link), link)

    def test_while_the_reveal_runs_nothing_of_the_winners_is_told(self):
        self.begin('octocat', 'hubot', prizes=['Apple', 'Banana'], reveal='together')
        self.pick()
        draw = self.state()['draw']
        self.assertEqual([(each['outcome'], each['record']) for each in self.listed()], [('picked', False)])
        page = self.expect(200, 'GET', f'/draws/{draw}', headers=BROWSER)
        self.assertIn('being revealed', page.page().main_text)
        for login in 'octocat', 'hubot':
            self.assertNotIn(login, page.text)
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 2})
        self.assertTrue(self.listed()[0]['record'])
        self.assertIn('@octocat', self.look(f'/draws/{draw}').main_text)

    def test_deleting(self):
        self.begin('octocat', 'hubot', title='Secret party')
        draw = self.state()['draw']
        self.refused(409, 'POST', '/admin/delete-draw', json={'draw': draw})
        self.pick()
        self.refused(409, 'POST', '/admin/delete-draw', json={'draw': draw})
        self.expect(200, 'GET', '/winners')
        self.begin('mojombo', title='The next one')
        self.assertTrue(self.desk().form('/admin/delete-draw'))
        before = self.listed()[1]
        self.delete(draw)
        line = self.listed()[1]
        self.assertEqual(line, {**before, 'title': '', 'outcome': 'deleted', 'record': False, 'deleted_at': line['deleted_at']})
        self.assertRegex(line['deleted_at'], 'Z$')
        self.refused(404, 'GET', f'/record/{draw}')
        for name in 'record', 'order', 'summary', 'faces':
            self.assertEqual(self.redis('EXISTS', self.key(name, draw)), 0, name)
        self.assertEqual(self.redis('LLEN', self.key('records')), 0)
        page = self.look(f'/draws/{draw}')
        self.assertIn('Deleted by the organiser', page.main_text)
        self.assertIn('Deleted by the organiser', self.look('/draws/').main_text)
        for text in page.main_text, self.look('/draws/').main_text:
            self.assertNotIn('Secret party', text)
        self.assertIn(f'deleted the draw {draw}', self.did())
        self.delete(draw)  # again changes nothing
        self.assertEqual(self.did().count(f'deleted the draw {draw}'), 1)
        self.pick()
        self.assertEqual(self.record()['winners'], self.winners())

    def test_by_form(self):
        self.begin('octocat')
        self.pick()
        self.begin()
        form = {each.get('name'): each.get('value') for each in self.desk().form('/admin/delete-draw').all('input')}
        self.expect(303, 'POST', '/admin/delete-draw', form=form, headers=BROWSER)
        self.assertEqual(self.outcomes(), ['open', 'deleted'])
        self.assertFalse(self.desk().has('form', action='/admin/delete-draw'))

    def test_what_cannot_be_deleted(self):
        self.begin('octocat')
        before = self.redis.dump()
        for draw in 'x', '', '0' * 32, None, 7, ['x']:
            with self.subTest(draw=draw):
                self.refused(422, 'POST', '/admin/delete-draw', json={'draw': draw})
        self.refused(403, 'POST', '/admin/delete-draw', json={'draw': self.state()['draw']}, login=None)
        self.assertEqual(self.redis.dump(), before)

    def test_draws_from_before_the_list(self):
        for title in 'First', 'Second':
            self.begin('octocat', title=title)
            self.pick()
        self.redis('DEL', self.key('opened'), self.key('draws'))
        self.assertEqual([(each['title'], each['outcome'], each['record']) for each in self.listed()],
                         [('Second', 'picked', True), ('First', 'picked', True)])
        first = self.listed()[1]['draw']
        self.look(f'/draws/{first}')
        self.begin(title='Third')
        self.assertEqual([each['title'] for each in self.listed()], ['Third', 'Second', 'First'])
        self.redis('DEL', self.key('opened'), self.key('draws'))
        self.delete(first)
        self.assertEqual([(each['title'], each['outcome']) for each in self.listed()], [('Second', 'picked'), ('', 'deleted')])

    def test_long_lists(self):
        for number in range(103):
            self.begin(title=f'Number {number}')
            self.expect(200, 'POST', '/enddraw')
        page = self.look('/draws/')
        self.assertEqual(len(list(page.first('ul', **{'class': 'lines'}).all('li'))), 100)
        self.assertIn('1 to 100 of 103', page.main_text)
        self.assertEqual(len(list(self.look('/draws/', page=2).first('ul', **{'class': 'lines'}).all('li'))), 3)
        self.assertIn('Number 102', self.look('/draws/', q='number 102').main_text)

    def test_links_and_caches(self):
        self.assertFalse(self.home().has('a', href='/draws/'))
        self.begin('octocat')
        self.assertFalse(self.home().has('a', href='/draws/'))
        self.pick()
        draw = self.state()['draw']
        self.assertTrue(self.home().has('a', href='/draws/'))
        self.assertTrue(self.look('/won/octocat').has('a', href='/draws/'))
        self.assertTrue(self.desk().has('a', href=f'/draws/{draw}'))
        for path in '/draws/', '/draws', f'/draws/{draw}':
            answer = self.expect(200, 'GET', path, headers=BROWSER)
            self.assertIn('max-age=0', answer.header('Cache-Control'))
            self.expect(304, 'GET', path, headers=BROWSER, HTTP_IF_NONE_MATCH=answer.header('ETag'))
        for nothing in 'x', '0' * 32, '..', 'é', draw[:-1]:
            self.assertIn('list of past draws', self.look(f'/draws/{nothing}', 404).main_text)
