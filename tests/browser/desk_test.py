"""What else the organiser can do besides opening, closing and picking, in Chromium, and what others see of it."""

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.support import eventually
from tests.support.browser import BrowserTest

TABLE = 'name,github_id\nHu Bot,hubot\n"Preston, Tom",mojombo\nTJ,tj'


class OneDraw(BrowserTest):
    """A draw from its opening to a redraw that is undone."""

    def test_it(self):
        self.open_draw('Old prize', entrants=['octocat'])
        self.administer(200, 'POST', '/drawprizes')
        self.open_it_without_recent_winners()
        self.expect(403, 'POST', '/enter/octocat')
        self.close_five_minutes_later()
        self.add_people()
        self.confirm('close the draw', 'yes, close it now', 'closed')
        self.confirm('reopen', 'yes, reopen it', 'open')
        self.confirm('close the draw', 'yes, close it now', 'closed')
        self.confirm('pick the winners', 'yes, pick them now', 'won')
        self.press('reveal the next winner')
        eventually(lambda: len(self.texts('.winners li')) == 1)
        self.note_who_is_here()
        self.move_on_and_back()
        self.confirm('reveal all', 'yes, reveal all', 'won')
        self.check_record()

    def open_it_without_recent_winners(self):
        self.see('won', '/admin')
        self.type('#title', 'Second')
        for prize in 'Mug', 'Hat':
            self.all('.rows .row:last-child input')[0].send_keys(prize)
            self.press('add a prize')
        Select(self.find('#duration')).select_by_value('900')
        self.assertFalse(self.visible('[name=leave_out], #opens, #method, #reveal'))
        self.press('more options')
        self.type('[name=leave_out]', Keys.SPACE)
        self.shoot('opening-options')
        self.confirm('open the draw', 'yes, open it now', 'open')

    def close_five_minutes_later(self):
        left = lambda: self.site.redis('TTL', 'prizedraw:is_open')
        self.assertLessEqual(left(), 900)
        self.press('+5 min')
        eventually(lambda: 1100 < left() <= 1200)
        eventually(lambda: any('longer' in text or '5 min' in text for text in self.texts('.result')))

    def add_people(self):
        self.see('open', '/admin')
        self.find('a[href$="/admin/entrants"]').click()
        eventually(lambda: self.visible('#search'))
        for typed, is_right in (f'{TABLE}\nNobody,no such id', False), (TABLE, True):
            if is_right:
                eventually(lambda: self.visible('#add_ids_error'))
                self.says('#add_ids_error', '“no such id”')
                self.assertEqual(self.find('#add_ids').get_property('value').count('\n'), 4)
                self.find('#add_ids').clear()
            else:
                self.press('add people')
            self.type('#add_ids', typed)
            self.press('yes, add them')
        eventually(lambda: len(self.texts('.people li')) == 3)
        self.shoot('entrants-added')
        self.assertEqual([text.split()[-4:] for text in self.texts('.people .help') if 'added' in text],
                         [['added', 'by', 'the', 'organiser']] * 3)
        self.see('open', '/admin')
        self.assertIn('added hubot, mojombo, tj', ' '.join(self.texts('ol.lines [data-says]')))

    def seen_by_others(self):
        self.reaches('DRAW_WON')
        return [self.expect(200, 'GET', path).json() for path in ('/state', '/winners')]

    def note_who_is_here(self):
        before = self.seen_by_others()
        here = lambda: self.find('[action$="/admin/here"] button').get_attribute('aria-pressed')
        for pressed in 'true', 'false', 'true':
            self.press('here', '[action$="/admin/here"]')
            eventually(lambda: here() == pressed)
        self.shoot('desk-here')
        self.assertEqual(self.seen_by_others(), before)

    def move_on_and_back(self):
        first = self.site.redis('HGET', 'prizedraw:winners', 'Mug')
        self.confirm('redraw', 'yes, redraw it', 'won')
        eventually(lambda: 'Mug now goes to' in self.text_of('.undo'))
        self.shoot('desk-undo')
        self.assertEqual(self.find('[action$="/admin/here"] button').get_attribute('aria-pressed'), 'false')
        second = self.site.redis('HGET', 'prizedraw:winners', 'Mug')
        self.assertNotEqual(second, first)
        self.assert_told(f'Mug now goes to {self.name(second)}')
        self.see('won', '/admin')
        self.press('undo')
        eventually(lambda: not self.visible('.undo') and self.shown == 'won')
        self.assertEqual(self.site.redis('HGET', 'prizedraw:winners', 'Mug'), first)
        self.assert_told(f'Mug goes back to {self.name(first)}')
        self.see('won', '/admin')

    def name(self, login):
        return f'{login.capitalize()} Hubbard @{login}'

    def assert_told(self, sentence):
        for path in '/', '/stage':
            self.see('won', path)
            eventually(lambda: self.find('[data-moved]').get_attribute('data-moved') == sentence, 8)

    def check_record(self):
        self.reaches('DRAW_WON')
        draw = self.site.redis('HGET', 'prizedraw:fairness', 'draw')
        eventually(lambda: self.site.ask('GET', '/record').json()['draw'] == draw)
        record = self.expect(200, 'GET', '/record').json()
        self.assertEqual((record['title'], record['added'], record['left_out']),
                         ('Second', ['hubot', 'mojombo', 'tj'], {'draws': 3, 'github_ids': ['octocat']}))
        self.assertEqual([len(record[name]) for name in ('reopened', 'replacements', 'taken_back')], [1, 0, 1])
