"""The five programs, driven without a web server: as plain CGI and as FastCGI."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

from . import BUILD, end, eventually, fastcgi, redis, tail, temporary_folder
from .github import GitHub, profile
from .openapi import API
from .page import Page

NAMES = 'index', 'enter', 'admin', 'pick', 'winners'
BROWSER = {'Accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'Sec-Fetch-Site': 'same-origin'}
FORM = 'application/x-www-form-urlencoded'
JSON = 'application/json'
SENTENCE = re.compile(r'(?!.*[.!?] [A-Z])\S[^\n]*[.!?]\n')  # exactly one


def owner(path):
    """The program to which the web server passes a path."""
    if path == '/enter' or path.startswith('/enter/'):
        return 'enter'
    if path.startswith(('/record/', '/draws/')):
        return 'winners'
    if path.startswith('/admin/'):
        return 'admin'
    return {'/admin': 'admin', '/startdraw': 'admin', '/enddraw': 'admin', '/drawprizes': 'pick',
            '/redraw': 'pick',
            '/winners': 'winners', '/record': 'winners', '/draws': 'winners', '/verify': 'winners'}.get(path, 'index')


class Response:
    def __init__(self, raw, logs='', took=0.0):
        self.raw, self.logs, self.took = raw, logs, took
        head, parted, self.body = raw.partition(b'\r\n\r\n')
        assert parted, f'no head in {raw[:400]!r}\n{logs}'
        self.headers = [line.split(': ', 1) for line in head.decode('ascii').split('\r\n')]
        self.status = int(self.header('Status', '200').split()[0])
        for once in 'Status', 'Content-Type', 'Cache-Control', 'ETag', 'Location':
            assert len(self.every(once)) < 2, f'{once} twice: {self}'

    def every(self, name):
        return [value for known, value in self.headers if known.lower() == name.lower()]

    def header(self, name, otherwise=None):
        return (self.every(name) or [otherwise])[0]

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
        return f'\n{self.raw[:1500].decode(errors="replace")}\n{self.logs}'


class Cgi:
    """Each request starts the program."""

    wrapper = ()  # a command to run it with

    def __init__(self, environment, folder):
        self.environment = environment

    def ask(self, name, variables, body, **_):
        encoded = {key.encode(): value if isinstance(value, bytes) else value.encode(errors='surrogateescape')
                   for key, value in {**self.environment, **variables}.items()}
        began = time.monotonic()
        command = [*self.wrapper, BUILD / 'cgi-bin' / name]
        with tempfile.TemporaryFile() as log, subprocess.Popen(command, env=encoded, stdin=subprocess.PIPE,
                                                               stdout=subprocess.PIPE, stderr=log) as process:
            with contextlib.suppress(BrokenPipeError), process.stdin as stdin:  # a refusal need not read the body
                stdin.write(body)
            reply = process.stdout.read()
            took = time.monotonic() - began  # the client has the reply; the program may still be working
            code = process.wait(20)
            log.seek(0)
            logs = log.read().decode(errors='replace')
        assert code == 0, f'{name} ended with {code}: {reply[:400]!r}\n{logs}'
        check_log(logs)
        return Response(reply, logs, took)

    def settle(self):
        pass

    def close(self):
        pass


class FastCgi:
    """One process per program, with the listening socket as descriptor 0, as from spawn-fcgi."""

    def __init__(self, environment, folder):
        self.folder = folder
        self.processes = {}
        for name in NAMES:
            with socket.socket(socket.AF_UNIX) as listening, open(folder / f'{name}.log', 'ab') as log:
                listening.bind(str(folder / name))
                listening.listen(64)
                self.processes[name] = subprocess.Popen([BUILD / 'cgi-bin' / name], env=environment, stdin=listening,
                                                        stdout=log, stderr=log)

    def ask(self, name, variables, body, **how):
        began = time.monotonic()
        out, err = fastcgi.ask(self.folder / name, variables, body, **how)
        took = time.monotonic() - began
        log = self.folder / f'{name}.log'
        assert self.processes[name].poll() is None, f'{name} died\n{tail(log)}'
        return Response(out, tail(log), took) if out or not how.get('hang_up') else None

    def settle(self):
        """A process that answers has stopped or finished the work after its previous reply; it may continue it."""
        for name in 'enter', 'pick':
            self.ask(name, {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/nowhere'}, b'')

    def close(self):
        codes = {name: end(process) for name, process in self.processes.items()}
        for name in NAMES:
            log = self.folder / f'{name}.log'
            check_log(log.read_text(errors='replace'))
            (self.folder / name).unlink()
            assert codes[name] in (0, -signal.SIGTERM), f'{name} ended with {codes[name]} after SIGTERM\n{tail(log)}'


def check_log(log):
    assert not re.search('Sanitizer|runtime error|terminate called|exit signal', log), log


def both_ways(cls):
    """Makes two test cases from a class: with the programs as CGI, and as FastCGI."""
    module = sys.modules[cls.__module__]
    for way in Cgi, FastCgi:
        name = f'{cls.__name__}As{way.__name__}'
        setattr(module, name, type(name, (cls, ProgramsTest), {'way': way, '__module__': cls.__module__}))
    return cls


class ProgramsTest(unittest.TestCase):
    """The programs with a private Redis and a stub of GitHub. Redis is empty when a test begins."""

    way = FastCgi
    prefix = 'prizedraw'
    settings = {}
    redis_options = ()
    redis_password = None
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.folder = temporary_folder(cls.addClassCleanup)
        guest = ['--user', 'guest', 'on', '>guest', '~*', *redis.rights()]  # with no other rights
        cls.redis = redis.Server(cls.folder, *guest, *cls.redis_options, password=cls.redis_password)
        cls.addClassCleanup(cls.redis.stop)
        cls.redis.start()
        cls.github = GitHub()
        cls.addClassCleanup(cls.github.close)
        cls.programs = cls.start_programs()
        cls.addClassCleanup(cls.programs.close)

    @classmethod
    def environment(cls, **settings):
        """A program's environment, with an empty settings file."""
        empty = cls.folder / 'empty.conf'
        empty.touch()
        wanted = {'PATH': os.environ['PATH'], 'PRIZEDRAW_CONFIG': str(empty), 'REDIS_SOCKET': str(cls.redis.path),
                  'REDIS_USERNAME': 'guest', 'REDIS_PASSWORD': 'guest', 'GITHUB_API_URL': cls.github.url, 'PRIZEDRAW_BEACON': '', **cls.settings, **settings}
        kept = {name: value for name, value in os.environ.items() if name.endswith('SAN_OPTIONS')}
        return {name: value for name, value in {**kept, **wanted}.items() if value is not None}

    @classmethod
    def start_programs(cls, way=None, folder=None, **settings):
        return (way or cls.way)(cls.environment(**settings), folder or cls.folder)

    def with_settings(self, **settings):
        """More programs, with these settings, until the test ends."""
        folder = temporary_folder(self.addCleanup)
        programs = self.start_programs(folder=folder, **settings)
        self.addCleanup(programs.close)
        return programs

    def setUp(self):
        self.begin_anew()
        self.github.weather, self.github.delay = None, 0
        for kept in self.github.requests, self.github.headers, self.github.unchanged:
            kept.clear()

    def begin_anew(self):
        """Starts with an empty Redis, after all pending work is done."""
        self.settle()
        self.redis('FLUSHALL')
        self.settle()

    def settle(self):
        """Waits until all work after replies is done: no requests to GitHub, and none to Redis for a while."""
        if self.way is Cgi:
            return
        self.programs.settle()
        eventually(lambda: not self.github.open and self.is_redis_quiet())

    def is_redis_quiet(self):
        """Whether it had no other commands for a while."""
        def commands():  # this one not counted
            return self.redis('INFO', 'stats')['total_commands_processed']
        before = commands()
        time.sleep(0.03)
        return commands() == before + 1

    def end_silence(self):
        """Allows asking GitHub again, while no request is pending."""
        self.settle()
        self.redis('DEL', self.key('github_silent'))

    # Requests

    def ask(self, method, path, *, json=None, form=None, body=b'', headers=(), login='admin', programs=None,
            how=(), **variables):
        """A request as a web server passes it; `login` is used on the administrator's paths only. A variable that is None is left out.
        It has the cookie of a client that has just changed something, so it bypasses cached replies. Fails unless
        htdocs/assets/openapi.yaml describes the answer."""
        text = path if isinstance(path, str) else path.decode(errors='replace')
        program = owner(text)
        given = {'REQUEST_METHOD': method, 'SCRIPT_NAME': '', 'PATH_INFO': path, 'QUERY_STRING': '',
                 'SERVER_PROTOCOL': 'HTTP/1.1', 'GATEWAY_INTERFACE': 'CGI/1.1', 'SERVER_NAME': 'prize.example',
                 'SERVER_PORT': '80', 'REMOTE_ADDR': '192.0.2.7', 'HTTP_HOST': 'prize.example', 'HTTP_PROXY': '',
                 'HTTP_AUTHORIZATION': '', 'CONTENT_LENGTH': '', 'CONTENT_TYPE': '', 'HTTP_COOKIE': 'prizedraw_fresh=1'}
        if json is not None:
            body, given['CONTENT_TYPE'] = dumps(json), JSON
        elif form is not None:
            body, given['CONTENT_TYPE'] = urllib.parse.urlencode(form, errors='surrogateescape').encode(), FORM
        if body or method == 'POST':
            given['CONTENT_LENGTH'] = str(len(body))
        if program in ('admin', 'pick') and login:
            given.update(AUTH_TYPE='Basic', REMOTE_USER=login)
        for name, value in dict(headers).items():
            given['HTTP_' + name.upper().replace('-', '_')] = value
        given.update(variables)
        given = {name: value for name, value in given.items() if value is not None}
        response = (programs or self.programs).ask(program, given, body, **dict(how))
        if response:
            API.check(method, text, response, given.get('CONTENT_TYPE', ''), body)
        return response

    def expect(self, status, method, path, **how):
        response = self.ask(method, path, **how)
        self.assertEqual(response.status, status, f'{method} {path!r:.200} should answer {status}, got: {response}')
        return response

    def refused(self, status, method, path, *, but=(), headers=(), **how):
        """Expects a refusal: the status, one plain sentence, no change in Redis (except keys that begin with `but`); and for a browser a
        page with the same status. Returns both answers."""
        self.ask('GET', '/state')  # the first request after the close freezes the roster
        before = self.redis.dump(but)
        plain = self.expect(status, method, path, headers=headers, **how)
        self.assertEqual(plain.header('Content-Type'), 'text/plain; charset=utf-8', plain)
        self.assertTrue(SENTENCE.fullmatch(plain.text), f'not one sentence: {plain}')
        page = self.expect(status, method, path, headers={**BROWSER, **dict(headers)}, **how)
        if method != 'GET' or not path.startswith('/enter/'):  # /enter/ answers other clients, not browsers
            page.page()
        for response in plain, page:
            self.assertEqual(response.header('Cache-Control'), 'no-store', response)
            self.assertEqual(response.header('Retry-After') is not None, status == 503, response)
        self.assertEqual(self.redis.dump(but), before, f'{method} {path!r:.200} was refused, and yet changed Redis')
        return plain, page

    def state(self):
        return self.expect(200, 'GET', '/state').json()

    def home(self):
        return self.expect(200, 'GET', '/', headers=BROWSER).page()

    # Data in the older programs' format

    def key(self, *name):
        return ':'.join((self.prefix, *name))

    def open_draw(self, *prizes, seconds=0, entrants=()):
        self.redis('DEL', *map(self.key, ('entrants', 'winners', 'winners_json', 'prizes')))
        self.redis('SADD', self.key('prizes'), *(prizes or ('Apple', 'Banana')))
        self.redis('SET', self.key('is_open'), 'true', *(['EX', seconds] if seconds else []))
        if entrants:
            self.redis('SADD', self.key('entrants'), *entrants)

    def close_draw(self):
        self.redis('DEL', self.key('is_open'))

    def won_draw(self, winners, unwon=(), prizes_of=None):
        """A draw that an older program picked: winners is prize → GitHub ID."""
        self.open_draw('unused')
        self.redis('DEL', self.key('is_open'), self.key('prizes'))
        if unwon:
            self.redis('SADD', self.key('prizes'), *unwon)
        self.redis('HSET', self.key('winners'), *(word for pair in winners.items() for word in pair))

    def ready_profile(self, *logins, **changes):
        for login in logins:
            known = {name: value for name, value in profile(login, **changes).items() if value is not ...}
            self.redis('SET', self.key('profiles', login), dumps(known), 'EX', 3600)

    def members(self, name):
        return self.redis('SMEMBERS', self.key(name))


def dumps(value):
    return json.dumps(value, ensure_ascii=False).encode(errors='surrogateescape')
