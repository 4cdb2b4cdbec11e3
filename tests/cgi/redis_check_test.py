"""What a site reports about its Redis when it starts, and on the organiser's desk: `index --check-redis`."""

import contextlib
import socket
import socketserver
import subprocess
import threading
import unittest

from tests.support import BUILD, free_port, redis, temporary_folder
from tests.support.programs import BROWSER, ProgramsTest, both_ways


class Answering(socketserver.BaseRequestHandler):
    """A Redis that gives the same answer to every command."""

    def handle(self):
        while self.request.recv(65536):
            self.request.sendall(self.server.answer)


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.folder = temporary_folder(self.addCleanup)
        (self.folder / 'empty.conf').touch()

    def server(self, *options, **how):
        server = redis.Server(self.folder, *options, **how)
        self.addCleanup(server.stop)
        return server.start()

    def check(self, **settings):
        done = subprocess.run([BUILD / 'cgi-bin/index', '--check-redis'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=10, env={'PRIZEDRAW_CONFIG': str(self.folder / 'empty.conf'), **settings})
        self.assertEqual(done.returncode == 0, done.stdout == '', done)
        self.assertEqual(done.stderr, '')
        return done.stdout

    def played(self, answer):
        """The report about a Redis that answers so."""
        server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Answering)
        server.daemon_threads, server.answer = True, answer
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return self.check(REDIS_PORT=str(server.server_address[1]))

    def info(self, *lines):
        text = '\r\n'.join(lines)
        return self.played(f'${len(text)}\r\n{text}\r\n'.encode())

    def test_all_is_well(self):
        self.assertEqual(self.check(REDIS_SOCKET=str(self.server().path)), '')

    def test_a_login_that_is_refused(self):
        server = self.server('--requirepass', 'secret', password='secret')
        for password in None, 'wrong':
            settings = {'REDIS_PASSWORD': password} if password else {}
            said = self.check(REDIS_SOCKET=str(server.path), **settings)
            self.assertEqual(said, 'Redis rejects the login; check REDIS_USERNAME and REDIS_PASSWORD.\n')
        self.assertEqual(self.check(REDIS_SOCKET=str(server.path), REDIS_PASSWORD='secret'), '')

    def test_a_database_that_is_not_there(self):
        self.assertEqual(self.check(REDIS_SOCKET=str(self.server().path), REDIS_DB='99'),
                         'Redis has no database with this number; check REDIS_DB.\n')

    def test_a_replica(self):
        port = free_port()
        server = self.server('--replicaof', f'127.0.0.1 {port}')
        self.assertEqual(self.check(REDIS_SOCKET=str(server.path)),
                         'This Redis is a replica, which takes no changes; name its master.\n')

    def test_one_that_may_drop_data(self):
        server = self.server()
        for policy in 'volatile-lru', 'allkeys-random', 'volatile-ttl':
            server('CONFIG', 'SET', 'maxmemory-policy', policy)
            self.assertRegex(self.check(REDIS_SOCKET=str(server.path)), f'{policy}.*set it to noeviction')

    def test_a_service_that_hides_what_it_is(self):
        server = self.server()
        server('ACL', 'SETUSER', 'guest', 'on', '>secret', '~*', '+@all', '-@dangerous')
        self.assertEqual(self.check(REDIS_SOCKET=str(server.path), REDIS_USERNAME='guest', REDIS_PASSWORD='secret'), '')
        self.assertEqual(self.played(b"-ERR unknown command 'INFO'\r\n"), '')

    def test_none(self):
        self.assertRegex(self.check(REDIS_SOCKET=str(self.folder / 'none.sock')), 'is not available: .*503')
        self.assertRegex(self.check(REDIS_HOST='nowhere.invalid'), 'is not available: nowhere.invalid: no address found')

    def test_one_that_closes_the_connection(self):
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(self.folder / 'closes.sock'))
            listening.listen()

            def close():
                with contextlib.suppress(OSError):
                    while True:
                        listening.accept()[0].close()
            threading.Thread(target=close, daemon=True).start()
            for _ in range(5):  # sometimes the write fails, sometimes the read
                self.assertRegex(self.check(REDIS_SOCKET=str(self.folder / 'closes.sock')), 'is not available: .*503')
            listening.shutdown(socket.SHUT_RDWR)

    def test_one_that_loads(self):
        self.assertIn('still loading', self.played(b'-LOADING Redis is loading the dataset in memory\r\n'))

    def test_one_that_is_too_old(self):
        self.assertEqual(self.info('redis_version:6.2.14', 'role:master'),
                         'This Redis is 6.2.14; use Redis 7.0 or newer, or Valkey.\n')
        for version in 'redis_version:7.2.4', 'redis_version:8.0.0', 'redis_version:10.1.0':
            self.assertEqual(self.info(version, 'valkey_version:8.1.0', 'role:master', 'maxmemory_policy:noeviction'), '')

    def test_a_cluster_needs_braces(self):
        self.assertIn('; set PRIZEDRAW_KEY_PREFIX={prizedraw}', self.info('redis_version:7.0.0', 'cluster_enabled:1'))


@both_ways
class OnTheDesk:
    def test_it_warns(self):
        self.redis('CONFIG', 'SET', 'maxmemory-policy', 'volatile-lru')
        self.addCleanup(self.redis, 'CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
        self.assertIn('maxmemory-policy volatile-lru', self.ask('GET', '/admin', headers=BROWSER).text)
