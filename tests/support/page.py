"""A page of HTML as a tree to look things up in, and the rules that each of our pages keeps."""

import functools
import re
import urllib.parse

import html5lib

AVATARS = 'https://avatars.githubusercontent.com/'
TYPED = 'input', 'select', 'textarea'


class Element:
    def __init__(self, node):
        self.node = node  # of xml.etree
        self.get = node.get

    @property
    def tag(self):
        return self.node.tag.rpartition('}')[2]  # an <svg>'s includes its namespace

    @property
    def raw_text(self):
        return ''.join(self.node.itertext())

    @property
    def text(self):
        return ' '.join(self.raw_text.split())

    def all(self, *tags, **attributes):
        """All descendants with one of the tags (none: any) and these attributes (True: any value)."""
        for node in self.node.iterfind('.//{*}*'):  # which skips comments
            element = Element(node)
            if (not tags or element.tag in tags) and all(
                    name in node.attrib if value is True else node.get(name) == value
                    for name, value in attributes.items()):
                yield element

    def first(self, *tags, **attributes):
        found = next(self.all(*tags, **attributes), None)
        assert found, f'no {tags} {attributes} in: {self.text}'
        return found

    def has(self, *tags, **attributes):
        return next(self.all(*tags, **attributes), None) is not None


class Page(Element):
    """Raises AssertionError if the page is invalid or breaks a rule."""

    def __init__(self, source):
        super().__init__(parse(source))

    def form(self, action):
        return self.first('form', action=action)

    def has_form(self, action):
        return self.has('form', action=action)

    @property
    def main_text(self):
        return self.first('main').text


@functools.lru_cache(100)  # refusals look alike, and html5lib is slow
def parse(source):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(source)
    problems = [f'line {line}: {what} {more}' for (line, _), what, more in parser.errors
                if what != 'invalid-codepoint']  # control characters, shown as they were typed
    assert not problems, f'{problems} in:\n{source}'
    assert source.rstrip().endswith('</html>'), f'ends early: …{source[-60:]!r}'
    check_rules(Element(root))
    return root


def check_rules(page):
    assert page.get('lang'), 'no language'
    assert page.first('title').text, 'no title'
    assert len(list(page.all('main'))) == 1, 'not one <main>'
    assert len(list(page.all('h1'))) == 1, 'not one <h1>'
    ids = [element.get('id') for element in page.all(id=True)]
    assert len(ids) == len(set(ids)), f'an id twice: {sorted(ids)}'
    for element in page.all():
        tag = element.tag
        inline = [name for name in element.node.keys() if name == 'style' or name.startswith('on')]
        assert not inline and tag != 'style', f'inline style or script at <{tag}>: {inline}'
        is_data = element.get('type') == 'application/json'  # such as the words of a script
        assert tag != 'script' or is_data or (element.get('src') and not element.text), 'inline script'
        for name in 'src', 'href', 'action', 'poster', 'formaction':
            check_address(tag, name, element.get(name))
        assert tag != 'img' or element.get('alt') is not None, 'a picture without alt'
        posts = element.get('method', '').lower() == 'post' or element.get('role') == 'search'
        assert tag != 'form' or posts, 'a form that does not post'
        # draw.css makes a flex box of it: each piece would become a column.
        is_result = tag in ('p', 'div') and 'result' in (element.get('class') or '').split()
        assert not is_result or len(list(element.node)) + bool((element.node.text or '').strip()) <= 1, f'a .result of several pieces: {element.text}'
    check_labels(page)


def check_labels(page):
    """Every input has a label; scripts label what they make from a template."""
    labels = {label.get('for') for label in page.all('label')}
    within = {element.node for part in page.all('label', 'template') for element in part.all(*TYPED)}
    for element in page.all(*TYPED):
        labelled = (element.node in within or element.get('type') == 'hidden' or element.get('aria-label')
                    or element.get('aria-labelledby') or element.get('id') in labels)
        assert labelled, f'<{element.tag} name={element.get("name")}> has no label'


def check_address(tag, name, value):
    if value is None or re.match('[/#](?!/)', value) or value == '/':
        return
    elsewhere = tag == 'a' or (tag == 'img' and value.startswith(AVATARS))
    assert elsewhere and urllib.parse.urlsplit(value).scheme == 'https', f'<{tag} {name}="{value}">'
