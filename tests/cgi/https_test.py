"""GitHub's certificate: only one that a trusted authority issued for this name is accepted. People who cannot be looked up safely
enter unverified."""

import base64
import shutil
import socket
import subprocess
import time
import unittest

from tests.support import played, temporary_folder
from tests.support.github import profile
from tests.support.programs import Cgi, ProgramsTest

IN_THEIR_PLACE = 'mount --bind "$0" /etc/ssl/certs && exec "$@"'


PICTURE = b'\x89PNG and so on'


class GitHub(played.Handler):
    pictures = 0  # requested

    def do_GET(self):
        if self.path.startswith('/u/'):
            GitHub.pictures += 1
            self.answer(200, PICTURE, Content_Type='image/png')
        else:
            self.answer(200, profile(self.path.split('/')[-1], avatar_url=f'{self.service.url}/u/7?v=4'))


def can_mount():
    return subprocess.run(['unshare', '--mount', 'true'], capture_output=True).returncode == 0


class Certificates(ProgramsTest):
    way = Cgi

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.certificates = temporary_folder(cls.addClassCleanup)
        cls.trusted = cls.certificates / 'trusted'
        cls.trusted.mkdir()
        played.certify(cls.certificates / 'authority', 'An authority', '-addext', 'basicConstraints=critical,CA:TRUE')
        shutil.copy(cls.certificates / 'authority.pem', cls.trusted / 'ca-certificates.crt')
        shutil.copy(cls.certificates / 'authority.pem', cls.trusted / 'authority.pem')
        subprocess.run(['openssl', 'rehash', cls.trusted], check=True, capture_output=True)

    def issue(self, name, alternative):
        """By the trusted authority."""
        folder = self.certificates
        subprocess.run(['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                        '-subj', f'/CN={name}', '-addext', f'subjectAltName={alternative}',
                        '-keyout', folder / f'{name}.key', '-out', folder / f'{name}.csr'], check=True, capture_output=True)
        subprocess.run(['openssl', 'x509', '-req', '-in', folder / f'{name}.csr', '-CA', folder / 'authority.pem',
                        '-CAkey', folder / 'authority.key', '-CAcreateserial', '-copy_extensions', 'copy', '-days', '2',
                        '-out', folder / f'{name}.pem'], check=True, capture_output=True)

    def start_with(self, certificate, trusting):
        github = played.Service(GitHub, self.certificates / certificate)
        self.addCleanup(github.close)
        programs = self.start_programs(GITHUB_API_URL=github.url, GITHUB_PICTURES=github.url)
        if trusting:
            programs.wrapper = 'unshare', '--mount', 'sh', '-c', IN_THEIR_PLACE, self.trusted
        self.redis('FLUSHALL')
        self.open_draw()
        return programs

    def is_verified(self, certificate, trusting):
        programs = self.start_with(certificate, trusting)
        answer = self.expect(200, 'POST', '/enter/octocat', programs=programs).json()
        return answer.get('verified', True)

    def test_a_self_signed_one(self):
        played.certify(self.certificates / 'self', '127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1')
        self.assertFalse(self.is_verified('self', trusting=False))

    def test_an_unknown_authority_s(self):
        self.issue('right', 'IP:127.0.0.1')
        self.assertFalse(self.is_verified('right', trusting=False))

    @unittest.skipUnless(can_mount(), 'only root can replace the trusted certificates')
    def test_a_trusted_authority_s_for_this_and_for_another_name(self):
        self.issue('right', 'IP:127.0.0.1')
        self.assertTrue(self.is_verified('right', trusting=True))
        self.issue('another', 'IP:127.0.0.2,DNS:api.github.example')
        self.assertFalse(self.is_verified('another', trusting=True))
        played.certify(self.certificates / 'self', '127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1')
        self.assertFalse(self.is_verified('self', trusting=True))

    @unittest.skipUnless(can_mount(), 'only root can replace the trusted certificates')
    def test_the_saved_file_has_the_winners_pictures(self):
        self.issue('right', 'IP:127.0.0.1')
        programs = self.start_with('right', trusting=True)
        self.expect(200, 'POST', '/enter/octocat', programs=programs)
        self.expect(200, 'POST', '/drawprizes', programs=programs)
        draw = self.expect(200, 'GET', '/record').json()['draw']
        for name in 'file', 'file-of-winners':
            page = self.expect(200, 'GET', f'/draws/{draw}/{name}', programs=programs).text
            self.assertIn(f'src="data:image&#x2F;png;base64,{base64.b64encode(PICTURE).decode()}"', page)
        self.assertEqual(GitHub.pictures, 1)

    def test_a_handshake_that_never_ends(self):
        with socket.socket() as listening:
            listening.bind(('127.0.0.1', 0))
            listening.listen()
            programs = self.start_programs(GITHUB_API_URL=f'https://127.0.0.1:{listening.getsockname()[1]}')
            self.open_draw()
            began = time.monotonic()
            self.assertFalse(self.expect(200, 'POST', '/enter/octocat', programs=programs).json()['verified'])
            self.assertLess(time.monotonic() - began, 6.5)
