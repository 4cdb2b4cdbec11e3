"""The description of the API, htdocs/assets/openapi.yaml, is valid, has exactly the routes and fields of the programs, and matches
what they answer in every state of a draw. By the end every status, media type and field in it has been seen."""

import re
import time
import unittest

import jsonschema

from tests.cgi.beacon_test import Beacon
from tests.support import ROOT
from tests.support.openapi import API
from tests.support.programs import BROWSER, JSON, NAMES, ProgramsTest

# Two statuses cannot be tested here. 401 comes from the web server, which asks for the password. And each route answers 500 if
# the program has a fault, but nothing in Redis causes one in these:
WITHOUT_FAULTS = '/stage/faces', '/winners', '/admin/winners.json', '/record', '/record/{draw}', '/verify'


def is_not_seen(method, path, status):
    return status == 401 or (status == 500 and path in WITHOUT_FAULTS)


REFUSED = {  # regardless of the rest of the request
    400: {'CONTENT_LENGTH': 'x'},
    403: {'headers': {'Sec-Fetch-Site': 'cross-site'}},
    413: {'body': b'x' * (1 << 20 | 1)},
    415: {'body': b'x', 'CONTENT_TYPE': 'text/plain'},
    422: {'body': b'{', 'CONTENT_TYPE': JSON},
}


def at(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + seconds))


# A schema for the part of OpenAPI 3.1 that is used here.

TEXT = {'type': 'string', 'minLength': 1}


def closed(required='', /, **fields):
    return {'type': 'object', 'properties': fields, 'required': required.split(), 'additionalProperties': False}


def named(of, pattern='.'):
    return {'type': 'object', 'patternProperties': {pattern: of}, 'additionalProperties': False}


def a(name):
    """An object of this kind, or a reference to a component."""
    reference = closed('$ref', **{'$ref': {'type': 'string', 'pattern': f'^#/components/{name}s/'}})
    return {'if': {'required': ['$ref']}, 'then': reference, 'else': {'$ref': f'#/$defs/{name}'}}


SCHEMAS = {'type': 'array', 'items': {'$ref': '#/$defs/schema'}}
SCHEMA = {'$ref': '#/$defs/schema'}
MEDIA = named(closed(schema=SCHEMA), r'^[a-z]+/[a-z+-]+$')
OPENAPI = {
    **closed('openapi info paths', openapi={'const': '3.1.0'}, servers={'items': closed('url', url=TEXT, description=TEXT)},
             info=closed('title version', title=TEXT, version=TEXT, description=TEXT,
                         license=closed('name', name=TEXT, identifier=TEXT)),
             paths=named({'$ref': '#/$defs/item'}, '^/'),
             components=closed(
                 securitySchemes=named(closed('type scheme', type={'const': 'http'}, scheme={'const': 'basic'}, description=TEXT)),
                 **{f'{name}s': named({'$ref': f'#/$defs/{name}'}, r'^[\w.-]+$')
                    for name in ('parameter', 'header', 'response', 'schema')})),
    '$defs': {
        'item': closed(get={'$ref': '#/$defs/operation'}, post={'$ref': '#/$defs/operation'}, parameters={'items': a('parameter')}),
        'operation': closed('summary responses', summary=TEXT, description=TEXT, parameters={'items': a('parameter')},
                            requestBody=closed('content', content=MEDIA, required={'type': 'boolean'}),
                            responses=named(a('response'), r'^[1-5]\d\d$'), security={'const': [{'organiser': []}]}),
        'parameter': closed('name in schema', name=TEXT, description=TEXT, schema=SCHEMA, required={'const': True},
                            allowEmptyValue={'type': 'boolean'}, **{'in': {'enum': ['path', 'query', 'cookie']}}),
        'header': closed('schema', schema=SCHEMA, description=TEXT, required={'type': 'boolean'}),
        'response': closed('description', description=TEXT, headers=named(a('header')), content=MEDIA),
        'schema': closed(**{name: {} for name in (
            'type', 'const', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'default',
            'examples', 'required', 'dependentRequired')}, **{'$ref': {'type': 'string', 'pattern': '^#/components/schemas/'}},
            description=TEXT, properties=named(SCHEMA), items=SCHEMA, oneOf=SCHEMAS, unevaluatedProperties={'const': False},
            additionalProperties={'if': {'type': 'object'}, 'then': SCHEMA, 'else': {'const': False}}),
    },
}


READS = r'\b(?:text_of|is_yes|typed_prize|fields\.contains|text|said)'  # the programs' functions that read a field by name


def nodes(node, within=()):
    yield within, node
    for name, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from nodes(inner, (*within, name))


def fields_of(node):
    """The fields of a schema."""
    return node.get('properties', ()) if isinstance(node, dict) else ()


class Description(unittest.TestCase):
    def test_it_is_valid(self):
        errors = jsonschema.Draft202012Validator(OPENAPI).iter_errors(API.source)
        self.assertEqual([f'{error.json_path}: {error.message[:200]}' for error in errors], [])
        for schema in API.schemas.values():
            jsonschema.Draft202012Validator.check_schema(schema)
            for example in schema.get('examples', ()):
                jsonschema.validate(example, schema)
        self.assertIn(f'project(prizedraw VERSION {API.source["info"]["version"]} ', (ROOT / 'CMakeLists.txt').read_text())

    def test_each_component_is_used(self):
        used = {node for within, node in nodes(API.source) if within and within[-1] == '$ref'}
        defined = {f'#/components/{kind}/{name}' for kind, all in API.source['components'].items() for name in all}
        self.assertEqual(defined - used, {'#/components/securitySchemes/organiser'})

    def test_the_parameters_of_each_path(self):
        for path, item in API.source['paths'].items():
            self.assertEqual(['#/components/parameters/' + name for name in re.findall(r'{(\w+)}', path)],
                             [each['$ref'] for each in item.get('parameters', ())], path)

    def test_the_routes_are_those_of_the_programs(self):
        routes = set()
        for name in NAMES:
            source = (ROOT / f'cgi-bin/{name}.cpp').read_text()
            routes |= {(method.upper(), path) for method, path in re.findall(r'\b(get|post)\("(/[^"]*)"', source)}
            routes |= set(re.findall(r'\{"(GET|POST)", "(/[^"]*)"', source))
        self.assertEqual(routes, {(method, re.sub('{.*', '*', path)) for method, path in API.operations})

    def test_the_fields_are_those_that_the_programs_read(self):
        asked, sent = set(), set()
        for source in (ROOT / 'cgi-bin').rglob('*.cpp'):
            text = source.read_text()
            asked |= set(re.findall(r'\b(?:asked_for\(|asks_for\(request, )"(\w+)"', text))
            for names in re.findall(READS + r'\((?:[^"();]|\([^()]*\))*"(\w+)"(?: : "(\w+)")?', text):
                sent |= set(names) - {''}
        described = {node['name'] for _, node in nodes(API.source) if isinstance(node, dict) and node.get('in') == 'query'}
        self.assertEqual(asked, described)
        described = set()
        for operation in API.operations.values():
            for _, node in nodes(operation.get('requestBody')):
                described |= set(fields_of(node))
        self.assertEqual(sent, described)


class Life(Beacon, ProgramsTest):
    """ask() checks each answer against the description, as in all tests of the programs."""

    @classmethod
    def environment(cls, **settings):
        return super().environment(GITHUB_PICTURES='https://127.0.0.1:1', **settings)  # no winner's picture is there

    def test_every_status_and_field(self):
        for step in (self.schedule, self.enter_and_change, self.close_and_pick, self.reveal_and_replace, self.win_by_the_beacon,
                     self.win_by_a_word, self.cancel, self.let_an_older_program_open, self.refuse, self.do_without_redis,
                     self.break_it):
            step()
        seen, unseen = API.seen, set()
        for (method, path), operation in API.operations.items():
            for status, response in operation['responses'].items():
                where = method, path, int(status)
                self.assertEqual(where in seen, not is_not_seen(*where), f'whether this was seen: {where}')
                kinds = response.get('content', ()) if where in seen else ()
                unseen |= {(*where, kind) for kind in kinds if (id(response), kind) not in seen}
        for name, schema in API.schemas.items():
            for _, node in nodes(schema):
                unseen |= {(name, field) for field in fields_of(node) if (id(node), field) not in seen}
        self.assertEqual(unseen, set())

    # Helpers

    def everybody(self, status, method, path, *, headers=(), **how):
        """Sends the request as a plain client and as a browser."""
        for more in {}, BROWSER:
            self.expect(status, method, path, headers={**more, **dict(headers)}, **how)

    def twice(self, path, **fields):
        """Makes a change as a plain client, then sends it again as a browser: with the same token it is done only once."""
        form = {**fields, 'token': f'{time.monotonic_ns()}'}
        self.expect(200, 'POST', path, form=form)
        self.expect(303, 'POST', path, form=form, headers=BROWSER)

    def look(self):
        """Reads every route, for the current draw and for one that does not exist."""
        for draw, github_id in (self.draw(), 'octocat'), ('0' * 32, 'no such'):
            for method, path in API.operations:
                if method == 'GET' and not path.startswith('/enter/'):
                    for headers in {}, BROWSER:
                        answer = self.ask('GET', path.format(draw=draw, github_id=github_id), headers=headers)
                        if tag := answer.header('ETag'):
                            self.ask('GET', path.format(draw=draw, github_id=github_id), headers={**headers, 'If-None-Match': tag})

    def draw(self):
        return self.redis('HGET', self.key('fairness'), 'draw') or '0' * 32

    def enter_by_browser(self, login):
        """Returns what the browser sends to leave again."""
        self.ready_profile(login)
        answer = self.expect(200, 'POST', '/enter', form={'github_id': login}, headers=BROWSER)
        phone, = re.findall('prizedraw_phone=[0-9a-f]+', ' '.join(answer.every('Set-Cookie')))
        return {'form': {'entrant': login}, 'HTTP_COOKIE': f'prizedraw_fresh=1; {phone}'}

    def use_a_token(self):
        self.expect(200, 'POST', '/admin/exclude', form={'github_ids': 'wycats', 'token': 'used'})

    def example_of(self, method, operation):
        """The request in the description's example, with a token that another request has used."""
        if method == 'GET':
            return {}
        example = operation['requestBody']['content'][JSON]['schema']['examples'][0] if 'requestBody' in operation else {}
        return {'json': {**example, 'token': 'used'}}

    # The steps, from the first draw on

    def schedule(self):
        self.look()
        self.everybody(404, 'GET', '/stage/code.svg', headers={'Host': 'localhost'})
        self.expect(200, 'GET', '/accent.css', programs=self.with_settings(PRIZEDRAW_ACCENT='#0F8'))
        form = {'title': 'June', 'prizes': 'An Apple\tby Acme\nA Banana', 'reviewed': 'yes', 'duration': 'other', 'minutes': '30',
                'opens_at': at(600), 'method': 'ranked', 'reveal': 'together', 'beacon': 'yes', 'leave_out': 'yes', 'draws': '3'}
        self.twice('/startdraw', **form)
        self.look()
        waiting = self.state()['scheduled']['draw']
        self.twice('/startdraw', **{**form, 'duration': 'at', 'closes_at': at(1200), 'instead_of': waiting})
        self.twice('/admin/unschedule')
        self.expect(200, 'POST', '/startdraw', form={'prizes': '3 x Sticker', 'duration': '0'}, headers=BROWSER)
        wish = {'prizes': [{'name': 'An Apple', 'note': 'by Acme'}, 'A Banana'], 'opens_at': at(600), 'closes_at': at(1200),
                'title': 'June', 'method': 'ranked', 'reveal': 'together', 'beacon': True, 'leave_out': 1}
        for status, headers in (200, {}), (303, BROWSER):
            self.expect(200, 'POST', '/enddraw')
            self.expect(200, 'POST', '/startdraw', json=wish)
            self.expect(status, 'POST', '/admin/open-now', headers=headers)
        self.look()

    def enter_and_change(self):
        self.ready_profile('octocat', 'hubot', 'mojombo', 'wycats', 'tj')
        self.expect(200, 'GET', '/enter/octocat')
        self.expect(200, 'POST', '/enter/hubot')
        self.expect(200, 'POST', '/enter/wycats', headers=BROWSER)
        self.expect(200, 'POST', '/enter', json={'github_id': 'mojombo'})
        for status, login in (400, 'octocat'), (404, 'missing-one'):
            self.everybody(status, 'GET', f'/enter/{login}')
            self.everybody(status, 'POST', f'/enter/{login}')
            self.everybody(status, 'POST', '/enter', form={'github_id': login})
        for headers in {}, BROWSER:
            self.expect(200, 'POST', '/leave', headers=headers, **self.enter_by_browser('tj'))
        self.redis('SET', self.key('github_silent'), 'true', 'EX', 60)
        self.assertFalse(self.expect(200, 'POST', '/enter/later').json()['verified'])
        self.end_silence()
        for change in {'minutes': '30'}, {'add': '5'}, {'closes_at': at(1500)}:
            self.twice('/admin/time', **change)
        self.twice('/admin/prize', add='A Pear', note='by Acme')
        self.twice('/admin/prize', rename='A Pear', to='A Fig')
        self.twice('/admin/add', github_ids='defunkt pjhyett')
        self.twice('/admin/take-out', github_id='defunkt', reason='works here', keep_out='yes')
        self.twice('/admin/exclude', github_ids='nobody')
        self.twice('/admin/allow', github_id='nobody')
        self.everybody(403, 'GET', '/enter/defunkt')
        self.expect(200, 'GET', '/state/defunkt')
        self.look()

    def close_and_pick(self):
        self.twice('/enddraw')
        self.look()
        self.twice('/admin/reopen')
        self.look()
        self.expect(200, 'POST', '/enddraw')
        self.everybody(409, 'POST', '/drawprizes')
        self.let_the_round_come()
        self.weather('broken', 'broken', 'broken')
        self.everybody(503, 'POST', '/drawprizes')
        self.twice('/drawprizes', without_beacon='yes')
        self.look()

    def reveal_and_replace(self):
        self.twice('/admin/reveal', shown='3')
        self.look()
        prize, winner = next(iter(self.winners().items()))
        self.everybody(200, 'GET', f'/won/{winner}')
        self.twice('/admin/here', prize=prize, winner=winner, here='yes')
        self.twice('/redraw', prize=prize, reason='absent', winner=winner)
        self.twice('/admin/undo-redraw')
        self.twice('/redraw', prize=prize, reason='cannot accept')
        self.look()

    def win_by_the_beacon(self):
        first, (winner, *_) = self.draw(), self.winners().values()
        self.weather('fair', 'fair', 'fair')
        self.begin('one', 'two', prizes=['An Apple'], beacon=True, leave_out=1)
        self.everybody(403, 'GET', f'/enter/{winner}')
        self.expect(200, 'POST', '/enddraw')
        self.let_the_round_come()
        self.pick()
        self.look()
        self.twice('/admin/delete-draw', draw=first)

    def win_by_a_word(self):
        self.begin('octocat', 'hubot', prizes=['An Apple'])
        self.expect(200, 'POST', '/enddraw')
        self.twice('/drawprizes', public='pineapple')
        self.look()
        self.redis('DEL', *(self.key(name, self.draw()) for name in ('record', 'order')))  # as happens after some weeks
        self.look()

    def cancel(self):
        self.begin('octocat')
        self.expect(200, 'POST', '/enddraw')
        self.twice('/admin/cancel')
        self.look()

    def let_an_older_program_open(self):
        self.begin('octocat', method='spop')
        self.their_start('An Apple')
        self.look()
        self.expect(200, 'POST', '/enter/octocat')
        self.pick()
        self.look()

    # Failures

    def refuse(self):
        self.begin('octocat', 'hubot', 'mojombo', prizes=['An Apple', 'A Banana'])
        self.pick()
        self.use_a_token()
        for (method, path), operation in API.operations.items():
            here = path.format(github_id='octocat', draw=self.draw())
            if method == 'POST':
                for status, how in REFUSED.items():
                    if str(status) in operation['responses']:
                        self.everybody(status, method, here, **how)
                if '409' in operation['responses']:
                    self.everybody(409, method, here, **self.example_of(method, operation))
            if 'security' in operation:
                self.everybody(403, method, here, login=None)
        self.everybody(403, 'GET', '/enter/octocat', **REFUSED[403])
        self.everybody(422, 'GET', '/admin/entrants.csv', QUERY_STRING='separator=x')

    def do_without_redis(self):
        self.redis.stop()
        for (method, path), operation in API.operations.items():
            if '503' in operation['responses']:
                here = path.format(github_id='octocat', draw='0' * 32)
                self.everybody(503, method, here, **self.example_of(method, operation))
        self.redis.start()

    def break_it(self):
        """Writes values into Redis that no program writes."""
        nonsense = 'HSET', self.key('scheduled'), 'draw', 'x', 'title', 'x', 'opens_at', 'x', 'closes_at', '0'
        self.begin('octocat')
        leaving = self.enter_by_browser('tj')
        self.redis(*nonsense)
        self.expect(500, 'POST', '/leave', headers=BROWSER, **leaving)
        self.redis('DEL', self.key('scheduled'))
        self.pick()
        self.use_a_token()
        self.redis(*nonsense)
        self.redis('SET', self.key('record', self.draw()), 'x')
        for (method, path), operation in API.operations.items():
            if '500' in operation['responses'] and path != '/leave' and not is_not_seen(method, path, 500):
                here = path.format(github_id='hubot', draw=self.draw())
                self.expect(500, method, here, headers=BROWSER, QUERY_STRING='separator=x', **self.example_of(method, operation))
        self.expect(500, 'GET', '/state')
