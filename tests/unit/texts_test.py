"""Every text that a reader sees can be translated, every catalogue has it, and translations keep what they must."""

import collections
import re
import subprocess
import unittest

from tests.support import ROOT, languages

MARKED = re.compile(r'\{\{#_\}\}.*?\{\{/_\}\}')
SHOWN = re.compile(r'<[^>]*? (alt|title|aria-label|placeholder|label)="([^"]*)"')
DESCRIBED = re.compile(r'<meta (?:name|property)="(?:description|og:title|og:description|og:image:alt)" content="([^"]*)"')
TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
VALUE = re.compile(r'\{\{.*?\}\}|<%.*?%>', re.DOTALL)
WORD = re.compile(r'[A-Za-z]{2,}')
NAMES = 'Prize Draw', 'octocat', '@script@', '@style@', 'PyData San Diego, June'  # of the product, and examples to type

# In C++: a literal of at least two words that begins with a capital letter, or a sentence, is for readers.
LITERAL = re.compile(r'R"(\w*)\(.*?\)\1"|"((?:[^"\\\n]|\\.)*)"', re.DOTALL)
FOR_READERS = re.compile(r'[A-Z“][a-z’]+ [a-z]|[a-z]{2,} [a-z]{2,}.*[.!?]$')


def untranslated_in_template(source):
    """What a template shows besides values and marked texts."""
    source = MARKED.sub('', source)
    found = [text for _, text in SHOWN.findall(source)] + DESCRIBED.findall(source)
    found += TAG.sub('\n', VALUE.sub('', source)).splitlines()
    texts = (VALUE.sub('', text) for text in found)
    for name in NAMES:
        texts = [text.replace(name, '') for text in texts]
    return [text.strip() for text in texts if WORD.search(text)]


def untranslated_in_cpp(source):
    """Literals for readers outside the calls that translate, and outside what goes to the log."""
    source = re.sub(r'^ *(//|#).*$| // .*$', '', source, flags=re.MULTILINE)
    code = LITERAL.sub(lambda literal: '_' * len(literal[0]), source)  # without what looks like code in a text
    return [literal[2] for literal in LITERAL.finditer(source)
            if literal[2] and FOR_READERS.search(literal[2]) and not is_in_call(code[:literal.start()])]


def is_in_call(before):
    """Whether a literal after this text is an argument of a call that translates it, logs it or throws it."""
    depth = 0
    for i in range(len(before) - 1, -1, -1):
        c = before[i]
        if c == ';' and depth == 0:
            return False
        if c in ')}':
            depth += 1
        elif c in '({':
            if depth == 0:
                name = re.search(r'(\w+)[({]$', before[:i + 1])
                if name and name[1] in ('tr', 'trn', 'translatable', 'log', 'runtime_error'):
                    return True
                if c == '{' and not name:
                    return False
            else:
                depth -= 1
    return False


class Texts(unittest.TestCase):
    def test_templates(self):
        for path in (ROOT / 'templates').glob('*.mustache'):
            with self.subTest(path=path.name):
                self.assertEqual(untranslated_in_template(path.read_text()), [])

    def test_what_is_found_in_templates(self):
        for source in '<p>Hello there</p>', '<img alt="A face">', '<p>{{#_}}One{{/_}} two</p>', '<input placeholder="{{x}} name">', \
                      '<meta name="description" content="A draw">':
            self.assertTrue(untranslated_in_template(source), source)
        for source in '<p class="a b">{{#_}}Hello <b class="c">{{name}}</b>{{/_}}</p>', '<a href="/x" title="{{#_}}Go{{/_}}">{{x}}</a>':
            self.assertEqual(untranslated_in_template(source), [])

    def test_cpp(self):
        for folder in '.', 'pages', 'web':
            for path in (ROOT / 'cgi-bin' / folder).glob('*.cpp'):
                with self.subTest(path=path.name):
                    self.assertEqual(untranslated_in_cpp(path.read_text()), [])

    def test_what_is_found_in_cpp(self):
        for source in 'f("Not found here");', 'f(tr("One"), "Not found here");', 'return id + " cannot enter.";':
            self.assertTrue(untranslated_in_cpp(source), source)
        for source in 'f(io::tr("Not found here", {{"a", b}}));', 'f("text/html");', '// "Not found here"', 'tr("One two" \n "Three four");':
            self.assertEqual(untranslated_in_cpp(source), [])

    def test_catalogues_are_up_to_date(self):
        done = subprocess.run([ROOT / 'config/messages', '--check'], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ''), done.stdout)

    def test_translations_keep_values_and_tags(self):
        for path in languages.CATALOGUES.glob('*.po'):
            for text, plural, strings, _, _ in languages.texts(path):
                for string in filter(None, strings):
                    with self.subTest(path=path.name, text=text):
                        wanted = kept_of(plural or text)
                        allowed = [wanted] if plural is None else [wanted, kept_of(text), wanted - collections.Counter(['{count}'])]
                        self.assertIn(kept_of(string), allowed)
                        self.assertEqual(text[-1:].isspace(), string[-1:].isspace())
                        # A template's text may stand in an attribute.
                        self.assertLessEqual(set(languages.KEPT.sub('', string)) & set('"<>&'), set(languages.KEPT.sub('', text)))

    def test_every_language_has_its_rules_of_plurals(self):
        for path in languages.CATALOGUES.glob('*.po'):
            count = int(re.search(r'nplurals=(\d)', path.read_text())[1])
            for text, plural, strings, _, _ in languages.texts(path):
                self.assertEqual(len(strings), 1 if plural is None else count, f'{path.name}: {text}')


def kept_of(text):
    """Values and tags, in any order; the words within a tag may be translated."""
    return collections.Counter(re.sub(r' (aria-label|title|alt)="[^"]*"', '', part) for part in languages.KEPT.findall(text))
