"""tests/floors: correct code passes, and each broken rule is reported in a sentence."""

import pathlib
import subprocess
import tempfile
import unittest

FLOORS = pathlib.Path(__file__).parents[1] / 'floors'

HOUSE = {
    **{f'{program}.cpp': '#include "pages/site.hpp"\nint main() { return 0; }\n'
       for program in ('admin', 'enter', 'index', 'pick', 'winners')},
    'pages/site.hpp': '#include "draw/entry.hpp"\n#include "web/request.hpp"\n',
    'draw/entry.hpp': '#include "io/redis.hpp"\n',
    'draw/scripts/enter.lua': '-- Nobody enters after the close.\nreturn 1\n',
    'web/request.hpp': '#include "io/text.hpp"\n',
    'web/serve.cpp': '#include <fcgiapp.h>\n',
    'web/templates.cpp': '#include <mstch/mstch.hpp>\n',
    'io/language.cpp': '#include <libintl.h>\n',
    'io/redis.hpp': '#include "io/text.hpp"\n',
    'io/redis.cpp': '#include <hiredis/hiredis.h>\n',
    'io/https.cpp': '#include <curl/curl.h>\n',
    'io/crypto.cpp': '#include <openssl/evp.h>\n',
    'io/qr.cpp': '#include <qrencode.h>\n',
    'io/text.hpp': '',
    'README.md': 'Beside the code.\n' * 300,
}


def function(lines, margin=''):
    return f'{margin}void f() {{\n' + f'{margin}  ++count;\n' * (lines - 2) + f'{margin}}}\n'


class Floors(unittest.TestCase):
    def check(self, files=()):
        """The report about the code with these files instead."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**HOUSE, **dict(files)}.items():
                file = pathlib.Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            done = subprocess.run([FLOORS, folder], capture_output=True, text=True)
        self.assertEqual(done.stderr, '')
        self.assertEqual(done.returncode, 1 if done.stdout else 0, done.stdout)
        return done.stdout

    def test_in_order(self):
        largest = {'io/text.hpp': function(45) + 'class C {\n' + function(45, '  ') + '};\n' + 'int x;\n' * 158,
                   'draw/entry.hpp': 'constexpr int table[] = {\n' + '    1,\n' * 60 + '};\n',
                   'io/redis.hpp': '// a comment\n' * 249, 'io/https.cpp': '#include <curl/curl.h>\n' + '\n' * 249}
        self.assertEqual(self.check(), '')
        self.assertEqual(self.check(largest), '')

    def test_broken(self):
        for name, text, sentence in (
                ('io/text.hpp', '#include "draw/entry.hpp"\n', 'io/text.hpp includes draw/entry.hpp, which is not below it'),
                ('draw/entry.hpp', '#include "web/request.hpp"\n', 'draw/entry.hpp includes web/request.hpp, which is not'),
                ('web/request.hpp', '#include "draw/entry.hpp"\n', 'web/request.hpp includes draw/entry.hpp, which is not'),
                ('web/request.hpp', '#include "pages/site.hpp"\n', 'web/request.hpp includes pages/site.hpp, which is not'),
                ('pages/site.hpp', '#include "index.cpp"\n', 'pages/site.hpp includes index.cpp, which is not below it'),
                ('web/serve.cpp', '#include "request.hpp"\n', 'request.hpp, which is not named from cgi-bin on'),
                ('io/text.hpp', '#include "io/redis.hpp"\n', 'headers include each other in a circle: io/'),
                ('draw/entry.cpp', '#include <hiredis/hiredis.h>\n', 'hiredis belongs in one file, and is included in: '),
                ('views.cpp', '#include "io/text.hpp"\n', 'views.cpp is neither a program nor a floor'),
                ('util/text.hpp', '#include "io/text.hpp"\n', 'util is neither a program nor a floor'),
                ('draw/entry.cpp', 'int x;\n' * 251, 'draw/entry.cpp has 251 lines, and may have 250'),
                ('draw/scripts/enter.lua', 'x = 1\n' * 251, 'draw/scripts/enter.lua has 251 lines'),
                ('io/text.hpp', function(46), 'the function at io/text.hpp:1 has 46 lines, and may have 45'),
                ('io/text.hpp', 'class C {\n' + function(46, '  ') + '};\n', 'the function at io/text.hpp:2 has 46 lines')):
            with self.subTest(name=name, text=text[:60]):
                self.assertIn(sentence, self.check({name: text}))

    def test_too_large(self):
        large = {f'{program}.cpp': '#include "pages/site.hpp"\n' + 'int x;\n' * 110
                 for program in ('admin', 'enter', 'index', 'pick', 'winners')}
        self.assertIn('the programs have 555 lines together, and may have 499', self.check(large))
        many = {f'draw/scripts/{number}.lua': 'x = 1\n' * 240 for number in range(50)}
        self.assertRegex(self.check(many), r'^floors: cgi-bin has \d+ lines of code, and may have \d+,\d{3}:')
