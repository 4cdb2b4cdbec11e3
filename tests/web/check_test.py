"""The Python program in cgi-bin/draw/README.md, run exactly as printed, on a saved record."""

import json
import subprocess
import sys

from tests.support import record, seeded, temporary_folder
from tests.support.site import SiteTest


class PythonProgram(SiteTest):
    def setUp(self):
        super().setUp()
        self.folder = temporary_folder(self.addCleanup)
        (self.folder / 'check.py').write_text(record.readme_program())

    def saved(self):
        entrants = [f'guest-{number}' for number in range(20)]
        self.open_draw('Äpfel <b>', 'Zebra 🦓', 'A Banana', entrants=entrants)
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes', json={'public': 'Grüße, 世界 "\\'})
        self.administer(200, 'POST', '/redraw', json={'prize': 'A Banana', 'reason': 'cannot accept'})
        return self.saved_record(1)

    def check(self, saved):
        (self.folder / 'record.json').write_bytes(saved)
        done = subprocess.run([sys.executable, 'check.py', 'record.json'], cwd=self.folder, capture_output=True, text=True, timeout=20)
        return done.returncode, done.stdout + done.stderr

    def test_a_saved_record(self):
        code, said = self.check(self.saved())
        self.assertEqual(code, 0, said)
        self.assertNotIn('does not match', said)
        self.assertIn('cannot accept', said)

    def test_what_stays_when_the_entrants_are_deleted(self):
        whole = json.loads(self.saved())
        summary = self.site.redis('GET', f'prizedraw:summary:{whole["draw"]}')
        code, said = self.check(summary.encode())
        self.assertNotEqual(code, 0)
        self.assertIn(whole['sha256'], said)

    def test_a_changed_byte_anywhere(self):
        saved = self.saved()
        rng = seeded()
        for at in sorted(rng.sample(range(len(saved)), 60)):
            changed = bytearray(saved)
            while changed[at] == saved[at]:
                changed[at] = rng.choice(b'abc0123"{},:x')
            code, said = self.check(bytes(changed))
            self.assertNotEqual(code, 0, (at, saved[max(0, at - 20):at + 20]))
            self.assertRegex(said, 'does not match|no record|does not know the method', said)

    def test_each_claim_of_its_own(self):
        """A changed record with an updated hash is detected by its content."""
        saved = json.loads(self.saved())
        for field, value, word in (('secret', 'ab' * 32, 'commitment'), ('commitment', 'ab' * 32, 'commitment'),
                                   ('entrants', saved['entrants'][1:], 'entrants'), ('prizes', ['X'], 'prizes'),
                                   ('public', 'other', 'key'), ('draw', 'ab' * 16, 'key'), ('replacements', [], 'winners'),
                                   ('winners', {**saved['winners'], 'Zebra 🦓': 'guest-99'}, 'winners')):
            with self.subTest(field=field):
                changed = {**saved, field: value}
                changed['sha256'] = record.seal(changed)
                code, said = self.check(json.dumps(changed).encode())
                self.assertNotEqual(code, 0)
                self.assertRegex(said, f'does not match: .*{word}')
