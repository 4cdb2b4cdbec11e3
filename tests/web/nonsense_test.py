"""Nonsense sent to nginx: no server errors, no changes, and the site keeps serving."""

import re

from tests.support.programs import BROWSER, FORM, JSON
from tests.support.site import SiteTest

MIB = 1024 * 1024


class Nonsense(SiteTest):
    def setUp(self):
        super().setUp()
        self.open_draw('Apple')
        self.before = self.content()

    def tearDown(self):
        self.assertEqual(self.content(), self.before)
        self.expect(200, 'GET', '/state')
        self.expect(404, 'GET', '/nowhere')

    def content(self):
        return set(self.site.redis('KEYS', '*')) - {'prizedraw:nobody:missing-one', 'prizedraw:verifier'}, self.site.redis('SMEMBERS', 'prizedraw:prizes')

    def check(self, first, *headers, body=b'', statuses=range(200, 500)):
        """Sends a raw request line, headers and body."""
        raw = b'\r\n'.join([first, *headers, b'Connection: close', b'', body])
        answer = self.site.send(raw)
        found = re.match(rb'HTTP/1\.[01] (\d{3})[ \r]', answer)
        what = f'{raw[:200]!r} was answered by {answer[:400]!r}\n{self.site.logs()}'
        self.assertTrue(found, what)
        self.assertIn(int(found[1]), statuses, what)

    def test_ids(self):
        for login in (b'octo%2fcat', b'%2e%2e%2fadmin', b'octocat%00', b'%', b'%zz', b'%e9', b'\xff\xfe', b'%c0%af',
                      b'x' * 7000,
                      b'%41' * 1000, b'a b', b'%0d%0aX-Injected:%20yes', b'%0a', b'<script>', b'%22%3e', b'/', b'?x',
                      b'', b'@octocat',
                      b'\\', b'-%2D-/', b'%F0%9F%8E%81', b'octocat%20', b'octocat;x', b'octocat%3fx', b'%25%32%65'):
            for method in b'GET', b'POST':
                with self.subTest(login=login[:60], method=method):
                    self.check(method + b' /enter/' + login + b' HTTP/1.1', b'Host: x', b'Content-Length: 0',
                               statuses=range(400, 500))

    def test_paths(self):
        for path in (b'/%00', b'/enter/..', b'/enter/../..', b'/../../etc/passwd', b'/' + b'x' * 60_000, b'//', b'/?%',
                     b'/?' + b'&' * 5000,
                     b'*', b'', b'enter', b'http://other.example/', b'/\\', b'/%', b'/\xff', b'/%e9', b'/state%00',
                     b'/state%2f..'):
            for method in b'GET', b'POST', b'HEAD':
                with self.subTest(path=path[:60], method=method):
                    self.check(method + b' ' + path + b' HTTP/1.1', b'Host: x', b'Content-Length: 0')

    def test_request_lines_and_headers(self):
        get, host = b'GET / HTTP/1.1', b'Host: x'
        for lines in ([b'\x00' * 100], [b'\x16\x03\x01\x02\x00\x01\x00'], [b'G\xffT / HTTP/1.1', host], [get],
                      [get, b'Host: a b'], [get, host, b'Host: y'], [get, b'Host: \xff'], [get, b'Host:'],
                      [get, host, b'X: ' + b'y' * 40_000],
                      [get, host] + [b'A: b'] * 5000, [get, host, b'Accept: \xff\xfe'],
                      [get, host, b'Accept: ' + b'text/html,' * 500],
                      [get, host, b'X\x00Y: z'], [get, host, b'If-None-Match: "'], [get, host, b'Range: bytes=5-2'],
                      [get, host, b'Sec-Fetch-Site: \xff'], [get, host, b'no colon'], [b'OPTIONS * HTTP/1.1', host],
                      [b'TRACE / HTTP/1.1', host], [b'CONNECT x:1 HTTP/1.1', host], [b'GET / HTTP/1.0'],
                      [b'HEAD /nowhere HTTP/1.0'], [b'get / HTTP/1.1', host], [b'GET  / HTTP/1.1', host]):
            with self.subTest(lines=[line[:60] for line in lines[:4]]):
                self.check(*lines)

    def test_bodies(self):
        body = b'github_id=missing-one'
        chunked = b'Transfer-Encoding: chunked'
        for headers, sent in (
                ([], b''), ([b'Content-Length: 0'], b''), ([b'Content-Length: -1'], body),
                ([b'Content-Length: x'], body),
                ([b'Content-Length: 99999999999'], body), ([b'Content-Length: %d' % (MIB + 1)], body),
                ([b'Content-Length: 99999999999999999999999'], b''),
                ([b'Content-Length: 21', b'Content-Length: 20'], body),
                ([b'Content-Length: 21', chunked], b'0\r\n\r\n'), ([b'Content-Length: 5'], body),
                ([b'Content-Length: 4'], b'\xff\xfe%%'), ([b'Content-Length: 3'], b'\x00' * 3), ([chunked], b'zz\r\n'),
                ([chunked], b'-5\r\nabc'), ([chunked], b'f' * 18 + b'\r\n'),
                ([chunked], b'15\r\n' + body + b'\r\n0\r\n\r\n'),
                ([chunked], b'%x\r\n' % (MIB + 1) + b'x' * (MIB + 1) + b'\r\n0\r\n\r\n'),
                ([b'Transfer-Encoding: nonsense'], body)):
            with self.subTest(headers=headers, sent=sent[:40]):
                self.check(b'POST /enter HTTP/1.1', b'Host: x', b'Content-Type: application/x-www-form-urlencoded',
                           *headers, body=sent, statuses=[*range(400, 500), 501])

    def test_too_large(self):
        for path, kind in (('/startdraw', JSON), ('/enter', FORM), ('/enter/octocat', FORM), ('/', FORM),
                           ('/nowhere', FORM)):
            ask = self.administer if path == '/startdraw' else self.expect
            big = {'body': b' ' * (MIB + 1)}
            plain = ask(413, 'POST', path, headers={'Content-Type': kind}, **big)
            self.assertRegex(plain.text, r'^[^\n]+\.\n$')
            ask(413, 'POST', path, headers={'Content-Type': kind, **BROWSER}, **big).page()
        self.administer(422, 'POST', '/startdraw', body=b' ' * MIB, headers={'Content-Type': JSON})

    def test_clients_that_hang_up(self):
        post = b'POST /enter HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n'
        for raw in post + b'Content-Length: 100\r\n\r\ngithub_id=octocat', post, b'GET /', b'':
            for _ in range(20):
                connection = self.site.connect()
                connection.connect()
                connection.sock.sendall(raw)
                connection.close()
