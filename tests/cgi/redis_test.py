"""Redis's failures: 503 with Retry-After within 2.5 s, nothing half done, and automatic recovery afterwards, in the same
processes."""

import contextlib
import socket
import threading
import time

from tests.support import free_port
from tests.support.programs import BROWSER, SENTENCE, FastCgi, both_ways
from tests.support.redis import rights

EVERYTHING = (('GET', '/', {}), ('GET', '/state', {}), ('GET', '/winners', {}), ('GET', '/admin', {}),
              ('POST', '/enter/octocat', {}), ('POST', '/enter', {'form': {'github_id': 'octocat'}}),
              ('POST', '/startdraw', {'json': {'prizes': ['New'], 'duration': 0}}), ('POST', '/enddraw', {}),
              ('POST', '/drawprizes', {}))
START = EVERYTHING[6]
CHANGES = [request for request in EVERYTHING if request[0] == 'POST' and request is not START]


@both_ways
class Failures:
    def setUp(self):
        super().setUp()
        self.open_draw('Apple', entrants=('hubot',))
        self.ready_profile('octocat', 'hubot')
        self.expect(200, 'GET', '/state')

    def unavailable(self, requests):
        """Each request gets a 503, as text and as a page, in time."""
        for method, path, how in requests:
            for headers in {}, BROWSER:
                with self.subTest(method=method, path=path, browser=bool(headers)):
                    began = time.monotonic()
                    response = self.expect(503, method, path, headers=headers, **how)
                    self.assertLess(time.monotonic() - began, 2.5)
                    self.assertRegex(response.header('Retry-After', ''), '^[0-9]+$', response)
                    self.assertEqual(response.header('Cache-Control'), 'no-store', response)
                    if headers:
                        response.page()
                    else:
                        self.assertTrue(SENTENCE.fullmatch(response.text), response)
                        self.assertNotRegex(response.text, 'ERR|OOM|NOAUTH|READONLY|socket|connect', response)

    def cannot_change(self):
        before = self.redis.dump()
        self.unavailable(CHANGES)
        self.assertEqual(self.redis.dump(), before)

    def back(self):
        """The failure is over: the same programs serve again."""
        self.assertEqual(self.state()['prizes'], ['Apple'])
        self.expect(200, 'GET', '/')
        self.expect(200, 'GET', '/winners')
        self.expect(200, 'GET', '/admin')
        self.expect(200, 'POST', '/enter/octocat')
        self.assertEqual(self.members('entrants'), {'octocat', 'hubot'})
        self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/drawprizes')

    def test_absent_and_restarted(self):
        self.redis.stop()
        self.addCleanup(lambda: self.redis.process or self.redis.start())
        self.unavailable(EVERYTHING)
        self.redis.start()
        self.open_draw('Apple', entrants=('hubot',))
        self.ready_profile('octocat', 'hubot')
        self.back()

    def test_connections_cut(self):
        for _ in range(3):
            self.redis.cut_connections()
            self.assertEqual(self.state()['prizes'], ['Apple'])
        self.redis.cut_connections()
        self.back()

    def test_scripts_forgotten(self):
        self.redis('SCRIPT', 'FLUSH')
        self.back()

    def test_password_wanted(self):
        self.redis('ACL', 'SETUSER', 'guest', 'resetpass', '>sesame')
        self.addCleanup(self.redis, 'ACL', 'SETUSER', 'guest', '>guest')
        self.redis.cut_connections()
        before = self.redis.dump()
        self.unavailable(EVERYTHING)
        self.assertEqual(self.redis.dump(), before)
        self.redis('ACL', 'SETUSER', 'guest', '>guest')
        self.back()

    def test_read_only_replica(self):
        self.redis('REPLICAOF', '127.0.0.1', free_port())
        self.addCleanup(self.redis, 'REPLICAOF', 'NO', 'ONE')
        self.cannot_change()
        self.redis('REPLICAOF', 'NO', 'ONE')
        self.back()

    def test_readers_of_a_closed_draw_need_no_write(self):
        """The first request freezes the roster; if Redis rejects writes it still shows the draw."""
        self.redis('DEL', self.key('is_open'))
        for switch, back in (('REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'), ('ACL SETUSER guest -@write',
                             f'ACL SETUSER guest {" ".join(rights())}'), ('CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0')):
            self.redis(*switch.split())
            self.addCleanup(self.redis, *back.split())
            for path in '/', '/state', '/stage', '/admin':
                with self.subTest(switch=switch, path=path):
                    self.expect(200, 'GET', path)
            self.redis(*back.split())
        self.expect(200, 'GET', '/state')
        self.assertTrue(self.redis('HEXISTS', self.key('fairness'), 'frozen_at'))

    def test_a_start_on_a_read_only_replica(self):
        self.redis('FLUSHALL')
        self.redis('REPLICAOF', '127.0.0.1', free_port())
        self.addCleanup(self.redis, 'REPLICAOF', 'NO', 'ONE')
        self.unavailable([START])
        self.redis('REPLICAOF', 'NO', 'ONE')
        self.assertEqual(self.redis.dump(), {})
        self.expect(200, *START[:2], **START[2])

    def test_no_right_to_write(self):
        self.redis('ACL', 'SETUSER', 'guest', '-@write')
        self.addCleanup(self.redis, 'ACL', 'SETUSER', 'guest', *rights())
        self.cannot_change()
        self.redis('ACL', 'SETUSER', 'guest', *rights())
        self.back()

    def test_out_of_memory(self):
        self.redis('CONFIG', 'SET', 'maxmemory', '1')
        self.addCleanup(self.redis, 'CONFIG', 'SET', 'maxmemory', '0')
        before = self.redis.dump()
        self.unavailable([request for request in CHANGES if request[1].startswith('/enter')])
        self.assertEqual(self.redis.dump(), before)
        self.redis('CONFIG', 'SET', 'maxmemory', '0')
        self.back()

    def test_out_of_memory_while_picking_or_starting(self):
        """Redis lets a script continue that has deleted something first: then all of it is done."""
        self.redis('CONFIG', 'SET', 'maxmemory', '1')
        self.addCleanup(self.redis, 'CONFIG', 'SET', 'maxmemory', '0')
        before = self.redis.dump()
        picked = self.ask('POST', '/drawprizes')
        self.assertIn(picked.status, (200, 503), picked)
        if picked.status == 503:
            self.assertEqual(self.redis.dump(), before)
        else:
            self.assertEqual(self.redis('HGETALL', self.key('winners')), {'Apple': 'hubot'})
            self.assertEqual(self.redis('EXISTS', *map(self.key, ('is_open', 'prizes', 'entrants'))), 0)
        self.redis('DEL', self.key('is_open'), self.key('entrants'))
        before = self.redis.dump()
        started = self.ask('POST', '/startdraw', json={'prizes': ['New', 'Newer'], 'duration': 60})
        self.assertIn(started.status, (200, 503), started)
        if started.status == 503:
            self.assertEqual(self.redis.dump(), before)
        else:
            self.assertEqual(self.members('prizes'), {'New', 'Newer'})
            self.assertIn(self.redis('TTL', self.key('is_open')), range(50, 61))

    def test_hung(self):
        self.redis.pause()
        self.addCleanup(self.redis.resume)
        began = time.monotonic()
        hanging = [threading.Thread(target=self.unavailable, args=([request],))
                   for request in (EVERYTHING[0], EVERYTHING[2], EVERYTHING[3])]
        with self.assertNoThreadFails():
            for thread in hanging:
                thread.start()
            for thread in hanging:
                thread.join()
        self.assertLess(time.monotonic() - began, 6)
        self.redis.resume()
        time.sleep(1.1)  # a program does not ask a Redis again that has just kept it waiting
        self.back()

    @contextlib.contextmanager
    def assertNoThreadFails(self):
        failures = []
        threading.excepthook, usual = lambda failure: failures.append(failure.exc_value), threading.excepthook
        try:
            yield
        finally:
            threading.excepthook = usual
        if failures:
            raise failures[0]

    def test_keys_of_another_type(self):
        for name in 'prizes', 'entrants', 'winners':
            with self.subTest(key=name):
                self.redis('DEL', self.key(name))
                self.redis('SET', self.key(name), 'a string')
                for method, path, how in EVERYTHING:
                    response = self.ask(method, path, **how)
                    self.assertIn(response.status, (200, 400, 403, 409, 503), response)
                self.assertEqual(self.redis('GET', self.key(name)), 'a string')
            self.redis('FLUSHALL')
            self.open_draw('Apple', entrants=('hubot',))
            self.ready_profile('octocat', 'hubot')
        self.back()


@both_ways
class Strangers:
    """Something other than Redis is listening."""

    def serve(self, answer):
        """Answers every connection to Redis's place with these bytes and hangs up."""
        self.redis.stop()
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self.redis.path))
        listening.listen()

        def talk():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(100_000)
                        connection.sendall(answer)

        talking = threading.Thread(target=talk)
        talking.start()

        def close():
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            talking.join()
            self.redis.path.unlink()
            self.redis.start()
        return close

    def test_nonsense(self):
        for answer in (b'HTTP/1.1 400 Bad Request\r\n\r\n', b'', b'-LOADING Redis is loading\r\n', b'*4\r\n:1\r\n',
                       b'+OK\r\n', b'$-1\r\n', b':7\r\n', b'*0\r\n', b'\x00\xff' * 500):
            close = self.serve(answer)
            try:
                for method, path, how in EVERYTHING:
                    with self.subTest(answer=answer[:30], path=path):
                        response = self.ask(method, path, **how)
                        lenient = answer[:1] in (b':', b'+', b'$', b'*')  # valid protocol, but the wrong answer
                        self.assertIn(response.status, (200, 500, 503) if lenient else (503,), response)
            finally:
                close()
        self.assertEqual(self.state()['state'], 'NO_DRAW')


@both_ways
class Password:
    """The password in the settings."""

    redis_options = '--requirepass', 'sesame', '--user', 'drawer', 'on', '>open', '~prizedraw:*', '+@all'
    redis_password = 'sesame'
    settings = {'REDIS_USERNAME': None, 'REDIS_PASSWORD': 'sesame'}

    def test_right(self):
        self.assertEqual(self.state()['state'], 'NO_DRAW')

    def test_wrong(self):
        for settings in ({'REDIS_PASSWORD': 'wrong'}, {'REDIS_PASSWORD': None}, {'REDIS_USERNAME': 'nobody'}):
            with self.subTest(settings):
                (self.folder / 'other').mkdir(exist_ok=True)
                programs = self.start_programs(folder=self.folder / 'other', **settings)
                try:
                    response = self.expect(503, 'GET', '/state', programs=programs)
                    self.assertNotIn('wrong', response.logs)
                finally:
                    programs.close()

    def test_user(self):
        (self.folder / 'other').mkdir(exist_ok=True)
        programs = self.start_programs(FastCgi, self.folder / 'other', REDIS_USERNAME='drawer', REDIS_PASSWORD='open')
        self.addCleanup(programs.close)
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['A'], 'duration': 0}, programs=programs)


@both_ways
class OverTcp:
    """REDIS_HOST, REDIS_PORT and REDIS_DB."""

    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        cls.redis_options = '--port', str(cls.port), '--bind', '127.0.0.1'
        cls.settings = {'REDIS_SOCKET': None, 'REDIS_HOST': '127.0.0.1', 'REDIS_PORT': str(cls.port), 'REDIS_DB': '3'}
        super().setUpClass()

    def test_host_port_and_database(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0})
        self.assertEqual(self.redis.dump(), {})
        self.redis('SELECT', '3')
        self.addCleanup(self.redis, 'SELECT', '0')
        self.assertEqual(self.members('prizes'), {'Apple'})
        self.redis.cut_connections()
        self.assertEqual(self.state()['prizes'], ['Apple'])
