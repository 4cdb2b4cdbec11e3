"""A bug is a 500, whose cause is in the log, without Retry-After; a failure of Redis is a 503."""

from tests.support.programs import BROWSER, SENTENCE, Cgi, both_ways
from tests.support.steps import Steps


@both_ways
class Faults(Steps):
    def failed(self, method, path, **how):
        """Says so in plain words, as text and as a page, without details that belong in the log."""
        before = self.redis.dump()
        for headers in {}, BROWSER:
            response = self.expect(500, method, path, headers=headers, **how)
            self.assertIsNone(response.header('Retry-After'), response)
            self.assertEqual(response.header('Cache-Control'), 'no-store')
            text = response.page().main_text if headers else response.text
            self.assertIn('Something went wrong', text)
            self.assertNotRegex(text, 'json|parse|stoi|stoll|optional|exception')
            if not headers:
                self.assertTrue(SENTENCE.fullmatch(text), text)
            name = {'/redraw': 'pick', '/drawprizes': 'pick'}.get(path, 'admin')
            logs = response.logs if self.way is Cgi else (self.folder / f'{name}.log').read_text()
            self.assertRegex(logs, f'{name}: 500 {method} {path}: .+')
        self.assertEqual(self.redis.dump(), before)

    def test_a_broken_record(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.pick()
        draw = self.record()['draw']
        for broken in '{"broken', '', '[]', '{}':
            with self.subTest(record=broken):
                self.redis('SET', self.key('record', draw), broken)
                self.failed('POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.assertEqual(self.state()['state'], 'DRAW_WON')
        self.expect(200, 'GET', '/', headers=BROWSER)

    def test_a_broken_freeze(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/enddraw')
        self.redis('HSET', self.key('fairness'), 'frozen_at', 'yesterday')
        self.failed('POST', '/drawprizes')

    def test_a_method_that_does_not_exist(self):
        self.begin('octocat')
        self.redis('HSET', self.key('fairness'), 'method', 'lottery')
        self.redis('DEL', self.key('is_open'))
        self.failed('POST', '/drawprizes')

    def test_redis_s_own_is_another(self):
        self.begin('octocat')
        self.redis('RENAME', self.key('fairness'), self.key('kept'))
        self.redis('SET', self.key('fairness'), 'no hash')
        plain, _ = self.refused(503, 'POST', '/drawprizes')
        self.assertIn('try again', plain.text)
        self.redis('RENAME', self.key('kept'), self.key('fairness'))
        self.pick()
