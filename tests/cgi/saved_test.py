"""The self-verifying file: its content, who can get it, and what its policy allows."""

import base64
import concurrent.futures
import contextlib
import hashlib
import html
import json
import re
import socket
import threading

from tests.support import eventually, record
from tests.support.programs import BROWSER, Cgi, FastCgi, ProgramsTest
from tests.support.steps import Steps


class Saved(Steps, ProgramsTest):
    way = FastCgi

    def file(self, draw, name='file'):
        answer = self.expect(200, 'GET', f'/draws/{draw}/{name}', headers=BROWSER)
        self.assertRegex(answer.header('Content-Disposition'), r'^attachment; filename="prize-draw-\d{4}-\d\d-\d\d\.html"$')
        return answer.text

    def record_in(self, page):
        return json.loads(html.unescape(re.search(r'<pre id="record"[^>]*>(.*?)</pre>', page, re.S)[1]))

    def whole_draw(self, **more):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['Apple', '<b>Pear</b>'], title='June & <i>July</i>', **more)
        self.pick()
        return self.redis('HGET', self.key('fairness'), 'draw')

    def test_the_record_is_whole(self):
        draw = self.whole_draw()
        found = self.record_in(self.file(draw))
        self.assertEqual(found, self.record())
        record.check(found)

    def test_nothing_is_markup(self):
        page = self.file(self.whole_draw())
        for given in '<b>Pear', '<i>July':
            self.assertNotIn(given, page)
        self.assertIn('<title>June &amp; &lt;i&gt;July', page)

    def test_without_those_who_have_not_won(self):
        draw = self.whole_draw()
        winners = set(self.winners().values())
        loser, = {'octocat', 'hubot', 'mojombo'} - winners
        page = self.file(draw, 'file-of-winners')
        self.assertNotIn(loser, page)
        self.assertEqual(self.record_in(page)['entrants'], None)
        self.assertIn(loser, self.file(draw))

    def test_its_policy_names_just_what_is_in_it(self):
        page = self.file(self.whole_draw())
        policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])
        for tag, rule in ('style', 'style-src'), ('script type="module"', 'script-src'):
            inside = re.search(f'<{tag}>(.*?)</{tag.split()[0]}>', page, re.S)[1]
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            self.assertIn(f"{rule} 'sha256-{digest}';", policy)
        self.assertIn("default-src 'none';", policy)
        self.assertNotRegex(page, r' src="(?!data:)| href="(?!#)')

    def test_nothing_before_everybody_has_seen_it(self):
        draw = self.whole_draw(reveal='together')
        self.expect(404, 'GET', f'/draws/{draw}/file', headers=BROWSER)
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 2})
        self.file(draw)

    def test_draws_that_have_none(self):
        self.begin('octocat')
        running = self.redis('HGET', self.key('fairness'), 'draw')
        for draw in running, '0' * 32, '', '../record', 'file':
            self.expect(404, 'GET', f'/draws/{draw}/file', headers=BROWSER)


class SilentPictures(Steps, ProgramsTest):
    """The winners' pictures are on a server that accepts connections and never answers."""

    way = Cgi

    @classmethod
    def setUpClass(cls):
        cls.listening = socket.create_server(('127.0.0.1', 0))
        cls.addClassCleanup(cls.listening.close)
        cls.host = 'https://127.0.0.1:%d' % cls.listening.getsockname()[1]
        cls.settings = {'GITHUB_PICTURES': cls.host}
        cls.asked = []
        threading.Thread(target=cls.accept, daemon=True).start()
        super().setUpClass()

    @classmethod
    def accept(cls):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = cls.listening.accept()
                cls.asked.append(connection)

    def setUp(self):
        super().setUp()
        for connection in self.asked:
            connection.close()
        self.asked.clear()
        self.begin('octocat')
        self.ready_profile('octocat', avatar_url=f'{self.host}/u/7')
        self.pick()
        self.path = '/draws/' + self.redis('HGET', self.key('fairness'), 'draw')

    def file(self, status):
        return self.expect(status, 'GET', self.path + '/file', headers=BROWSER)

    def test_two_at_once(self):
        with concurrent.futures.ThreadPoolExecutor() as pool:
            first = pool.submit(self.file, 200)
            eventually(lambda: self.asked)
            second = self.file(503)
            elsewhere = self.expect(200, 'GET', self.path)
            self.assertFalse(first.done())
            self.assertIn('pictures', second.page().main_text)
            self.assertIn('try again', second.page().main_text)
            self.assertEqual(second.header('Retry-After'), '2')
            self.assertLess(max(second.took, elsewhere.took), 1)
            self.assertNotIn('data:image', first.result().text)
        self.assertEqual(len(self.asked), 1)

    def test_it_is_not_asked_by_each_request(self):
        self.file(200)
        again = self.file(200)
        self.assertLess(again.took, 1)
        self.expect(200, 'GET', self.path + '/file-of-winners')
        self.assertEqual(len(self.asked), 1)
