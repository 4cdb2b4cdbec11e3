"""The blocks of code in a README."""

import re

from tests.support import ROOT

FENCE = re.compile(r'^```(\w*)\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def blocks(file, language, section=None):
    """The text of each block in that language, in order; with the title of a `###` section, of those in it."""
    text = (ROOT / file).read_text()
    if section:
        text = re.split('^###? ', text.split(f'\n### {section}\n')[1], flags=re.MULTILINE)[0]
    return [block for found, block in FENCE.findall(text) if found == language]
