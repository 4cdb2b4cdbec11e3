"""The pages of the web servers for what they refuse by themselves: made at build, and the same as the programs' own."""

import re
import subprocess
import unittest

from tests.support import BUILD, ROOT

FOLDER = BUILD / 'htdocs/assets/errors'


def frame(page):
    """The page without its words and where its links lead."""
    return re.sub(r'(<(?:title|h1|p|a)\b[^>]*>|content=")[^<"]*', r'\1', re.sub('<a class="button[^>]*', '<a', page))


class ErrorPages(unittest.TestCase):
    def test_they_look_as_the_programs_own(self):
        asked = {'REQUEST_METHOD': 'PUT', 'PATH_INFO': '/', 'HTTP_ACCEPT': 'text/html', 'PRIZEDRAW_CONFIG': '/dev/null'}
        answer = subprocess.run([BUILD / 'cgi-bin/index'], env=asked, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        head, page = answer.stdout.decode().split('\r\n\r\n')
        self.assertIn('Status: 405', head)
        for made in FOLDER.glob('*.html'):
            self.assertEqual(frame(made.read_text()), frame(page), made)
            self.assertIn(f'<p class="stub code">{made.stem[:3]}</p>', made.read_text())

    def test_one_for_each_status_that_a_web_server_names(self):
        nginx = (ROOT / 'config/nginx/prizedraw/draw.conf').read_text()
        apache = (ROOT / 'config/apache/prizedraw/draw.conf').read_text()
        named = {status for line in re.findall(r'^error_page ([\d ]+) /assets', nginx, re.MULTILINE) for status in line.split()}
        named |= set(re.findall(r'=(\d+) /assets', nginx)) | set(re.findall(r'errors/(\d+)[.%]', apache)) | {'401-wrong'}
        self.assertGreater(len(named), 7)
        self.assertEqual({path.name for path in FOLDER.iterdir()},
                         {f'{status}.{kind}' for status in named for kind in ('html', 'txt')})

    def test_the_sentence_is_that_of_the_page(self):
        for made in FOLDER.glob('*.txt'):
            sentence = made.read_text()
            self.assertRegex(sentence, r'^[A-Z]([^\n.]|\.(?=\w))*\.\n$', made)
            self.assertIn(f'<p>{sentence.strip()}</p>', made.with_suffix('.html').read_text())
