"""The self-verifying file, opened from disk."""

import re

from tests.support import eventually, temporary_folder
from tests.support.day import Day
from tests.support.programs import BROWSER


class Saved(Day):
    def setUp(self):
        super().setUp()
        self.to_state('won')
        self.draw = self.expect(200, 'GET', '/record').json()['draw']
        self.folder = temporary_folder(self.addCleanup)

    def open_file(self, name='file', change=lambda page: page):
        page = self.expect(200, 'GET', f'/draws/{self.draw}/{name}', headers=BROWSER).text
        changed = change(page)
        where = self.folder / 'draw.html'
        where.write_text(changed)
        self.browser.get(f'file://{where}')
        eventually(lambda: self.text_of('#verdict') not in ('not checked yet', 'computing…'))
        return changed != page

    def test_it_checks_itself_without_a_server(self):
        self.open_file()
        self.reads('#verdict', 'verified')
        self.assertEqual(self.all('.fails'), [])
        self.assertGreater(len(self.all('.holds')), 5)
        winner = next(iter(self.site.redis('HVALS', 'prizedraw:winners')))
        self.type('#who', f'@{winner.upper()}')
        self.press('find')
        self.says('#found', f'{winner} is number')
        for scheme, size in self.appearances():
            self.assert_fits()
        self.shoot('saved-file')
        self.assertEqual(self.logs()[0], [])

    def test_what_somebody_has_edited_is_found(self):
        winner = next(iter(self.site.redis('HVALS', 'prizedraw:winners')))
        edits = {
            'another winner in the record': lambda page: re.sub(r'(&quot;winners&quot;:\{&quot;[^&]*&quot;:&quot;)[^&]*', r'\1somebody', page),
            'another winner above': lambda page: page.replace(f'@{winner}<', '@somebody<'),
            'another secret': lambda page: re.sub(r'(&quot;secret&quot;:&quot;)..', r'\g<1>00', page),
            'an entrant less': lambda page: re.sub(r'(&quot;entrants&quot;:\[)&quot;[^&]*&quot;,', r'\1', page),
        }
        for name, edit in edits.items():
            with self.subTest(name):
                self.assertTrue(self.open_file(change=edit))
                self.reads('#verdict', 'does not match')
                self.assertTrue(self.all('.fails'))
        self.assertTrue(self.open_file(change=lambda page: page.replace('&quot;entrants&quot;:[', '&quot;entrants&quot;:[[', 1)))
        self.reads('#verdict', 'cannot be checked')

    def test_without_the_entrants_it_says_what_it_cannot_do(self):
        self.open_file('file-of-winners')
        self.reads('#verdict', 'not checked')
        self.says('#warning', 'without the list of entrants')

    def test_with_scripts_off_the_winners_are_there(self):
        page = self.expect(200, 'GET', f'/draws/{self.draw}/file', headers=BROWSER).text
        (self.folder / 'draw.html').write_text(page)
        self.scripts(False)
        self.browser.get(f'file://{self.folder}/draw.html')
        self.assertEqual({text.removeprefix('@') for text in self.texts('.winners span:not(.prize)')},
                         set(self.site.redis('HVALS', 'prizedraw:winners')))
        self.scripts(True)
