"""Checks what the programs answer against the description of the API, htdocs/assets/openapi.yaml."""

import json
import re
import urllib.parse

import jsonschema
import yaml

from . import ROOT

FILE = ROOT / 'htdocs/assets/openapi.yaml'
BROKEN_BODY = 400, 413  # possible for any request with a body


class Api:
    def __init__(self):
        self.source = yaml.load(FILE.read_text(), getattr(yaml, 'CSafeLoader', yaml.SafeLoader))
        self.copies = {}
        document = self.resolved(self.source)
        self.schemas = document['components']['schemas']
        self.operations = {(method.upper(), path): operation for path, item in document['paths'].items()
                           for method, operation in item.items() if method != 'parameters'}
        by_detail = sorted(document['paths'], key=lambda path: ('{' in path, -len(path)))
        self.paths = {path: re.compile(re.sub(r'\\{\w+\\}', '.*', re.escape(path)), re.DOTALL) for path in by_detail}
        self.validators = {}
        self.seen = set()  # (method, path, status), (id of a response, media type) and (id of a schema, field)

    def resolved(self, node):
        """Replaces each reference by its target. The same node always becomes the same object."""
        if id(node) not in self.copies:
            self.copies[id(node)] = self.copy(node)
        return self.copies[id(node)]

    def copy(self, node):
        if isinstance(node, list):
            return [self.resolved(each) for each in node]
        if not isinstance(node, dict):
            return node
        beside = {name: self.resolved(value) for name, value in node.items() if name != '$ref'}
        if '$ref' not in node:
            return beside
        target = self.source
        for name in node['$ref'].removeprefix('#/').split('/'):
            target = target[name]
        target = self.resolved(target)
        return {'allOf': [target], **beside} if beside else target

    def path_of(self, path):
        """The path in the description that matches a request's path."""
        return next((each for each, pattern in self.paths.items() if pattern.fullmatch(path)), None)

    def check(self, method, path, response, kind='', body=b''):
        """Fails unless the answer is described, and so is the request's body if the program accepted it."""
        known = self.path_of(path)
        operation = self.operations.get(('GET' if method == 'HEAD' else method, known))
        if operation is None or (method == 'HEAD' and response.status == 405):
            refusals = {404 if known is None else 405, *BROKEN_BODY}
            assert response.status in refusals, f'{method} {known or path[:200]} is not described: {response}'
            return
        self.check_answer(f'{method} {known} {response.status}', operation, response, method == 'HEAD')
        self.seen.add((method, known, response.status))
        if response.status < 400 and 'requestBody' in operation and body:
            kind = kind.split(';')[0].strip().lower()
            schema = operation['requestBody']['content'][kind]['schema']
            self.check_value(f'the body of {method} {known}', schema, value_of(kind, body))

    def check_answer(self, where, operation, response, is_head):
        described = operation['responses'].get(str(response.status))
        if described is None and response.status in BROKEN_BODY and 'requestBody' not in operation:
            return
        assert described, f'{where} is not described: {response}'
        for name, header in described.get('headers', {}).items():
            assert response.header(name) or not header.get('required'), f'{where}: no {name}: {response}'
        if response.status == 304 or is_head:
            return
        kind = response.header('Content-Type').split(';')[0]
        assert kind in described.get('content', {}), f'{where}: {kind} is not described: {response}'
        self.seen.add((id(described), kind))
        if schema := described['content'][kind].get('schema'):
            self.check_value(where, schema, json.loads(response.text) if kind == 'application/json' else response.text)

    def check_value(self, where, schema, value):
        error = jsonschema.exceptions.best_match(self.validator(schema).iter_errors(value))
        assert error is None, f'{where}: {error.json_path}: {error.message[:1000]}'
        self.see(schema, value)

    def validator(self, schema):
        if id(schema) not in self.validators:
            self.validators[id(schema)] = jsonschema.Draft202012Validator(schema)
        return self.validators[id(schema)]

    def see(self, schema, value):
        """Records which of the schema's fields the value has."""
        for part in schema.get('allOf', []) + schema.get('oneOf', []):
            if self.validator(part).is_valid(value):
                self.see(part, value)
        fields = schema.get('properties', {})
        for name in fields.keys() & value.keys() if isinstance(value, dict) else ():
            self.seen.add((id(schema), name))
            self.see(fields[name], value[name])
        for each in value if isinstance(value, list) and 'items' in schema else ():
            self.see(schema['items'], each)


def value_of(kind, body):
    text = body.decode(errors='replace')
    return json.loads(text) if kind == 'application/json' else dict(urllib.parse.parse_qsl(text, keep_blank_values=True))


API = Api()
