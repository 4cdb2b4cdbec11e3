"""The catalogues of texts, and a pseudo-language: every text with accents and a third longer, to see what is not translated and
what does not fit."""

import re
import shutil
import subprocess

from . import BUILD, ROOT

CATALOGUES = ROOT / 'templates/po'
CODES = {path.stem: path.stem.replace('_', '-') for path in sorted(CATALOGUES.glob('*.po'))}  # gettext's name → BCP 47's
PSEUDO = 'xa'
ACCENTED = str.maketrans('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 'áƀçđéƒǧĥíĵķłɱñóƥɋŕšťúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶŁṀÑÓƤɊŔŠŤÚṼŴẊÝŽ')
KEPT = re.compile(r'(\{\{.*?\}\}|<%.*?%>|\{\w+\}|<[^>]*>|&\w+;)')  # what a translation must keep as it is


def texts(path):
    """The texts of a catalogue, each as [msgid, plural or None, [translations], is fuzzy, files]."""
    found, entry, field = [], None, None
    for line in path.read_text().splitlines() + ['']:
        if not line:
            if entry and entry['id']:
                found.append([entry['id'], entry.get('plural'), entry['strings'], entry['fuzzy'], entry['files']])
            entry = None
            continue
        entry = entry or {'id': '', 'strings': [], 'fuzzy': False, 'files': []}
        keyword, _, rest = line.partition(' ')
        if line.startswith('#:'):
            entry['files'] += rest.split()
        elif line.startswith('#,'):
            entry['fuzzy'] |= 'fuzzy' in line
        elif keyword == 'msgid':
            field, entry['id'] = 'id', unquoted(rest)
        elif keyword == 'msgid_plural':
            field, entry['plural'] = 'plural', unquoted(rest)
        elif keyword.startswith('msgstr'):
            field = 'strings'
            entry['strings'].append(unquoted(rest))
        elif line.startswith('"') and field == 'strings':
            entry['strings'][-1] += unquoted(line)
        elif line.startswith('"'):
            entry[field] += unquoted(line)
    return found


def unquoted(text):
    return re.sub(r'\\(.)', lambda found: {'n': '\n', 't': '\t'}.get(found[1], found[1]), text[1:-1])


def quoted(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def pseudo(text):
    accented = ''.join(part if i % 2 else part.translate(ACCENTED) for i, part in enumerate(KEPT.split(text)))
    letters = len(KEPT.sub('', text))
    return accented + '·' * max(1, letters // 3)


def pseudo_site(folder):
    """A copy of the built templates in the pseudo-language alone; the settings that use it."""
    folder.chmod(0o755)  # the programs may run as another user
    templates = folder / 'templates'
    shutil.copytree(BUILD / 'templates', templates)
    shutil.rmtree(templates / 'po')
    shutil.rmtree(templates / 'words')
    (templates / 'po').mkdir()
    lines = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=UTF-8\n"', r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"', '']
    for text, plural, _, _, files in texts(CATALOGUES / 'prizedraw.pot'):
        lines += [f'#: {" ".join(files)}', f'msgid {quoted(text)}']
        if plural is None:
            lines += [f'msgstr {quoted(pseudo(text))}', '']
        else:
            lines += [f'msgid_plural {quoted(plural)}', f'msgstr[0] {quoted(pseudo(text))}', f'msgstr[1] {quoted(pseudo(plural))}', '']
    (templates / 'po' / f'{PSEUDO}.po').write_text('\n'.join(lines))
    shutil.copytree(ROOT / 'htdocs/assets', folder / 'assets')
    subprocess.run([ROOT / 'config/catalogues', templates, folder / 'assets'], check=True)
    return {'PRIZEDRAW_TEMPLATES': str(templates), 'PRIZEDRAW_LANGUAGE': PSEUDO}
