"""The Python program in cgi-bin/draw/README.md, run exactly as printed, on each record of the table with which the page is tested
too (record_test.mjs)."""

import json
import subprocess
import sys
import unittest

from tests.support import record, temporary_folder


class CheckProgram(unittest.TestCase):
    def setUp(self):
        self.folder = temporary_folder(self.addCleanup)
        (self.folder / 'check.py').write_text(record.readme_program())

    def check(self, saved):
        (self.folder / 'record.json').write_text(json.dumps(saved))
        done = subprocess.run([sys.executable, 'check.py', 'record.json'], cwd=self.folder, capture_output=True, text=True,
                              timeout=20)
        return done.returncode, done.stdout + done.stderr

    def test_each_case_of_the_table(self):
        for case in record.CASES:
            with self.subTest(case['what'], of=case['of']):
                code, said = self.check(record.of_case(case))
                self.assertNotIn('Traceback', said)
                if case['says'] == '':
                    self.assertEqual(code, 0, said)
                    self.assertNotIn('does not match', said)
                else:
                    self.assertNotEqual(code, 0, said)
                    self.assertRegex(said, f'(?i)(does not match: .*|this is |does not know .*)({case["says"]})')

    def test_a_round_that_was_not_used_is_said_loudly(self):
        code, said = self.check(record.of_example(2, 2))
        self.assertEqual(code, 0, said)
        self.assertRegex(said, 'round 1000 .* NOT USED.*no relay answered')
        self.assertNotIn('NOT USED', self.check(record.of_example(2, 0))[1])

    def test_the_other_implementation_agrees(self):
        """The tests' own implementation, on the valid records."""
        for version, examples in record.EXAMPLES.items():
            for number, example in enumerate(examples):
                found = record.of_example(version, number)
                key, order, winners = record.ranked(found)
                self.assertEqual((key, order, winners), (example['key'], example['order'], example['winners']))
                self.assertEqual(record.commitment_of(found), example['commitment'])


if __name__ == '__main__':
    unittest.main()
