"""In the documentation, links and anchors exist and scripts can be run; README.md is short."""

import os
import pathlib
import re
import shlex
import tempfile
import unittest

from tests.support import ROOT
from tests.support.readme import FENCE

LONGEST_README = 200
LINK = re.compile(r'!?\[[^][]*\]\(([^()\s]+)\)')
HEADING = re.compile(r'^#+ +(.*?) *$', re.MULTILINE)
SETTING = re.compile(r'[A-Z_]+=')
OURS = 'config/', 'tests/', '.ci/'


def documents(root):
    """All Markdown files, except in build folders and in what a run leaves behind."""
    for path in sorted(root.rglob('*.md')):
        if not re.match(r'build|\.(?!github)', path.relative_to(root).parts[0]):
            yield path


def anchors(text):
    """As GitHub derives them from headings: lower case, no punctuation, hyphens for spaces, and a number after duplicates."""
    found = set()
    for title in HEADING.findall(FENCE.sub('', text)):
        plain = re.sub(r'[^\w\- ]', '', LINK.sub(lambda link: link[0].split(']')[0], title).lower()).replace(' ', '-')
        number, anchor = 0, plain
        while anchor in found:
            number += 1
            anchor = f'{plain}-{number}'
        found.add(anchor)
    return found


def broken_links(path):
    for link in LINK.findall(re.sub(r'`[^`\n]+`', '', FENCE.sub('', path.read_text()))):
        target, _, anchor = link.partition('#')
        file = path.parent / target if target else path
        if re.match(r'[a-z]+:', link):
            if not link.startswith('https://'):
                yield f'{link} is not https'
        elif not file.exists():
            yield f'there is no {target}'
        elif anchor and (file.suffix != '.md' or anchor not in anchors(file.read_text())):
            yield f'there is no heading {link}'


def broken_commands(path, root):
    """Our files in blocks of commands that are missing, or that are used as a command but are not executable."""
    for language, block in FENCE.findall(path.read_text()):
        for line in block.splitlines() if language == 'sh' else ():
            words = [word for word in shlex.split(line, comments=True) if not SETTING.match(word) and word != 'sudo']
            for number, word in enumerate(words):
                if word.startswith(OURS) and not (root / word).exists():
                    yield f'there is no {word}'
                elif word.startswith(OURS) and number == 0 and not os.access(root / word, os.X_OK):
                    yield f'{word} cannot be run'


def complaints(root):
    for path in documents(root):
        for complaint in *broken_links(path), *broken_commands(path, root):
            yield f'{path.relative_to(root)}: {complaint}'
    lines = len((root / 'README.md').read_text().splitlines())
    if lines > LONGEST_README:
        yield f'README.md has {lines} lines, and may have {LONGEST_README}'


class Links(unittest.TestCase):
    def test_this_project(self):
        names = {str(path.relative_to(ROOT)) for path in documents(ROOT)}
        self.assertLessEqual({'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'config/README.md', 'cgi-bin/README.md',
                              'tests/README.md'}, names)
        self.assertEqual([*complaints(ROOT)], [])

    def test_what_it_finds(self):
        for text, sentence in (
                ('[a](other.md)', 'there is no other.md'), ('![a](pictures/a.png)', 'there is no pictures/a.png'),
                ('# One\n[a](#two)', 'there is no heading #two'), ('[a](config/README.md#two)', 'there is no heading config/README.md#two'),
                ('```sh\n# Two\n```\n[a](#two)', 'there is no heading #two'), ('[a](config/serve#two)', 'there is no heading config/serve#two'),
                ('[a](http://example.org)', 'http://example.org is not https'),
                ('```sh\nsudo A=b config/nothing # c\n```', 'there is no config/nothing'), ('```sh\ncat tests/nothing\n```', 'there is no tests/nothing'),
                ('```sh\nconfig/README.md\n```', 'config/README.md cannot be run'),
                ('a\n' * 201, 'README.md has 201 lines, and may have 200')):
            with self.subTest(text=text[:60]):
                self.assertIn(sentence, '\n'.join(self.of(text)))

    def test_what_is_in_order(self):
        self.assertEqual(self.of('# What `a/b`, and [c](https://example.org) is\n# Two\n# Two\n[a](#what-ab-and-c-is) [b](#two-1)\n'
                                 '[c](config/README.md#one) [d](config)\n`[e](f)`\n```\n[g](h)\nconfig/nothing\n```\n'
                                 '```sh\nA=b config/serve config/README.md\n```\n'), [])

    def of(self, readme):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / 'config').mkdir()
            (root / 'README.md').write_text(readme)
            (root / 'config/README.md').write_text('# One\n')
            (root / 'config/serve').touch(0o755)
            return [*complaints(root)]


if __name__ == '__main__':
    unittest.main()
