"""Clients that send a byte a second, or disconnect half-way, do not delay others, and none of their requests is half done."""

import contextlib
import socket
import statistics
import threading
import time

from tests.support import eventually, fastcgi, seeded
from tests.support.programs import FORM
from tests.support.site import SiteTest

BODY = b'github_id=sluggish'
HEAD = b'POST /enter HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n' % (FORM.encode(), len(BODY))
SLOW = 200


class SlowClients(SiteTest):
    def setUp(self):
        super().setUp()
        self.open_draw('Apple')
        self.before = eventually(self.settled)
        self.ids = iter(range(10_000))

    def settled(self):
        """The programs, once the last of them has started."""
        found = sorted(self.site.programs())
        time.sleep(0.3)
        return found == sorted(self.site.programs()) and found

    def connect(self):
        connection = socket.create_connection(('127.0.0.1', self.site.port), timeout=20)
        self.addCleanup(connection.close)
        return connection

    def others(self, seconds):
        """How many seconds other clients' requests take meanwhile."""
        took = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            login = f'quick-{next(self.ids)}'
            self.site.ready_profiles(login)
            for method, path in ('GET', '/'), ('GET', '/state'), ('POST', f'/enter/{login}'):
                began = time.monotonic()
                self.expect(200, method, path)
                took.append(time.monotonic() - began)
            time.sleep(0.01)
        return took

    def compare(self, alone, meanwhile):
        print(f'{self._testMethodName}: alone {1000 * statistics.median(alone):.1f} ms, meanwhile '
              f'{1000 * statistics.median(meanwhile):.1f} ms, at the worst {1000 * max(meanwhile):.0f} ms', flush=True)
        self.assertLess(max(meanwhile), 1)
        self.assertEqual(sorted(self.site.programs()), self.before)
        self.assertEqual(self.site.redis('SISMEMBER', 'prizedraw:entrants', 'sluggish'), 0)

    def test_a_byte_a_second(self):
        alone = self.others(1.5)
        ending = threading.Event()

        def send(connection, raw):
            with contextlib.suppress(OSError):
                for byte in raw:
                    connection.sendall(b'%c' % byte)
                    if ending.wait(1):
                        return
        threads = []
        for number in range(SLOW):
            connection = self.connect()
            start, rest = (HEAD + b'\r\n', BODY) if number % 2 else (HEAD[:40], HEAD[40:])
            connection.sendall(start)
            threads.append(threading.Thread(target=send, args=(connection, rest)))
            threads[-1].start()
        try:
            meanwhile = self.others(4)
        finally:
            ending.set()
            for thread in threads:
                thread.join()
        self.compare(alone, meanwhile)

    def test_hanging_up_half_way(self):
        random = seeded()
        alone = self.others(1.5)
        whole = HEAD + b'\r\n' + BODY
        ending = threading.Event()

        def hang_up():
            while not ending.is_set():
                with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', self.site.port), 5) as connection:
                    connection.sendall(whole[:random.randrange(len(whole))])
                    if random.random() < 0.5:  # a half-close: no more data, but an answer may come
                        connection.shutdown(socket.SHUT_WR)
                        connection.recv(100)
                time.sleep(0.005)
        threads = [threading.Thread(target=hang_up) for _ in range(8)]
        for thread in threads:
            thread.start()
        try:
            meanwhile = self.others(3)
        finally:
            ending.set()
            for thread in threads:
                thread.join()
        self.compare(alone, meanwhile)

    def test_hanging_up_on_the_answer(self):
        alone = self.others(1)
        meanwhile = []
        for _ in range(SLOW):
            with socket.create_connection(('127.0.0.1', self.site.port), 5) as connection:
                connection.sendall(b'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
        meanwhile = self.others(1.5)
        self.compare(alone, meanwhile)

    def test_straight_at_a_program(self):
        """A process serves one connection at a time: while some are blocked, others of the same program serve."""
        alone = self.others(1)
        begin = fastcgi.record(fastcgi.BEGIN_REQUEST, b'\0\1\0\0\0\0\0\0')
        params = fastcgi.pairs({'REQUEST_METHOD': 'POST', 'PATH_INFO': '/enter', 'CONTENT_TYPE': FORM,
                                'CONTENT_LENGTH': str(len(BODY))})
        whole = begin + fastcgi.stream(fastcgi.PARAMS, params) + fastcgi.stream(fastcgi.STDIN, BODY)
        held = []
        for part in whole[:5], whole[:30], whole[:-12]:
            connection = socket.socket(socket.AF_UNIX)
            self.addCleanup(connection.close)
            connection.connect(str(self.site.state / 'enter.sock'))
            connection.sendall(part)
            held.append(connection)
        meanwhile = self.others(2)
        for connection in held:
            connection.close()
        self.compare(alone, meanwhile)
        eventually(lambda: self.expect(200, 'GET', '/state'))
