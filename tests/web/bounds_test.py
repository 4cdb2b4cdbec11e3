"""What an anonymous client can use up: disk space, by logs, the cache and unfinished bodies; and connections."""

import contextlib
import os
import pathlib
import re
import resource
import socket
import time

from tests.support import eventually, hosted
from tests.support.programs import FORM
from tests.support.site import SiteTest, also_on, at_once, authorization

KIB = 1024
MIB = 1024 * KIB


class Bounds(SiteTest):
    def setUp(self):
        super().setUp()
        self.folder = pathlib.Path(getattr(self.site, 'folder', None) or self.site.state)

    def used(self, within=''):
        """Bytes on the disk, except Redis's, which has the draw."""
        total = 0
        for path in (self.folder / within).rglob('*'):
            with contextlib.suppress(OSError):  # it may be deleted meanwhile
                if path.is_file() and 'data' not in path.parts and not path.name.startswith(('redis', 'appendonly', 'dump')):
                    total += path.lstat().st_blocks * 512
        return total

    def used_without_a_name(self):
        """Bytes of deleted files that a process still has open."""
        total = 0
        for file in pathlib.Path('/proc').glob('[0-9]*/fd/*'):
            with contextlib.suppress(OSError):
                if re.fullmatch(f'{self.folder}/(?!data/).* \\(deleted\\)', os.readlink(file)):
                    total += file.stat().st_blocks * 512
        return total

    def post(self, path, length, *more):
        lines = [f'POST {self.site.root}{path} HTTP/1.1', 'Host: x', f'Content-Type: {FORM}', f'Content-Length: {length}',
                 'Connection: close', *more]
        return '\r\n'.join([*lines, '', '']).encode()


class Logs(Bounds):
    def test_what_a_client_does_wrong_is_not_logged(self):
        self.open_draw()
        login = f'Authorization: {authorization("nobody", "x")}'
        logged = lambda: sum(log.stat().st_size for log in (self.folder / 'log').iterdir())
        before = logged()
        for request, status in (
                (self.post('/enter', MIB + 1) + b'x' * (MIB + 1), 413),
                (self.post('/nowhere', MIB + 1) + b'x' * (MIB + 1), 413),
                (self.post('/enter', 16 * KIB + 1) + b'x' * (16 * KIB + 1), 413),
                (f'GET {self.site.root}/assets/ HTTP/1.0\r\n\r\n'.encode(), 404), (b'GET /%zz HTTP/1.0\r\n\r\n', 400),
                (self.post('/enddraw', 0, login), 401)):
            for answer, _ in at_once(self.site.send, [(request,)] * 20):
                self.assertRegex(answer, rb'^HTTP/1\.1 %d |^$' % status)
            self.assertLess(logged() - before, 2 * KIB, request[:100])

    def test_nobody_writes_into_the_organiser_s_terminal(self):
        requests = []
        for name in '\x1b]0;hello\x07', '\x9b31m', 'admin\x1b[2J':
            login = f'Authorization: {authorization(name, "x")}'
            requests += [(self.post('/enddraw', 0, login, 'Referer: \x1b[31m', 'User-Agent: \x1b[31m'), rb'^HTTP/1\.1 40[01] '),
                         (self.post('/enddraw', 0, login), rb'^HTTP/1\.1 401 ')]
        for answer, (_, expected) in at_once(lambda request, _: self.site.send(request), requests):
            self.assertRegex(answer, expected)
        for log in (self.folder / 'log').iterdir():
            self.assertNotRegex(log.read_bytes(), rb'[\x00-\x08\x0e-\x1f\x7f]|\xc2[\x80-\x9f]', log)


class Cache(Bounds):
    def test_made_up_hosts(self):
        self.open_draw(*(f'Prize {number} {"x" * 100}' for number in range(200)))
        before = self.used()
        for number in range(300):
            for host in f'host-{number}', f'127.0.0.1:{number}', f'LocalHost{number}', f'localhost:{number} ':
                self.expect(200, 'GET', '/', headers={'Host': host})
        self.assertLess(self.used() - before, MIB // 2)

    def test_our_own_hosts_are_kept(self):
        port = self.site.port
        ours = f'localhost:{port}', 'localhost', f'{socket.gethostname()}:{port}'
        for host in f'127.0.0.1:{port}', *(() if isinstance(self.site, hosted.Nginx) else ours):
            def kept():
                before = self.site.redis('INFO', 'stats')['total_commands_processed']
                for _ in range(20):
                    self.expect(200, 'GET', '/', headers={'Host': host})
                return self.site.redis('INFO', 'stats')['total_commands_processed'] - before < 40
            eventually(kept)


class Unfinished(Bounds):
    def connections(self, count, raw):
        """So many connections, each of which has sent this and waits."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        self.assertGreater(hard, count + 500, 'this machine cannot open so many connections')
        held = contextlib.ExitStack()
        self.addCleanup(held.close)
        for _ in range(count):
            connection = held.enter_context(socket.create_connection(('127.0.0.1', self.site.port), timeout=5))
            with contextlib.suppress(OSError):  # it may be refused before all is sent
                connection.sendall(raw)

    def others_are_served(self):
        for _ in range(20):
            began = time.monotonic()
            self.expect(200, 'GET', '/state')
            self.expect(200, 'GET', '/')
            self.assertLess(time.monotonic() - began, 1)

    def test_bodies(self):
        before = self.used_without_a_name()
        for length, sent in (16 * KIB, 16 * KIB - 1), (MIB, MIB - KIB):
            self.connections(60, self.post('/enter', length) + b'x' * sent)
            self.assertLess(self.used_without_a_name() - before, MIB)
            self.others_are_served()

    def test_ten_thousand_half_requests(self):
        self.connections(10_000, b'GET / HTTP/1.1\r\nHost: ')
        self.others_are_served()


for kind in hosted.Nginx, hosted.ByProxy, hosted.ByFcgid, hosted.ByCgi:
    also_on(kind, [Logs], __name__)
also_on(hosted.Nginx, [Cache], __name__)
