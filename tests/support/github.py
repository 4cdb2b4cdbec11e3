"""GitHub's GET /users/<login>, as a stub on the loopback, including failures.

The answer depends on the login's beginning, or for everybody on `weather`; `held` logins wait until the test releases them. Any
other login is an ordinary user."""

import collections
import contextlib
import json
import threading
import time
import zlib

from .played import Handler, Service


def profile(login, **changes):
    """A user in GitHub's format: the login as its owner spells it, here with a capital letter."""
    spelled = login[:1].upper() + login[1:]
    number = zlib.crc32(login.lower().encode())
    site = f'https://api.github.com/users/{spelled}'
    return {
        'login': spelled, 'id': number, 'node_id': 'MDQ6VXNlcjU4MzIzMQ==',
        'avatar_url': f'https://avatars.githubusercontent.com/u/{number}?v=4', 'gravatar_id': '', 'url': site,
        'html_url': f'https://github.com/{spelled}', 'followers_url': f'{site}/followers',
        'following_url': f'{site}/following{{/other_user}}', 'repos_url': f'{site}/repos', 'type': 'User',
        'site_admin': False, 'name': f'{spelled} Hubbard', 'company': None, 'blog': '', 'location': 'Küssnacht',
        'email': None, 'hireable': None, 'bio': 'Says "hello" & <waves>', 'twitter_username': None, 'public_repos': 8,
        'public_gists': 8, 'followers': 9999, 'following': 9, 'created_at': '2011-01-25T18:44:36Z',
        'updated_at': '2024-02-22T12:24:01Z', **changes}


class Hold:
    """A login whose answer waits: the request sets `arrived`, and `release` sends the answer."""

    def __init__(self):
        self.arrived = threading.Event()
        self.let_go = threading.Event()

    def release(self):
        self.let_go.set()


class GitHub(Service):
    def __init__(self):
        self.requests = collections.Counter()  # login → how often asked
        self.headers = {}  # login → the headers of its last request
        self.unchanged = collections.Counter()  # login → how often answered with 304
        self.open, self.most = 0, 0  # simultaneous requests, and their maximum so far
        self.held = {}
        self.delay = 0  # seconds before each answer
        self.weather = None  # such as 'broken-one': the answer for everybody
        self.counting = threading.Lock()
        super().__init__(Users)

    def close(self):
        for hold in self.held.values():
            hold.release()
        super().close()

    @contextlib.contextmanager
    def hold(self, login):
        hold = self.held[login] = Hold()
        try:
            yield hold
        finally:
            hold.release()
            del self.held[login]


class Users(Handler):
    def do_GET(self):
        github = self.service
        with github.counting:
            github.open += 1
            github.most = max(github.most, github.open)
        try:
            self.play(github)
        finally:
            with github.counting:
                github.open -= 1

    def play(self, github):
        _, where, login = (self.path.split('/') + ['', ''])[:3]
        github.requests[login] += 1
        github.headers[login] = self.headers
        github.closing.wait(github.delay)
        if login in github.held:
            github.held[login].arrived.set()
            github.held[login].let_go.wait(20)
        played = github.weather or login
        failure = getattr(self, played.split('-')[0], None) if '-' in played else None
        with contextlib.suppress(ConnectionError):
            if where == 'user':
                self.answer(200, profile('moved-here'))
            elif where != 'users':
                self.missing(login)
            elif failure:
                failure(played)
            else:
                self.user(login)

    def user(self, login):
        found = profile(login)
        etag = f'W/"{found["id"]}"'
        if self.headers['If-None-Match'] == etag:
            self.service.unchanged[login] += 1
            self.answer(304, b'', ETag=etag)
        else:
            self.answer(200, found, ETag=etag)

    def missing(self, _):
        self.answer(404, {'message': 'Not Found', 'documentation_url': 'https://docs.github.com/rest'})

    def org(self, login):
        self.answer(200, profile(login, type='Organization'))

    def bot(self, login):
        self.answer(200, profile(login, type='Bot'))

    def limited(self, _):
        self.answer(403, {'message': 'API rate limit exceeded'}, x_ratelimit_limit='60', x_ratelimit_remaining='0',
                    x_ratelimit_reset=str(int(time.time()) + 1800))

    def counting(self, _):
        """An ordinary user, and how many lookups are left."""
        login = self.path.split('/')[2]
        self.answer(200, profile(login), x_ratelimit_limit='60', x_ratelimit_remaining=str(60 - len(self.service.requests)),
                    x_ratelimit_reset=str(int(time.time()) + 1200))

    def many(self, _):
        self.answer(429, {'message': 'You have exceeded a secondary rate limit'}, retry_after='60')

    def refused(self, played):
        """Such as refused-403-retry-30: the status, the header that gives the time, and the seconds."""
        _, status, how, seconds = played.split('-')
        headers = {'retry': {'retry_after': seconds}, 'plain': {}, 'nonsense': {'retry_after': 'soon'},
                   'reset': {'x_ratelimit_remaining': '0', 'x_ratelimit_reset': str(int(time.time()) + int(seconds))}}
        self.answer(int(status), {'message': 'You have exceeded a rate limit'}, **headers[how])

    def untrusted(self, login):
        if self.headers['Authorization']:
            self.answer(401, {'message': 'Bad credentials'})
        else:
            self.user(login)

    def nonsense(self, _):
        self.answer(200, b'{"login": "nonsense", "type": "User", ')

    def bytes(self, login):
        self.answer(200, json.dumps(profile(login, name='@')).encode().replace(b'"@"', b'"\xff\xc0\xaf"'))

    def types(self, login):
        self.answer(200, {**profile(login), 'login': [7], 'type': {'is': 'User'}, 'name': 7, 'avatar_url': None})

    def list(self, login):
        self.answer(200, [profile(login)])

    def untyped(self, login):
        self.answer(200, profile(login, name={'first': 'Ada'}, avatar_url=['https://example.org/'], id='seven'))

    def noname(self, login):
        self.answer(200, profile(login, name=None))

    def markup(self, login):
        self.answer(200, profile(login, name='<script>alert(1)</script>'))

    def script(self, login):
        self.answer(200, profile(login, avatar_url='javascript:alert(1)'))

    def renamed(self, login):
        self.answer(301, {'message': 'Moved Permanently'}, Location=f'{self.service.url}/user/583231')

    def looping(self, login):
        self.answer(302, b'', Location=self.path)

    def file(self, _):
        self.answer(302, b'', Location='file:///etc/passwd')

    def abroad(self, login):
        """Such as abroad-8080: a redirect to that port."""
        self.answer(302, b'', Location=f'http://127.0.0.1:{login.split("-")[1]}/users/hubot')

    def huge(self, login):
        self.answer(200, profile(login, bio='x' * 10_000_000))

    def short(self, login):
        self.send_response(200)
        self.send_header('Content-Length', '4000')
        self.end_headers()
        self.wfile.write(json.dumps(profile(login)).encode())
        self.close_connection = True

    def slow(self, played):
        """Such as slow-0.3: an ordinary user, after so many seconds."""
        self.service.closing.wait(float(played.split('-')[1]))
        self.user(self.path.split('/')[2])

    def drip(self, login):
        self.send_response(200)
        self.send_header('Content-Length', '4000')
        self.end_headers()
        for byte in json.dumps(profile(login)).encode():
            if self.service.closing.wait(1):
                break
            self.wfile.write(b'%c' % byte)
        self.close_connection = True
