"""The headers of every answer, static files, compression, and the micro-cache."""

import contextlib
import gzip
import os
import re
import signal
import time

from tests.support import BUILD, eventually
from tests.support.openapi import API, FILE
from tests.support.programs import BROWSER, FORM, JSON
from tests.support.site import SiteTest, at_once

MIB = 1024 * 1024
FRESH = 'prizedraw_fresh=1; Path={}/; Max-Age=3; HttpOnly; SameSite=Lax'


class Headers(SiteTest):
    def expect(self, status, method, path, **how):
        """What htdocs/assets/openapi.yaml says of the programs holds behind a web server, too."""
        answer = super().expect(status, method, path, **how)
        if status != 414 and not path.startswith('/assets/'):
            API.check(method, path, answer)
        return answer

    def answers(self):
        """One of each kind, with whether it is the administrator's."""
        self.open_draw()
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        browser = {'headers': BROWSER}
        known = {'headers': {'If-None-Match': self.expect(200, 'GET', '/state').header('ETag')}}
        strange = {'headers': {'Origin': 'null'}}
        big = {'body': b'x' * (MIB + 1), 'headers': {'Content-Type': FORM}}
        prizes = {'json': {'prizes': ['A'], 'duration': 0}}
        for status, method, path, how in (
                (200, 'GET', '/', {}), (200, 'HEAD', '/', {}), (200, 'GET', '/state', {}),
                (304, 'GET', '/state', known),
                (200, 'GET', '/winners', {}), (200, 'GET', '/stage', {}), (200, 'GET', '/stage/faces', {}),
                (200, 'POST', '/enter/octocat', {}), (400, 'POST', '/enter/octocat', {}),
                (200, 'GET', '/assets/draw.css', {}), (200, 'GET', '/assets/bulma.min.css', {}),
                (403, 'POST', '/enter/x', strange), (404, 'GET', '/assets/nothing', {}), (404, 'GET', '/nowhere', {}),
                (404, 'GET', '/nowhere', browser), (405, 'POST', '/', {}), (405, 'POST', '/assets/draw.css', {}),
                (405, 'PUT', '/state', {}), (413, 'POST', '/enter', big), (415, 'POST', '/enter', {'body': b'x'}),
                (415, 'POST', '/enter', {'body': b'x', **browser})):
            yield self.expect(status, method, path, **how), False
        self.site.ready_profiles('hubot')
        self.site.redis('CONFIG', 'SET', 'maxmemory', '1')
        for how in {}, browser:
            yield self.expect(503, 'POST', '/enter/hubot', **how), False
        self.site.redis('CONFIG', 'SET', 'maxmemory', '0')
        for method, path, how in ('GET', '/admin', {}), ('POST', '/startdraw', browser):
            yield self.expect(401, method, path, **how), True
        for status, method, path, how in (
                (200, 'GET', '/admin', {}), (200, 'GET', '/admin/entrants', {}), (200, 'GET', '/admin/winners.csv', {}),
                (404, 'GET', '/admin/nowhere', {}), (409, 'POST', '/startdraw', prizes),
                (422, 'POST', '/startdraw', {'json': []}),
                (413, 'POST', '/startdraw', big), (405, 'PUT', '/enddraw', {}), (405, 'GET', '/drawprizes', {}),
                (403, 'POST', '/enddraw', strange), (303, 'POST', '/enddraw', browser),
                (200, 'POST', '/drawprizes', {})):
            yield self.administer(status, method, path, **how), True

    def test_on_every_answer(self):
        kinds = set()
        for answer, is_administrators in self.answers():
            with self.subTest(answer=str(answer)[:200]):
                kinds.add(answer.status)
                policy = self.policy(answer)
                self.assertEqual(policy['default-src'], "'none'")
                self.assertEqual(policy['frame-ancestors'], "'none'")
                self.assertEqual((policy['script-src'], policy['style-src']), ("'self'", "'self'"))
                self.assertEqual(policy['img-src'], "'self' https://avatars.githubusercontent.com")
                self.assertEqual(answer.headers.get_all('X-Content-Type-Options'), ['nosniff'])
                self.assertEqual(answer.headers.get_all('X-Frame-Options'), ['DENY'])
                if self.site.is_ours:
                    self.assertRegex(answer.header('Server', ''), '^[^0-9]*$')
                self.assertIsNone(answer.header('X-Powered-By'))
                self.assertIn(answer.header('Set-Cookie'), (None, FRESH.format(self.site.root)))
                keeping = answer.headers.get_all('Cache-Control') or []
                self.assertLess(len(keeping), 2, answer)
                self.assertNotIn('iso-8859-1', answer.header('Content-Type', ''), answer)
                if is_administrators or answer.status >= 400:
                    self.assertEqual(keeping, ['no-store'], answer)
                if answer.status == 503:
                    self.assertRegex(answer.header('Retry-After', ''), '^[0-9]+$', answer)
                if answer.status == 405:
                    self.assertTrue(answer.header('Allow'), answer)
                if answer.status >= 400 and answer.header('Content-Type').startswith('text/plain'):
                    self.assertRegex(answer.text, r'^[^\n]+[.!]\n$', answer)
        self.assertEqual(kinds, {200, 303, 304, 400, 401, 403, 404, 405, 409, 413, 415, 422, 503})

    def test_a_fault_of_our_own(self):
        """A broken record stays broken: no Retry-After."""
        self.open_draw('Apple', entrants=['octocat', 'hubot'])
        self.administer(200, 'POST', '/drawprizes')
        draw = self.site.redis('HGET', f'{self.site.prefix}:fairness', 'draw')
        self.site.redis('SET', f'{self.site.prefix}:record:{draw}', '{"method": "ranked"}')
        for headers in {}, BROWSER:
            answer = self.administer(500, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'}, headers=headers)
            self.assertIsNone(answer.header('Retry-After'))
            self.assertEqual(answer.headers.get_all('Cache-Control'), ['no-store'], answer)
            said = answer.page().main_text if headers else answer.text
            self.assertIn('Something went wrong on this site, and its log has the details; tell the organiser.', said)

    def policy(self, answer):
        policies = answer.headers.get_all('Content-Security-Policy')
        self.assertEqual(len(policies or []), 1, answer)
        self.assertNotRegex(policies[0], 'unsafe|data:|\\*')
        return dict(part.strip().split(' ', 1) for part in policies[0].split(';') if part.strip())

    def test_the_status_line_is_whole(self):
        """RFC 9112: there is a space before the reason, even if that is empty."""
        for path in '/', '/state', '/nowhere', '/assets/draw.css', '/admin':
            first, _ = self.site.send(b'GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' % path.encode()).split(b'\r\n', 1)
            self.assertRegex(first, rb'^HTTP/1\.1 \d{3} ')

    def test_the_description_of_the_api(self):
        answer = self.expect(200, 'GET', '/assets/openapi.yaml')
        self.assertEqual((answer.header('Content-Type'), answer.header('Cache-Control')), ('application/yaml', 'max-age=600'))
        self.assertEqual(answer.body, FILE.read_bytes())

    def test_refusals_of_the_web_server_itself(self):
        for path, status in ('/assets/nothing', 404), ('/' + 'x' * 9000, 414), ('/assets/draw.css', 405):
            if status == 414 and not self.site.is_ours:
                continue
            method = 'POST' if status == 405 else 'GET'
            plain = self.expect(status, method, path)
            self.assertRegex(plain.text, r'^[A-Z][^\n]*\.\n$', plain)
            self.assertEqual(plain.header('Content-Type').lower(), 'text/plain; charset=utf-8')
            if status != 414:  # nginx has not parsed the request yet
                self.expect(status, method, path, headers=BROWSER).page()


class StaticFiles(SiteTest):
    TYPES = {'.css': 'text/css', '.js': '(text|application)/javascript', '.svg': r'image/svg\+xml', '.png': 'image/png',
             '.yaml': 'application/yaml$', '.json': 'application/json$'}

    def test_all_are_served_by_nginx_alone(self):
        files = [path for path in (BUILD / 'htdocs').rglob('*') if path.suffix in self.TYPES]
        self.assertTrue(any(path.name == 'bulma.min.css' for path in files), files)
        programs = self.site.programs()
        self.assertGreaterEqual(len(programs), 5)
        for process in programs:
            os.kill(process, signal.SIGSTOP)
        try:
            for file in files:
                path = '/' + str(file.relative_to(BUILD / 'htdocs'))
                answer = self.expect(200, 'GET', path)
                self.assertEqual(answer.body, file.read_bytes())
                self.assertRegex(answer.header('Content-Type'), self.TYPES[file.suffix])
                again = {'If-None-Match': answer.header('ETag')}
                self.assertEqual(self.expect(304, 'GET', path, headers=again).body, b'')
                if file.suffix in ('.css', '.js', '.svg', '.yaml', '.json'):
                    packed = self.expect(200, 'GET', path, headers={'Accept-Encoding': 'gzip'})
                    self.assertEqual(packed.header('Content-Encoding'), 'gzip', path)
                    self.assertEqual(gzip.decompress(packed.body), file.read_bytes())
                    self.assertIn('Accept-Encoding', packed.header('Vary', ''))
        finally:
            for process in programs:
                os.kill(process, signal.SIGCONT)

    def test_what_the_pages_ask_for_is_there(self):
        self.open_draw()
        pages = (self.expect(200, 'GET', '/'), self.administer(200, 'GET', '/admin'),
                 self.expect(404, 'GET', '/nowhere', headers=BROWSER))
        wanted = {element.get(name) for answer in pages for element in answer.page().all('link', 'script', 'img')
                  for name in ('href', 'src') if element.get(name)}
        self.assertGreater(len(wanted), 3)
        for path in sorted(wanted):
            body = self.expect(200, 'GET', path).text
            for named in re.findall(r'(?:url\(["\']?|from ")((?:\./|/assets/)[^"\')]+)', body):
                self.expect(200, 'GET', named.replace('./', '/assets/'))

    def test_nothing_else_is_served(self):
        private = [path.name for path in self.site.state.iterdir()]
        self.assertIn('redis.sock', private)
        for path in ('assets', 'assets/', 'assets/errors/', 'assets/errors/404.html', 'templates/layout.mustache',
                     'cgi-bin/index',
                     'config/prizedraw.conf', '.git/config', 'htdocs/assets/draw.css', 'nginx.conf', 'CMakeCache.txt',
                     *private):
            for before in ('/', '/./', '/assets/../', '/assets/../../', '/assets%2f..%2f..%2f', '/assets/%2e%2e/',
                           '/assets/..%2f'):
                with self.subTest(path=before + path):
                    status = self.site.ask('GET', before + path).status
                    self.assertIn(status, (301, 400, 403, 404) if path == 'assets' else (400, 403, 404))


class LargeBodies(SiteTest):
    def test_every_answer_is_whole(self):
        """No part of a body stays unread after a reply, which could cut the reply short."""
        prizes = [f'Prize {number}' for number in range(9000)]
        for size in range(0, 9000, 250):
            self.administer(422, 'POST', '/startdraw', json={'prizes': prizes[:size] + ['Twice', 'Twice'], 'duration': 0})
            headers = {'X-Long': 'x' * (size // 2)}
            self.assertTrue(self.expect(200, 'GET', '/admin/../', headers=headers).text.endswith('</html>\n'))


class ChunkedBodies(SiteTest):
    def chunked(self, path, pieces):
        return self.site.ask('POST', path, body=iter(pieces), headers={'Content-Type': JSON}, login=self.site.login)

    def test_they_are_read_to_their_end(self):
        answer = self.chunked('/startdraw', [b'{"prizes": ["Apple', b'", "Banana"], ', b'"duration": 0}'])
        self.assertEqual(answer.status, 200, answer)
        self.reaches('DRAW_OPEN_NO_ENTRANTS', prizes=['Apple', 'Banana'])

    def test_up_to_the_limit(self):
        self.fresh()
        with contextlib.suppress(ConnectionError):  # the answer may come, and the connection close, before all is sent
            answer = self.chunked('/startdraw', [b'x' * 65536] * 17)
            self.assertIn(answer.status, (413, 500), answer)  # 500 is mod_fcgid's own
        self.reaches('NO_DRAW')


class Compression(SiteTest):
    def test_pages_and_json(self):
        self.open_draw(*(f'Prize {number}' for number in range(100)))
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        for path in '/', '/state', '/admin', '/nowhere':
            ask = self.administer if path == '/admin' else self.expect
            status = 404 if path == '/nowhere' else 200
            plain = ask(status, 'GET', path, headers=BROWSER)
            packed = ask(status, 'GET', path, headers={**BROWSER, 'Accept-Encoding': 'gzip'})
            self.assertIsNone(plain.header('Content-Encoding'))
            self.assertEqual(packed.header('Content-Encoding'), 'gzip', path)
            self.assertLess(len(packed.body), len(plain.body))
            self.assertEqual(self.but_tokens(gzip.decompress(packed.body)), self.but_tokens(plain.body))

    def but_tokens(self, page):
        """Each of the desk's forms has a new one each time."""
        return re.sub(b'"[0-9a-f]{32}-', b'"', page)

    def test_an_etag_holds_with_and_without(self):
        self.open_draw(*(f'Prize {number}' for number in range(100)))
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        for first in {}, {'Accept-Encoding': 'gzip'}:
            tag = self.expect(200, 'GET', '/state', headers=first).header('ETag')
            for second in {}, {'Accept-Encoding': 'gzip'}:
                self.expect(304, 'GET', '/state', headers={**second, 'If-None-Match': tag})


class DeepJson(SiteTest):
    def test_it_ends_no_program(self):
        """Also from a client with a login."""
        for body in b'[' * 500_000, b'{"prizes":' * 50_000, b'{"prizes": ' + b'[' * 400_000 + b']' * 400_000 + b'}':
            self.administer(422, 'POST', '/startdraw', body=body, headers={'Content-Type': JSON})
        self.expect(413, 'POST', '/enter', body=b'[' * 500_000, headers={'Content-Type': JSON})
        self.expect(422, 'POST', '/enter', body=b'[' * 16_000, headers={'Content-Type': JSON})
        self.administer(200, 'GET', '/admin')


class MicroCache(SiteTest):
    def test_a_part_of_a_list_is_not_kept(self):
        """However the query is encoded: the next reader gets the beginning of the whole list."""
        self.open_draw(*(f'Prize {number:03}' for number in range(250)))
        for query in 'page=2', 'q=prize+15', '%70age=3', '&&PAGE=1&page=2':
            time.sleep(1.1)  # everything cached has expired
            for _ in range(3):
                if '%' not in query:  # nginx compares names undecoded: it may then answer with the cached whole list
                    self.assertNotIn('Prize 000', self.expect(200, 'GET', f'/?{query}').text)
                self.expect(200, 'GET', f'/?{query}')
                self.assertIn('Prize 000', self.expect(200, 'GET', '/').text)

    def test_it_is_used(self):
        """During steady reading Redis is asked about once a second."""
        self.expect(200, 'GET', '/')
        before = self.scripts_run()
        connection = self.site.connect()
        began = time.monotonic()
        count = 0
        while time.monotonic() - began < 1:
            self.expect(200, 'GET', '/', connection=connection)
            count += 1
        connection.close()
        self.assertGreater(count, 50)
        self.assertLess(self.scripts_run() - before, 10)

    def scripts_run(self):
        stats = self.site.redis('INFO', 'commandstats')
        return sum(stats[name]['calls'] for name in ('cmdstat_eval', 'cmdstat_evalsha') if name in stats)

    def test_head_does_not_stand_for_get(self):
        self.open_draw()
        for path in '/', '/state', '/winners':
            for _ in range(3):
                self.assertEqual(self.expect(200, 'HEAD', path).body, b'')
                self.assertTrue(self.expect(200, 'GET', path).body)

    def test_not_modified(self):
        self.site.redis('SADD', 'prizedraw:prizes', 'Apple')
        self.reaches('DRAW_CLOSED_NO_ENTRANTS')
        for path in '/', '/state', '/winners':
            eventually(lambda: self.check_not_modified(path))
            self.assertTrue(self.expect(200, 'GET', path, headers={'If-None-Match': '"x"'}).body)

    def check_not_modified(self, path):
        tag = self.expect(200, 'GET', path).header('ETag')
        for known in tag, 'W/' + tag.removeprefix('W/'), f'"x", {tag}':
            self.assertEqual(self.expect(304, 'GET', path, headers={'If-None-Match': known}).body, b'')
        return True

    def test_a_first_question_with_an_etag_leaves_no_empty_page(self):
        tag = self.expect(200, 'GET', '/').header('ETag')
        time.sleep(2.2)
        self.site.ask('GET', '/', headers={'If-None-Match': tag})
        self.assertTrue(self.expect(200, 'GET', '/').page())

    def test_nobodys_own_answer_is_shared(self):
        self.open_draw()
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        self.expect(404, 'POST', '/enter', form={'github_id': 'no/such-user'}, headers=BROWSER)
        self.administer(200, 'GET', '/')
        for path in '/', '/?github_id=x', '/?' + 'x' * 500:
            page = self.expect(200, 'GET', path, headers=BROWSER)
            self.assertNotIn('no/such-user', page.text)
            page.page()

    def test_while_redis_is_away(self):
        """Nothing older than two seconds, but a refusal with all headers; and automatic recovery."""
        self.open_draw()
        self.reaches('DRAW_OPEN_NO_ENTRANTS')
        process = self.site.redis('INFO', 'server')['process_id']
        os.kill(process, signal.SIGSTOP)
        try:
            eventually(lambda: self.site.ask('GET', '/state').status == 503, 6)
            asked = [(path, headers) for path in ('/', '/winners') for headers in ({}, BROWSER)]
            for answer, (_, headers) in at_once(lambda path, headers: self.expect(503, 'GET', path, headers=headers),
                                                asked):
                self.assertEqual(answer.header('Cache-Control'), 'no-store')
                self.assertTrue(answer.header('Retry-After'))
                if headers:
                    answer.page()
        finally:
            os.kill(process, signal.SIGCONT)
        time.sleep(1.1)  # after a failed wait a process does not ask Redis for a second
        self.reaches('DRAW_OPEN_NO_ENTRANTS')

    def test_a_program_that_dies_is_replaced(self):
        for process in self.site.programs('index'):
            os.kill(process, signal.SIGKILL)
        eventually(lambda: self.site.ask('GET', '/nowhere').status == 404)
        eventually(lambda: self.site.programs('index'))
