"""Redis over TLS: by the programs themselves if their hiredis supports it, and through stunnel."""

import re
import subprocess
import unittest

from tests.support import BUILD, ROOT, end, eventually, free_port, redis, temporary_folder
from tests.support.github import GitHub
from tests.support.hosted import put, shared_hosting
from tests.support.site import Site

HAS_TLS = 'config/stunnel' not in subprocess.run(
    [BUILD / 'cgi-bin/index', '--check-redis'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
    env={'PRIZEDRAW_CONFIG': '/dev/null', 'REDIS_URL': 'rediss://127.0.0.1:1'}).stderr


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = temporary_folder(cls.addClassCleanup)
        for name in 'ours', 'another':  # authorities
            cls.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', f'{name}.key', '-out', f'{name}.crt', '-days', '2',
                        '-subj', f'/CN={name}')
        cls.openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'redis.key', '-out', 'redis.csr', '-subj', '/CN=redis')
        (cls.folder / 'names').write_text('subjectAltName=DNS:localhost')
        cls.openssl('x509', '-req', '-in', 'redis.csr', '-CA', 'ours.crt', '-CAkey', 'ours.key', '-CAcreateserial', '-days', '2',
                    '-extfile', 'names', '-out', 'redis.crt')
        for key in cls.folder.glob('*.key'):
            key.chmod(0o644)
        cls.port = free_port()
        cls.redis = redis.Server(cls.folder, '--tls-port', cls.port, '--tls-cert-file', cls.folder / 'redis.crt',
                                 '--tls-key-file', cls.folder / 'redis.key', '--tls-auth-clients', 'no', '--requirepass', 'p@ss',
                                 password='p@ss')
        cls.addClassCleanup(cls.redis.stop)
        cls.redis.start()
        cls.github = GitHub()
        cls.addClassCleanup(cls.github.close)

    @classmethod
    def openssl(cls, *words):
        subprocess.run(['openssl', *words], cwd=cls.folder, check=True, stderr=subprocess.DEVNULL)

    def setUp(self):
        self.redis('FLUSHALL')

    def life_of_a_draw(self, **settings):
        site = Site(temporary_folder(self.addCleanup), GITHUB_API_URL=self.github.url, **settings)
        self.addCleanup(site.stop)
        site.start()

        def ask(*how, **more):
            answer = site.ask(*how, **more)
            self.assertEqual(answer.status, 200, answer)
        ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=site.login)
        ask('POST', '/enter/octocat')
        self.redis.cut_connections()
        ask('POST', '/drawprizes', login=site.login)
        self.assertEqual(self.redis('HGETALL', 'prizedraw:winners'), {'Apple': 'octocat'})

    def check(self, host='localhost', authority='ours', programs=BUILD / 'cgi-bin'):
        """The reported problems."""
        done = subprocess.run([programs / 'index', '--check-redis'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env={'PRIZEDRAW_CONFIG': '/dev/null', 'REDIS_URL': f'rediss://:p%40ss@{host}:{self.port}',
                                   'REDIS_TLS_CA': str(self.folder / f'{authority}.crt')})
        return done.stdout + done.stderr

    @unittest.skipUnless(HAS_TLS, 'this hiredis has no TLS; only stunnel is tested')
    def test_by_the_programs_themselves(self):
        self.assertEqual(self.check(), '')
        self.assertIn('certificate', self.check(authority='another'))
        self.assertIn('mismatch', self.check(host='127.0.0.1'))  # the certificate is for localhost
        self.life_of_a_draw(REDIS_URL=f'rediss://:p%40ss@localhost:{self.port}', REDIS_TLS_CA=str(self.folder / 'ours.crt'))

    @unittest.skipUnless(HAS_TLS, 'this hiredis has no TLS; only stunnel is tested')
    def test_by_the_programs_for_shared_hosting(self):
        """It is linked into them."""
        programs = shared_hosting(self.folder, '/home/ann', 'secret') / 'prizedraw-private/cgi-bin'
        self.assertEqual(self.check(programs=programs), '')
        self.assertIn('certificate', self.check(authority='another', programs=programs))

    @unittest.skipIf(HAS_TLS, 'this hiredis has TLS')
    def test_without_it_the_remedy_is_named(self):
        self.assertRegex(self.check(), '^.*REDIS_TLS or rediss:// asks for TLS, which this build does not have; use stunnel as config/stunnel .*\n$')

    def through_stunnel(self, authority):
        port = free_port()
        config = self.folder / f'stunnel-{authority}.conf'
        config.write_text(put((ROOT / 'config/stunnel/redis.conf').read_text(), ('127.0.0.1:6390', f'127.0.0.1:{port}'),
                              ('redis.example.org:6380', f'127.0.0.1:{self.port}'), ('redis.example.org', 'localhost'),
                              ('/etc/ssl/certs/ca-certificates.crt', self.folder / f'{authority}.crt')))
        with open(self.folder / f'stunnel-{authority}.log', 'wb') as log:
            process = subprocess.Popen(['stunnel', config], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addCleanup(end, process)
        eventually(lambda: re.search('Configuration successful', (self.folder / f'stunnel-{authority}.log').read_text()))
        return f'redis://:p%40ss@127.0.0.1:{port}'

    def test_through_stunnel(self):
        self.life_of_a_draw(REDIS_URL=self.through_stunnel('ours'))

    def test_stunnel_trusts_nobody_else(self):
        done = subprocess.run([BUILD / 'cgi-bin/index', '--check-redis'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env={'PRIZEDRAW_CONFIG': '/dev/null', 'REDIS_URL': self.through_stunnel('another')})
        self.assertIn('is not available', done.stdout)
