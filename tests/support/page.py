"""A page of HTML as a tree to look things up in, and the rules that each of our pages keeps."""

import html.parser
import re
import urllib.parse

VOID = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'}
AVATARS = 'https://avatars.githubusercontent.com/'


class Element:
    def __init__(self, tag, attributes, parent=None):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children = []

    def get(self, name, otherwise=None):
        return self.attributes.get(name, otherwise)

    @property
    def raw_text(self):
        return ''.join(child if isinstance(child, str) else child.raw_text for child in self.children)

    @property
    def text(self):
        return ' '.join(self.raw_text.split())

    def all(self, *tags, **attributes):
        """Every element below with one of the tags (any, if none) and these attributes (True: any value)."""
        for child in self.children:
            if isinstance(child, Element):
                if (not tags or child.tag in tags) and all(
                        name in child.attributes if value is True else child.get(name) == value
                        for name, value in attributes.items()):
                    yield child
                yield from child.all(*tags, **attributes)

    def first(self, *tags, **attributes):
        found = next(self.all(*tags, **attributes), None)
        assert found, f'no {tags} {attributes} in: {self.text}'
        return found

    def has(self, *tags, **attributes):
        return next(self.all(*tags, **attributes), None) is not None

    def inside(self, tag):
        return self.tag == tag or bool(self.parent and self.parent.inside(tag))


class Page(html.parser.HTMLParser):
    """Raises AssertionError where the page is not whole or breaks a rule."""

    def __init__(self, source):
        super().__init__()
        self.root = self.open = Element('', {})
        self.feed(source)
        self.close()
        assert source.lstrip().lower().startswith('<!doctype html>'), f'no doctype: {source[:60]!r}'
        assert source.rstrip().endswith('</html>'), f'ends early: …{source[-60:]!r}'
        assert self.open is self.root, f'<{self.open.tag}> stays open'
        check_rules(self.root)

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f'<{tag}> has an attribute twice: {names}'
        element = Element(tag, dict(attributes), self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open = self.open.parent

    def handle_endtag(self, tag):
        assert tag == self.open.tag, f'</{tag}> where <{self.open.tag}> is open'
        self.open = self.open.parent

    def handle_data(self, data):
        self.open.children.append(data)

    def __getattr__(self, name):
        if name in ('all', 'first', 'has', 'text'):
            return getattr(self.root, name)
        raise AttributeError(name)

    def form(self, action):
        return self.root.first('form', action=action)

    def has_form(self, action):
        return self.root.has('form', action=action)

    @property
    def main_text(self):
        return self.root.first('main').text


def check_rules(root):
    assert root.first('html').get('lang'), 'no language'
    assert root.first('title').text, 'no title'
    assert len(list(root.all('main'))) == 1, 'not one <main>'
    assert len(list(root.all('h1'))) == 1, 'not one <h1>'
    ids = [element.get('id') for element in root.all(id=True)]
    assert len(ids) == len(set(ids)), f'an id twice: {sorted(ids)}'
    labels = {label.get('for') for label in root.all('label')}
    for element in root.all():
        tag = element.tag
        inline = [name for name in element.attributes if name == 'style' or name.startswith('on')]
        assert not inline and tag != 'style', f'inline style or script at <{tag}>: {inline}'
        assert tag != 'script' or (element.get('src') and not element.text), 'inline script'
        for name in 'src', 'href', 'action', 'poster', 'formaction':
            check_address(tag, name, element.get(name))
        assert tag != 'img' or 'alt' in element.attributes, 'a picture without alt'
        posts = element.get('method', '').lower() == 'post' or element.get('role') == 'search'
        assert tag != 'form' or posts, 'a form that does not post'
        typed = tag in ('select', 'textarea') or (tag == 'input' and element.get('type') != 'hidden')
        if typed and not element.inside('template'):  # a script labels what it makes of a template
            labelled = (element.get('aria-label') or element.get('aria-labelledby') or element.get('id') in labels
                        or element.inside('label'))
            assert labelled, f'<{tag} name={element.get("name")}> has no label'


def check_address(tag, name, value):
    if value is None or re.match('[/#](?!/)', value) or value == '/':
        return
    elsewhere = tag == 'a' or (tag == 'img' and value.startswith(AVATARS))
    assert elsewhere and urllib.parse.urlsplit(value).scheme == 'https', f'<{tag} {name}="{value}">'
