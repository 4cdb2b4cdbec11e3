"""A whole site, started by config/serve, and requests to it over HTTP."""

import base64
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
import urllib.parse

from . import BUILD, ROOT, end, eventually, free_port, redis, tail, temporary_folder
from .github import GitHub, profile
from .page import Page
from .programs import BROWSER, FORM, JSON, NAMES, check_log, dumps

PASSWORD = 'open "sésame" $HOME: \\1 %41'


class Answer:
    def __init__(self, status, headers, body, logs=lambda: ''):
        self.status, self.headers, self.body, self.logs = status, headers, body, logs

    def header(self, name, otherwise=None):
        return self.headers.get(name, otherwise)

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        assert self.header('Content-Type', '').startswith(JSON), self
        return json.loads(self.text)

    def page(self):
        assert self.header('Content-Type', '').lower() == 'text/html; charset=utf-8', self
        return Page(self.text)

    def __str__(self):
        return f'\n{self.status}\n{self.headers}{self.body[:1000].decode(errors="replace")}\n{self.logs()}'


class Served:
    """A site over HTTP on the loopback, whatever serves it; `root` is its path."""

    root, prefix, scheme = '', 'prizedraw', 'http'
    is_ours = True  # whether the web server's own settings are ours too

    @property
    def login(self):
        return 'admin', self.password

    def connect(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)

    @property
    def address(self):
        return f'{self.scheme}://127.0.0.1:{self.port}'

    def ask(self, method, path, *, json=None, form=None, body=None, headers=(), login=None, connection=None):
        given = dict(headers)
        if json is not None:
            body, given['Content-Type'] = dumps(json), JSON
        elif form is not None:
            body, given['Content-Type'] = urllib.parse.urlencode(form).encode(), FORM
        if login:
            given['Authorization'] = authorization(*login)
        mine = connection or self.connect()
        try:
            mine.request(method, self.root + path, body, given)
            response = mine.getresponse()
            return Answer(response.status, response.headers, response.read(), self.logs)
        except (OSError, http.client.HTTPException) as error:
            error.add_note(self.logs())
            raise
        finally:
            if not connection:
                mine.close()

    def send(self, raw, within=20):
        """Sends raw bytes, and returns the answer, up to its declared length or the end of the connection."""
        with socket.create_connection(('127.0.0.1', self.port), timeout=within) as connection:
            received = b''
            try:
                connection.sendall(raw)
                while part := connection.recv(65536):
                    received += part
                    head, _, body = received.partition(b'\r\n\r\n')
                    length = re.search(rb'(?i)\ncontent-length: (\d+)', head)
                    if length and (len(body) >= int(length[1]) or raw.startswith(b'HEAD ')):
                        break
            except ConnectionError:
                pass
            return received

    @contextlib.contextmanager
    def flooded(self, connections, request):
        """A client that repeats this request on so many connections (flood.py)."""
        command = [sys.executable, ROOT / 'tests/support/flood.py', str(self.port), str(connections), request]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(1)
            yield
            process.stdin.close()

    def ready_profiles(self, *logins, **changes):
        for login in logins:
            self.redis('SET', f'{self.prefix}:profiles:{login}', dumps(profile(login, **changes)), 'EX', 3600)


class Site(Served):
    """config/serve with its own state folder and port. Settings go into its environment; None removes one."""

    command = [ROOT / 'config/serve']

    def __init__(self, state, port=None, password=PASSWORD, **settings):
        self.state, self.port, self.password = pathlib.Path(state), port or free_port(), password
        wanted = {'PATH': os.environ['PATH'], 'HOME': str(self.state), 'LANG': 'C.UTF-8', 'PRIZEDRAW_BUILD': str(BUILD),
                  'PRIZEDRAW_STATE': str(self.state), 'PORT': str(self.port), 'PRIZE_DRAW_PASSWORD': password,
                  'PRIZEDRAW_BEACON': '',  # the real relays are not asked
                  **settings}
        kept = {name: value for name, value in os.environ.items() if name.endswith('SAN_OPTIONS')}
        self.environment = {name: value for name, value in {**kept, **wanted}.items() if value is not None}
        self.process = None
        self.said = []
        self.redis = redis.Client(self.state / 'redis.sock')

    def start(self, within=180):  # seconds: several that start together wait for each other's build check
        """Returns when the site reports that it is ready, or raises AssertionError with its output."""
        self.launch()
        eventually(lambda: 'ready' in self.output or self.process.poll() is not None, within)
        assert self.process.poll() is None, f'config/serve ended with {self.process.returncode}:\n{self.output}'
        return self

    def launch(self):
        self.said.clear()
        self.process = subprocess.Popen(
            self.command, env=self.environment, cwd='/', stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # Python's parent may ignore it
        self.reader = threading.Thread(target=self.read, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def read(self, stream):
        with stream:
            for line in stream:
                self.said.append(line.decode(errors='replace'))

    @property
    def output(self):
        return ''.join(self.said)

    def stop(self):
        """Stops the site and returns its exit code."""
        self.redis.disconnect()
        if not self.process:
            return None
        code = end(self.process, 15)
        self.process = None
        return code

    def processes(self):
        """The IDs of all processes of this site, recognised by its state folder in their environment, command line or working
        folder."""
        mark = os.fsencode(self.state)
        found = []
        for folder in pathlib.Path('/proc').glob('[0-9]*'):
            try:
                folder_of = os.fsencode(os.readlink(folder / 'cwd'))
                seen = (folder / 'environ').read_bytes() + (folder / 'cmdline').read_bytes() + folder_of
            except OSError:
                continue
            if mark in seen and int(folder.name) != os.getpid():
                found.append(int(folder.name))
        return found

    def programs(self, name=''):
        """The ids of the processes of one of the five programs, or of all."""
        found = []
        for process in self.processes():
            try:
                path = pathlib.Path(os.readlink(f'/proc/{process}/exe'))
            except OSError:
                continue
            if path.parent.name == 'cgi-bin' and name in ('', path.name):
                found.append(process)
        return found

    def logs(self):
        return self.output[-2000:] + '\n' + tail(*sorted(self.state.rglob('*.log')))

    def check_logs(self):
        for name in NAMES:
            log = self.state / 'log' / f'{name}.log'
            check_log(log.read_text(errors='replace') if log.exists() else '')


def authorization(name, password):
    return 'Basic ' + base64.b64encode(f'{name}:{password}'.encode()).decode()


def at_once(function, arguments, threads=16):
    """Pairs of each tuple of arguments and the function's result, computed in many threads."""
    arguments = list(arguments)
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return list(zip(pool.map(lambda each: function(*each), arguments), arguments))


shared = {}  # module of tests and class of site → its site and GitHub


def also_on(kind, tests, module):
    """The same test cases on a different kind of site, added to a module under separate names."""
    for test in tests:
        name = test.__name__ + kind.__name__
        setattr(sys.modules[module], name, type(name, (test,), {'kind': kind, '__module__': module}))


class SiteTest(unittest.TestCase):
    """One site of a kind and one stub of GitHub for all tests of a module; Redis is empty when a test begins, but nginx's cache may
    be of the previous test for two seconds: see fresh."""

    kind = Site
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        which = cls.__module__, cls.kind
        if which not in shared:
            github = GitHub()
            unittest.addModuleCleanup(github.close)
            site = cls.kind(temporary_folder(unittest.addModuleCleanup), GITHUB_API_URL=github.url)
            unittest.addModuleCleanup(site.check_logs)
            unittest.addModuleCleanup(site.stop)
            unittest.addModuleCleanup(shared.pop, which, None)
            shared[which] = site.start(), github
        cls.site, cls.github = shared[which]

    def setUp(self):
        self.site.redis('FLUSHALL')
        self.github.requests.clear()
        self.github.weather = None

    def fresh(self):
        self.reaches('NO_DRAW', entrants=0, prizes=[])

    def reaches(self, name, within=4, **fields):
        """Waits until clients get this state of this draw; caches may be slightly behind."""
        def state():
            found = self.site.ask('GET', '/state').json()
            wanted = {**found, 'state': name, **fields}
            if 'draw' in found:
                wanted['draw'] = self.site.redis('HGET', f'{self.site.prefix}:fairness', 'draw')
            assert found == wanted, f'{found} is not yet {wanted}'
            return True
        eventually(state, within)
        time.sleep(0.25)  # other processes may reuse replies for 200 ms

    def expect(self, status, method, path, **how):
        answer = self.site.ask(method, path, **how)
        self.assertEqual(answer.status, status, f'{method} {path!r:.200} should answer {status}, got: {answer}')
        return answer

    def administer(self, status, method, path, **how):
        return self.expect(status, method, path, login=self.site.login, **how)

    def open_draw(self, *prizes, duration=0, entrants=(), **more):
        wish = {'prizes': prizes or ['Apple', 'Banana'], 'duration': duration, **more}
        self.administer(200, 'POST', '/startdraw', json=wish)
        for login in entrants:
            self.site.ready_profiles(login)
            self.expect(200, 'POST', f'/enter/{login}')

    def saved_record(self, replacements=0):
        """The bytes of /record once it is of this draw, with so many replacements."""
        draw = self.site.redis('HGET', 'prizedraw:fairness', 'draw')

        def look():
            answer = self.expect(200, 'GET', '/record')
            found = answer.json()
            return found['draw'] == draw and len(found['replacements']) == replacements and answer.body
        return eventually(look)

    def home(self):
        return self.expect(200, 'GET', '/', headers=BROWSER).page()
