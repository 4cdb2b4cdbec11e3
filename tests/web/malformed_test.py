"""Generated malformed requests, through nginx and directly to each program's FastCGI socket: no program dies or grows, there are no
server errors, and nothing changes in Redis.

No generated request could be a valid change: IDs are invalid, openings have no prizes, and requests to close or pick have no
login or come from another site."""

import collections
import concurrent.futures
import contextlib
import pathlib
import random
import re
import socket
import struct
import time

from tests.support import BUILD, eventually, fastcgi, seeded, times
from tests.support.programs import BROWSER, FORM, JSON, NAMES
from tests.support.site import SiteTest, authorization

THREADS = 8
METHODS = [b'GET', b'POST', b'HEAD', b'PUT', b'OPTIONS', b'get', b'P\xd6ST', b'', b'X' * 300, b'\0']
PATHS = [b'/', b'/state', b'/winners', b'/admin', b'/startdraw', b'/enter', b'/enter/%00!!', b'/enter/!!..!!', b'/%',
         b'/enter/' + b'a' * 5000, b'/%2e%2e/', b'*', b'/\xff\xfe', b'//', b'/enter/%zz!!', b'/' + b'%41' * 2000, b'?']
VERSIONS = [b'HTTP/1.1', b'HTTP/1.0', b'HTTP/9.9', b'HTTP/1', b'HTTPS', b'', b'HTTP/1.1 x', b'\r']
HEADERS = [b'Content-Length: -1', b'Content-Length: 99999999999999999999', b'Content-Length: 5', b'Content-Length: x',
           b'Transfer-Encoding: chunked', b'Transfer-Encoding: gzip', b'Content-Type: ' + FORM.encode(), b'Host: \xff',
           b'Content-Type: ' + JSON.encode(), b'Host:', b'Accept: text/html', b'If-None-Match: "\xff', b'Range: bytes=9-1',
           b'Cookie: ' + b'x' * 3000, b': empty', b'No colon', b' folded', b'Expect: 100-continue', b'Origin: null',
           b'Sec-Fetch-Site: cross-site', b'Authorization: Basic \xff', b'Connection: upgrade', b'\0: \0']
BODIES = [b'', b'github_id=!!', b'github_id=%zz', b'github_id', b'&&&=&', b'%', b'github_id=%00%ff!!', b'\xff' * 50,
          b'[' * 900, b'{"duration": 1}', b'{"prizes": ', b'{"prizes": {}, "duration": []}', b'[]', b'null', b'"', b'{"a": 1e999}',
          b'\xef\xbb\xbf', b'prizes=&duration=x', b'duration=5&duration=6', b'5\r\ngithu\r\nZZ\r\n', b'x' * 20_000,
          b'{"prizes": ["\\ud800"], "duration": -1}', b'{"prizes": [1], "duration": null}']
OWN = {'index': [b'/', b'/state'], 'enter': [b'/enter', b'/enter/%00!!'], 'admin': [b'/startdraw'], 'pick': PATHS,
       'winners': [b'/winners']}
KINDS = [fastcgi.BEGIN_REQUEST, 2, 3, fastcgi.PARAMS, fastcgi.STDIN, 6, 7, 8, 9, 10, 11, 0, 255]


def spoiled(rng, raw):
    """The same bytes with errors: some changed, some missing, some duplicated."""
    raw = bytearray(raw)
    for _ in range(rng.choice((0, 1, 1, 3))):
        at, what = rng.randrange(len(raw) + 1), rng.randrange(4)
        if what == 0 and at < len(raw):
            raw[at] = rng.choice((0, 255, rng.randrange(256)))
        elif what == 1:
            del raw[at:at + rng.randrange(8)]
        elif what == 2:
            raw[at:at] = raw[at:at + rng.randrange(40)]
        else:
            del raw[at:]
    return bytes(raw)


def http_request(rng):
    body = rng.choice(BODIES)
    # A missing login is answered after a second, so these are rare.
    behind_login = b'/admin', b'/startdraw'
    path = rng.choice(PATHS if rng.random() < 0.1 else [path for path in PATHS if path not in behind_login])
    lines = [b' '.join((rng.choice(METHODS), path, rng.choice(VERSIONS))), b'Host: x']
    lines += rng.sample(HEADERS, rng.randrange(4))
    lines += rng.choice(([], [b'Content-Length: %d' % len(body)]))
    return spoiled(rng, b'\r\n'.join([*lines, b'Connection: close', b'', body]))


def sound_http_request(rng):
    """Framed correctly, so that it reaches the program: only its content is wrong."""
    body = rng.choice(BODIES)
    path, method = rng.choice((('/enter', 'POST'), ('/startdraw', 'POST'), ('/enter/%01!!', 'GET'), ('/nowhere', 'GET'),
                               ('/', 'POST')))
    lines = [f'{method} {path} HTTP/1.1', 'Host: x', f'Content-Type: {rng.choice((FORM, JSON, "x", FORM + ";x"))}',
             f'Content-Length: {len(body)}', f'Accept: {rng.choice(("*/*", BROWSER["Accept"]))}', 'Connection: close']
    if path == '/startdraw' and rng.random() < 0.9:
        lines.append(f'Authorization: {LOGIN}')
    return '\r\n'.join([*lines, '', '']).encode() + body


def variables(rng, name):
    value = [b'', b'\0', b'\xff' * 9, b'-1', b'9' * 30, b'x' * 3000, b'0', b'1048577', b'text/html', b'null', b'same-origin']
    body = rng.choice(BODIES)
    given = {'REQUEST_METHOD': rng.choice(METHODS), 'PATH_INFO': rng.choice(rng.choice((PATHS, OWN[name]))),
             'CONTENT_LENGTH': str(len(body)),
             'CONTENT_TYPE': rng.choice((FORM, JSON, 'x')), 'HTTP_SEC_FETCH_SITE': 'cross-site'}
    if rng.random() < 0.5:  # with a login, since it cannot be valid
        given.update(AUTH_TYPE='Basic', REMOTE_USER='admin', PATH_INFO='/startdraw', HTTP_SEC_FETCH_SITE='same-origin')
    for variable in rng.sample(['QUERY_STRING', 'HTTP_ACCEPT', 'HTTP_IF_NONE_MATCH', 'HTTP_ORIGIN', 'HTTP_HOST', 'SCRIPT_NAME',
                                'CONTENT_LENGTH', 'X' * 400, ''], 3):
        given[variable] = rng.choice(value)
    return given, body


def fastcgi_request(rng, name):
    given, body = variables(rng, name)
    begin = fastcgi.record(fastcgi.BEGIN_REQUEST, struct.pack('>HB5x', 1, 0))
    params = fastcgi.stream(fastcgi.PARAMS, fastcgi.pairs(given))
    whole = begin + params + fastcgi.stream(fastcgi.STDIN, body)
    what = rng.randrange(8)
    if what == 1:  # records of any kind and length
        return b''.join(struct.pack('>BBHHBB', rng.choice((1, 1, 0, 9)), rng.choice(KINDS), rng.randrange(3),
                                    rng.choice((0, 5, 8, 65535)), rng.randrange(256), 0)
                        + bytes(rng.randrange(128) for _ in range(rng.randrange(30)))
                        for _ in range(rng.randrange(1, 8)))
    if what == 2:  # names and values with wrong lengths; up to 32 KiB, see test_lengths_that_no_memory_holds
        lengths = [b'\x80\0' + bytes(rng.randrange(128) for _ in range(2)) for _ in range(4)]
        nonsense = b''.join(rng.choice((b'', rng.choice(lengths), b'REQUEST_METHOD', b'\x0f\x7f')) for _ in range(9))
        return begin + fastcgi.stream(fastcgi.PARAMS, nonsense) + fastcgi.stream(fastcgi.STDIN, body)
    if what == 3:  # the web server gave up
        return begin + fastcgi.record(rng.choice((2, 9, 99)), b'\0' * rng.choice((0, 8))) + params
    if what > 4:
        return whole
    return rng.choice((spoiled(rng, begin), whole[:rng.randrange(len(whole))]))


def fastcgi_output(raw):
    out = b''
    while len(raw) >= 8:
        _, kind, _, size, padding = struct.unpack('>BBHHBx', raw[:8])
        if kind == fastcgi.STDOUT:
            out += raw[8:8 + size]
        raw = raw[8 + size + padding:]
    return out


class Malformed(SiteTest):
    def setUp(self):
        super().setUp()
        global LOGIN
        LOGIN = authorization(*self.site.login)
        self.open_draw('Apple', entrants=('octocat', 'hubot'))
        self.rng = seeded()
        self.statuses = collections.Counter()

    def memory(self):
        """KiB of each program's largest process."""
        size = lambda process: int(re.search(r'VmRSS:\s+(\d+)', pathlib.Path(f'/proc/{process}/status').read_text())[1])
        return {name: max(map(size, self.site.programs(name))) for name in NAMES}

    def exchange(self, family, address, raw):
        """The complete answer. Every connection is half-closed, so that nobody waits for more."""
        received = b''
        with socket.socket(family) as connection:
            connection.settimeout(15)
            connection.connect(address)
            with contextlib.suppress(OSError):
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    received += part
        return received

    def send_all(self, count, send):
        """Calls send(rng) from several threads, each with its own seed; it returns a status, or None."""
        def run(seed):
            rng = random.Random(seed)
            return collections.Counter(send(rng) for _ in range(count // THREADS))
        with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
            for counted in pool.map(run, [self.rng.randrange(1 << 32) for _ in range(THREADS)]):
                self.statuses += counted

    def check(self, count, send):
        run = time.monotonic()
        self.send_all(THREADS * 20, send)  # one-time allocations are done
        before = self.site.redis.dump(), sorted(self.site.programs()), self.memory()
        self.send_all(count, send)
        took = time.monotonic() - run
        self.assertEqual(self.site.redis.dump(), before[0])
        self.assertEqual(sorted(self.site.programs()), before[1], 'a program died\n' + self.site.logs())
        grown = {name: size - before[2][name] for name, size in self.memory().items()}
        known = sorted((status or 0, number) for status, number in self.statuses.items())
        print(f'{self._testMethodName}: {self.statuses.total()} requests in {took:.0f} s; answered {known}; '
              f'grown by KiB {grown}', flush=True)
        self.assertEqual([status for status, _ in known if status >= 500], [])
        if b'__asan_init' not in (BUILD / 'cgi-bin/index').read_bytes():  # it keeps freed memory, and finds leaks
            self.assertLess(max(grown.values()), 4000)
        self.expect(200, 'GET', '/state')

    def through_nginx(self, rng):
        if rng.random() < 0.3:
            raw = sound_http_request(rng)
            answer = self.site.send(raw)  # nginx treats a half-close as a disconnect
        else:
            raw = http_request(rng)
            answer = self.exchange(socket.AF_INET, ('127.0.0.1', self.site.port), raw)
        found = re.match(rb'HTTP/1\.[01] (\d{3}) ', answer)
        if found and int(found[1]) >= 500:
            print(raw[:500], '→', answer[:300])
        return int(found[1]) if found else None

    def test_through_the_web_server(self):
        self.check(times(40_000), self.through_nginx)
        self.assertGreater(self.statuses[404] + self.statuses[422] + self.statuses[415], self.statuses.total() / 20)

    def test_straight_at_the_programs(self):
        def send(rng):
            name = rng.choice(NAMES)
            raw = fastcgi_request(rng, name)
            out = fastcgi_output(self.exchange(socket.AF_UNIX, str(self.site.state / f'{name}.sock'), raw))
            found = re.match(rb'Status: (\d{3}) ', out)
            if found and int(found[1]) >= 500:
                print(name, raw[:500], '→', out[:300])
            return int(found[1]) if found else None
        self.check(times(60_000), send)
        self.assertGreater(sum(self.statuses[status] for status in (403, 404, 405, 415, 422)), self.statuses.total() / 10)

    def test_lengths_that_no_memory_holds(self):
        """They make Debian's libfcgi exit. Only the web server may write to the sockets, and none sends these; if one did, the program
        would be replaced and nothing else happens."""
        before = self.site.redis.dump()
        self.site.check_logs()
        begin = fastcgi.record(fastcgi.BEGIN_REQUEST, struct.pack('>HB5x', 1, 0))
        for name in NAMES:
            path = self.site.state / f'{name}.sock'
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            programs = self.site.programs(name)
            self.exchange(socket.AF_UNIX, str(path), begin + fastcgi.stream(fastcgi.PARAMS, b'\xfa\0\0\0' * 2))
            eventually(lambda: set(self.site.programs(name)) != set(programs)
                       and len(self.site.programs(name)) == len(programs), within=30)
            (self.site.state / f'log/{name}.log').write_text('')  # libfcgi's message
        eventually(lambda: {self.site.ask('GET', path).status for path in ('/', '/state', '/winners')} == {200})
        eventually(lambda: self.site.ask('GET', '/drawprizes', login=self.site.login).status == 405)
        self.expect(404, 'POST', '/enter/no_such_id')
        self.assertEqual(self.site.redis.dump(), before)
