"""The draw in a subfolder of a user's document root: as plain CGI, and with mod_fcgid."""

import pathlib
import re
import subprocess

from tests.support import hosted
from tests.support.programs import BROWSER
from tests.support.site import SiteTest, also_on
from tests.web import answers_test, life_test

MIB = 1024 * 1024
TESTS = life_test.Life, life_test.WhoIsLetIn, answers_test.Headers, answers_test.ChunkedBodies, answers_test.Compression, \
    answers_test.DeepJson
OF_SANITIZERS = {'libasan', 'libubsan', 'libstdc++', 'libgcc_s'}  # which see only exceptions of a shared library
LIBRARIES = {'linux-vdso', 'libc', 'libm', 'ld-linux-x86-64', 'ld-linux-aarch64'}


class Upload(SiteTest):
    kind = hosted.SharedHosting

    def test_programs_need_the_c_library_alone(self):
        """And the files beside them."""
        beside = str((self.site.private / 'lib').resolve())
        for program in (self.site.private / 'cgi-bin').iterdir():
            said = subprocess.run(['ldd', program], capture_output=True, text=True, check=True).stdout
            found = re.findall(r'(libqrencode\S*) => (\S+)', said)
            self.assertEqual([str(pathlib.Path(path).parent.resolve()) for _, path in found],
                             [beside] if program.name == 'index' else [])
            said = re.sub(r'\tlib(qrencode|pthread)\.so.*\n', '', said)  # the latter is part of the C library
            needed = {re.split(r'\.so', line.strip().split()[0])[0].split('/')[-1] for line in said.splitlines()}
            with_sanitizers = OF_SANITIZERS if 'libasan' in needed else set()
            self.assertLessEqual(needed, LIBRARIES | with_sanitizers, said)

    def test_what_may_be_read_by_whom(self):
        modes = {str(path.relative_to(self.site.private)): path.stat().st_mode & 0o777
                 for path in self.site.private.rglob('config/*')}
        self.assertEqual(modes, {'config/prizedraw.conf': 0o400, 'config/htpasswd': 0o644})
        self.assertEqual(self.site.private.stat().st_mode & 0o777, 0o711)

    def test_the_programs_themselves(self):
        """Neither the password nor the paths can be bypassed."""
        self.open_draw(entrants=['octocat'])
        for path in ('/cgi-bin/admin/enddraw', '/cgi-bin/pick/drawprizes', '/cgi-bin/index/', '/cgi-bin/', '/cgi-bin/admin',
                     '/.htaccess', '/cgi-bin/../cgi-bin/pick/drawprizes', '/assets/', '/assets/../cgi-bin/admin/enddraw'):
            for method in 'GET', 'POST':
                self.assertIn(self.site.ask(method, path).status, (401, 403, 404, 405), path)
        self.reaches('DRAW_OPEN_WITH_ENTRANTS', entrants=1)

    def test_every_link_begins_at_the_folder(self):
        self.open_draw()
        pages = self.home(), self.administer(200, 'GET', '/admin').page(), self.expect(404, 'GET', '/x/y', headers=BROWSER).page()
        for page in pages:
            links = [element.get(name) for element in page.all() for name in ('href', 'src', 'action') if element.get(name)]
            ours = [link for link in links if not link.startswith(('#', 'https:'))]
            self.assertTrue(ours)
            for link in ours:
                self.assertTrue(link.startswith(self.site.root + '/'), link)
                if '/assets/' in link:
                    self.expect(200, 'GET', link.removeprefix(self.site.root))

    def test_bodies_up_to_the_limit(self):
        prizes = [f'{number} {"x" * 180}' for number in range(5000)]
        self.administer(200, 'POST', '/startdraw', json={'prizes': prizes, 'duration': 0})
        self.reaches('DRAW_OPEN_NO_ENTRANTS', prizes=sorted(prizes))
        for path in '/startdraw', '/enter', '/drawprizes':
            self.administer(413, 'POST', path, body=b'x' * (MIB + 1), headers={'Content-Type': 'application/json'})


class UploadWithFcgid(Upload):
    kind = hosted.SharedHostingWithFcgid

    def test_it_is_used(self):
        self.expect(200, 'GET', '/state')
        self.assertTrue(list((self.site.folder / 'fcgid').iterdir()))


class NothingIsServed(SiteTest):
    """Even if .htaccess is ignored."""

    kind = hosted.SharedHostingThatIgnoresUs

    def test_no_secret(self):
        secrets = 'from afar', '$6$'
        for path in ('/.htaccess', '/cgi-bin/admin', '/cgi-bin/enter', '/../prizedraw-private/config/prizedraw.conf',
                     '/prizedraw-private/config/prizedraw.conf', '/config/prizedraw.conf', '/cgi-bin/../config/htpasswd',
                     '/../../prizedraw-private/config/htpasswd', '/%2e%2e/%2e%2e/prizedraw-private/config/htpasswd'):
            answer = self.site.ask('GET', path)
            for secret in secrets:
                self.assertNotIn(secret, answer.text)
        for path in self.site.home.glob('public_html/**/*'):
            if path.is_file() and path.suffix != '.png':
                for secret in secrets:
                    self.assertNotIn(secret, path.read_text(errors='replace'), path)


for kind in hosted.SharedHosting, hosted.SharedHostingWithFcgid:
    also_on(kind, TESTS, __name__)
