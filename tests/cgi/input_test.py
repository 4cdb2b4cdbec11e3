"""Bad input: a clear answer, never a server error, nothing changed."""

import json
import urllib.parse

from tests.support.programs import BROWSER, FORM, JSON, SENTENCE, FastCgi, ProgramsTest, both_ways

MIB = 1024 * 1024
BLANKS = '\u2800', '\u3164', '\u034f', '\u180e', '\u00ad', '\U000e0041', '\u200b\u00ad', '\ufe0f', '\u115f', '\u3000\u2800'


def start(prizes, duration=0):
    return json.dumps({'prizes': prizes, 'duration': duration}).encode()


@both_ways
class Opening:
    """What /startdraw refuses with 422."""

    BODIES = {
        'no JSON': [b'', b' ', b'prizes', b'{', b'{"prizes": ["A"], "duration": 0',
                    b'{"prizes": ["A"], "duration": 0}}',
                    b'{"prizes": ["A",], "duration": 0}', b"{'prizes': ['A'], 'duration': 0}", b'[' * 100_000,
                    b'{"prizes":' * 20_000, b'\x00', b'{"prizes": ["A"], "duration": 0}\x00', b'\xff\xfe{}',
                    b'{"prizes": ["A'],
        'wrong shape': [b'null', b'7', b'"prizes"', b'[]', b'{}', b'[{"prizes": ["A"], "duration": 0}]',
                        b'{"prizes": ["A"]}', b'{"duration": 0}', b'{"prizes": "A", "duration": 0}',
                        b'{"prizes": {"A": 1}, "duration": 0}', b'{"prizes": null, "duration": 0}',
                        b'{"prizes": [7], "duration": 0}', b'{"prizes": ["A", null], "duration": 0}',
                        b'{"prizes": [["A"]], "duration": 0}', b'{"prizes": [true], "duration": 0}'],
        'prizes': [start([]), start(['']), start(['A', '  ']), start(['\t\n']), start(['A', 'A']),
                   start(['A', 'B', ' A ']),
                   start(['x' * 201]), start(['é' * 201]), start(['🎁' * 201]), start(['A\x00B']), start(['A\nB']),
                   start(['A\x1b[31mB']), start(['A\x7fB']), start(['A\x85B']), b'{"prizes": ["\xff"], "duration": 0}',
                   b'{"prizes": ["A\xc0\xafB"], "duration": 0}', b'{"prizes": ["\xed\xa0\x80"], "duration": 0}',
                   b'{"prizes": ["\xf4\x90\x80\x80"], "duration": 0}', b'{"prizes": ["\\ud800"], "duration": 0}',
                   start([f'Prize {number}' for number in range(10_001)]),
                   *(start(['A', blank]) for blank in BLANKS)],
        'duration': [start(['A'], wrong) for wrong in (
            None, True, [], {}, -1, 1.5, 31_536_001, 10 ** 30, -10 ** 30, '', ' ', 'x', '-1', '+1', '1.5', ' 1', '1 ',
            '0x10', '1e3', '31536001', '9' * 40, '٣', '1\x00', '900; DROP')] + [
            b'{"prizes": ["A"], "duration": 1e400}', b'{"prizes": ["A"], "duration": NaN}'],
    }

    def test_json(self):
        for group, bodies in self.BODIES.items():
            for body in bodies:
                with self.subTest(group, body=body[:80]):
                    self.refused(422, 'POST', '/startdraw', body=body, CONTENT_TYPE=JSON)

    def test_forms(self):
        wrong = [
            b'', b'prizes=&duration=0', b'prizes=+%0d%0a%09&duration=0', b'duration=0', b'prizes=A',
            b'prizes=A&duration=',
            b'prizes=A%0d%0aB%0d%0aA&duration=0', b'prizes=A&duration=-1', b'prizes=A&duration=x',
            b'prizes=A&duration=31536001',
            b'prizes=A&duration=other', b'prizes=A&duration=other&minutes=', b'prizes=A&duration=other&minutes=x',
            b'prizes=A&duration=other&minutes=-1', b'prizes=A&duration=other&minutes=1.5',
            b'prizes=A&duration=other&minutes=525601', b'prizes=A&duration=other&minutes=9223372036854775807',
            b'prizes=A&duration=other&minutes=307445734561825861', b'prizes=A%00B&duration=0',
            b'prizes=A%1b&duration=0',
            b'prizes=%ff&duration=0', b'prizes=\xff&duration=0', b'prizes=%&duration=0', b'prizes=%4&duration=0',
            b'prizes=A&duration=%zz', b'pr%izes=A&duration=0', b'prizes=A&duration=0%', b'prizes=%-1&duration=0',
            b'prizes=%+1&duration=0', b'prizes=%0x41&duration=0', b'prizes=' + b'x' * 201 + b'&duration=0',
            b'prizes=' + b'%0A'.join(b'%d' % number for number in range(10_001)) + b'&duration=0', b'&&==&', b'=',
        ]
        for body in wrong:
            with self.subTest(body=body[:80]):
                self.refused(422, 'POST', '/startdraw', body=body, CONTENT_TYPE=FORM)

    def test_nothing_to_see(self):
        """Of a prize, the reason for a removal, the audience's word."""
        for blank in BLANKS:
            with self.subTest(blank=blank):
                self.begin_anew()
                plain, page = self.refused(422, 'POST', '/startdraw', form={'prizes': f'Fig\n{blank}', 'duration': '0'})
                self.assertIn('Prize 2 is empty', plain.text)
                self.assertIn('Prize 2 is empty', page.page().first(id='prizes_error').text)
                self.expect(200, 'POST', '/startdraw', json={'prizes': ['A \u2800', '❤️'], 'duration': 0})
                self.ready_profile('octocat', 'hubot')
                for login in 'octocat', 'hubot':
                    self.expect(200, 'POST', f'/enter/{login}')
                self.refused(422, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': blank})
                self.expect(200, 'POST', '/enddraw')
                self.expect(200, 'POST', '/drawprizes', form={'public': blank})
                self.assertEqual(self.expect(200, 'GET', '/record').json()['public'], '')

    def test_a_prize_twice_is_named(self):
        plain, _ = self.refused(422, 'POST', '/startdraw', body=start(['Apple', 'Fig', 'Apple']), CONTENT_TYPE=JSON)
        self.assertIn('Apple', plain.text)
        self.assertNotIn('Fig', plain.text)

    def test_the_refused_form_comes_back(self):
        typed = '<b>Apple</b>\r\n  Fig & Co\r\n<b>Apple</b>'
        _, response = self.refused(422, 'POST', '/startdraw',
                                   form={'prizes': typed, 'duration': 'other', 'minutes': '77'})
        form = response.page().form('/startdraw')
        textarea = form.first('textarea', name='prizes')
        self.assertEqual(textarea.raw_text.lstrip('\n').replace('\r', ''), typed.replace('\r', ''))
        self.assertEqual(textarea.get('aria-invalid'), 'true')
        self.assertEqual(form.first('option', selected=True).get('value'), 'other')
        self.assertEqual(form.first('input', name='minutes').get('value'), '77')
        self.assertIn('<b>Apple</b>', form.first(id='prizes_error').text)

        _, response = self.refused(422, 'POST', '/startdraw', form={'prizes': 'Apple', 'duration': '-5'})
        form = response.page().form('/startdraw')
        self.assertEqual(form.first('textarea', name='prizes').raw_text.strip(), 'Apple')
        self.assertTrue(form.first(id='duration_error').text)
        self.assertFalse(form.has(id='prizes_error'))

    def test_content_types(self):
        for kind in ('', None, 'text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/jsonp',
                     'json', ';', 'application/x-www-form-urlencodedx', 'text/html, application/json', '\udcff'):
            with self.subTest(kind=kind):
                self.refused(415, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=kind)

    def test_bodies_up_to_one_mib(self):
        body = start(['Apple'])
        self.expect(200, 'POST', '/startdraw', body=body + b' ' * (MIB - len(body)), CONTENT_TYPE=JSON)
        self.redis('FLUSHALL')
        self.refused(413, 'POST', '/startdraw', body=body + b' ' * (MIB + 1 - len(body)), CONTENT_TYPE=JSON)
        self.refused(413, 'POST', '/startdraw', body=b'prizes=A&duration=0&x=' + b'x' * MIB, CONTENT_TYPE=FORM)


@both_ways
class Lengths:
    """Wrong lengths."""

    def test_no_number(self):
        for length in '-1', 'abc', '33abc', '0x21', '+33', ' 33', '33 ', '3 3', '1e2', '33.0', '٣', '33\n':
            with self.subTest(length=length):
                self.refused(400, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH=length)

    def test_huge(self):
        for length in str(MIB + 1), str(2 ** 31), str(2 ** 32 + 33), str(2 ** 63), str(2 ** 64 + 33), '9' * 400:
            with self.subTest(length=length):
                self.refused(413, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH=length)
                self.refused(413, 'POST', '/enter', body=b'github_id=a', CONTENT_TYPE=FORM, CONTENT_LENGTH=length)

    def test_longer_than_what_came(self):
        self.refused(400, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH='1000')
        self.refused(400, 'POST', '/startdraw', body=b'', CONTENT_TYPE=JSON, CONTENT_LENGTH=str(MIB))
        self.open_draw()
        self.refused(400, 'POST', '/enter', body=b'github_id=octocat', CONTENT_TYPE=FORM, CONTENT_LENGTH='18')

    def test_shorter_than_what_came(self):
        self.refused(422, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH='20')
        self.refused(422, 'POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH='0')

    def test_absent(self):
        before = self.redis.dump()
        for length in None, '':
            response = self.ask('POST', '/startdraw', body=start(['A']), CONTENT_TYPE=JSON, CONTENT_LENGTH=length)
            self.assertIn(response.status, (400, 411, 422), response)
            self.assertEqual(self.redis.dump(), before)

    def test_a_get_with_a_body(self):
        for path in '/', '/state', '/winners', '/admin':
            self.expect(200, 'GET', path, body=b'x' * 5000)


class HangUps(ProgramsTest):
    def test_a_client_that_hangs_up_within_its_body(self):
        for path, body, kind in (('/startdraw', start(['A']), JSON), ('/enter', b'github_id=octocat', FORM)):
            self.ask('POST', path, body=body, CONTENT_TYPE=kind, how={'hang_up': True},
                     CONTENT_LENGTH=str(len(body) + 10))
            self.ask('POST', path, body=body[:5], CONTENT_TYPE=kind, how={'hang_up': True}, CONTENT_LENGTH=str(MIB))
            self.refused(400, 'POST', path, body=body, CONTENT_TYPE=kind, CONTENT_LENGTH='1000')
        self.assertEqual(self.redis.dump(), {})


@both_ways
class Ids:
    BAD = ['x' * 40, 'x' * 5000, 'octo cat', 'octo.cat', 'octo_cat_', 'octo/cat', 'octo%2fcat', 'octo%cat', '%00', '..',
           '../octocat',
           'öctocat', 'осtocat', 'octocat\n', '\toctocat\t', '@', '@@octocat', '<script>', "'; --", '{{login}}',
           'octo\udcffcat', '\udcc0\udcaf', '*', 'prizedraw:is_open', 'octocat?x=1', 'octocat#x', '\x7f', '𝓸𝓬𝓽𝓸']

    def test_in_the_path(self):
        self.open_draw()
        for login in self.BAD + ['', ' octocat', '@octocat']:
            for method in 'POST', 'GET':
                with self.subTest(login=login[:60], method=method):
                    self.refused(404, method, f'/enter/{login}')
        self.assertEqual(self.github.requests.total(), 0, self.github.requests)

    def test_in_the_form(self):
        self.open_draw()
        for login in set(self.BAD) - {'octocat\n', '\toctocat\t'} | {'', ' ', 'octo\x00cat', '\x00'}:
            with self.subTest(login=login[:60]):
                before = self.redis.dump()
                plain = self.expect(404, 'POST', '/enter', form={'github_id': login})
                self.assertTrue(SENTENCE.fullmatch(plain.text), plain)
                self.expect(404, 'POST', '/enter', form={'github_id': login}, headers=BROWSER).page()
                self.assertEqual(self.redis.dump(), before)
        self.assertEqual(self.github.requests.total(), 0, self.github.requests)

    def test_forms_without_the_field(self):
        self.open_draw()
        for body in b'', b'x=octocat', b'github_id', b'GITHUB_ID=octocat', b'&&&', b'=octocat':
            with self.subTest(body=body):
                self.refused(404, 'POST', '/enter', body=body, CONTENT_TYPE=FORM)

    def test_broken_percent_encoding(self):
        self.open_draw()
        for broken in b'%', b'octocat%2', b'%zzoctocat', b'%-1', b'&%=1':
            body = b'github_id=' + broken
            with self.subTest(body=body):
                self.refused(422, 'POST', '/enter', body=body, CONTENT_TYPE=FORM)

    def test_content_types(self):
        self.open_draw()
        for kind in '', None, 'text/plain', 'multipart/form-data; boundary=x', 'nonsense', '\udcff':
            with self.subTest(kind=kind):
                self.refused(415, 'POST', '/enter', body=b'github_id=octocat', CONTENT_TYPE=kind)

    def test_by_json(self):
        self.open_draw()
        self.ready_profile('octocat')
        for wrong in b'github_id=octocat', b'[]', b'{"github_id": null}', b'{"github_id": ["octocat"]}':
            with self.subTest(body=wrong):
                self.refused(422, 'POST', '/enter', body=wrong, CONTENT_TYPE=JSON)
        self.refused(404, 'POST', '/enter', json={'github': 'octocat'})
        self.expect(200, 'POST', '/enter', json={'github_id': ' @OctoCat'})
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_a_body_over_16_kib(self):
        """Only the organiser, who has logged in, may send more."""
        self.open_draw()
        self.ready_profile('octocat')
        for size in 16 * 1024 + 1, 100_000, MIB, MIB + 1:
            self.refused(413, 'POST', '/enter', body=b'github_id=octocat&x='.ljust(size, b'x'), CONTENT_TYPE=FORM)
        self.refused(413, 'POST', '/startdraw', body=b'{}'.ljust(16 * 1024 + 1), login=None, CONTENT_TYPE=JSON)
        self.expect(200, 'POST', '/enter', body=b'github_id=octocat&x='.ljust(16 * 1024, b'x'), CONTENT_TYPE=FORM)

    def test_a_body_beside_an_id_in_the_path_does_not_matter(self):
        self.open_draw()
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat', body=b'\xff\x00%', CONTENT_TYPE='nonsense')


@both_ways
class Headers:
    """Nonsensical request variables do no harm."""

    def test_nonsense(self):
        self.open_draw()
        for name in ('HTTP_ACCEPT', 'HTTP_IF_NONE_MATCH', 'HTTP_HOST', 'QUERY_STRING', 'HTTP_COOKIE', 'SERVER_PROTOCOL',
                     'HTTP_X_FORWARDED_FOR', 'REMOTE_ADDR', 'REQUEST_URI'):
            for value in None, '', '\udcff\udcfe', 'x' * 60_000, '%s%n{{{x}}}', '"', 'a\r\nX-Injected: yes':
                with self.subTest(name=name, value=(value or '')[:20]):
                    for path in '/', '/state':
                        response = self.expect(200, 'GET', path, **{name: value})
                        self.assertNotIn('X-Injected', response.raw.split(b'\r\n\r\n')[0].decode())

    def test_a_request_without_any_variable(self):
        response = self.programs.ask('index', {}, b'')
        self.assertIn(response.status, range(400, 500), response)

    def test_many_fields(self):
        self.open_draw()
        self.ready_profile('octocat')
        body = urllib.parse.urlencode([(f'field{number}', number) for number in range(1_000)]).encode()
        self.expect(200, 'POST', '/enter', body=body + b'&github_id=octocat', CONTENT_TYPE=FORM)


class OtherKeys(ProgramsTest):
    """Nothing outside the prefix is touched, and the prefix can be changed."""

    prefix = 'raffle'
    settings = {'PRIZEDRAW_KEY_PREFIX': 'raffle'}
    way = FastCgi

    def test_a_whole_draw(self):
        foreign = {'prizedraw:is_open': 'true', 'raffle': 'x', 'raffle2:is_open': 'y', 'is_open': 'z', 'raffle::x': 'w'}
        for name, value in foreign.items():
            self.redis('SET', name, value)
        self.redis('SADD', 'prizedraw:prizes', 'Foreign')
        before = self.redis.dump()
        self.assertEqual(self.state()['state'], 'NO_DRAW')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0})
        self.expect(200, 'POST', '/enter/octocat')
        self.expect(200, 'POST', '/enddraw')
        self.expect(200, 'POST', '/drawprizes')
        self.assertEqual(self.expect(200, 'GET', '/winners').json()[0]['name'], 'Octocat Hubbard')
        after = self.redis.dump()
        self.assertEqual({key: after.get(key) for key in before}, before)
        ours = set(after) - set(before)
        self.assertTrue(ours and all(key.startswith('raffle:') for key in ours), ours)
        self.assertLessEqual({'raffle:winners', 'raffle:winners_json', 'raffle:profiles:octocat'}, ours)
