"""How many home pages a second each way of hosting serves, alternating: hosting.py TURNS SECONDS. Prints two tables: the ways
compared with one another, and Apache's compared with an empty FastCGI reply.

The sites are those of the tests: the files of config/, on a private web server and Redis."""

import contextlib
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import eventually, hosted, temporary_folder
from support.site import Site


class Uncached(Site):
    def __init__(self, state, **settings):
        super().__init__(state, PRIZEDRAW_MICROCACHE='off', **settings)


WAYS = {  # the others are compared with the first
    'nginx, as `config/serve` has it, less the micro-cache': Uncached,
    'nginx, as `config/serve` has it': Site,
    'Apache, mod_proxy_fcgi': hosted.ByProxy,
    'Apache, mod_fcgid': hosted.ByFcgid,
    'Apache, plain CGI': hosted.ByCgi,
    'Shared hosting, mod_fcgid': hosted.SharedHostingWithFcgid,
    'Shared hosting, plain CGI': hosted.SharedHosting,
}


COMPARED_WITH_EMPTY = 'Apache, mod_proxy_fcgi', 'Apache, mod_fcgid'
TARGET = 0.8


def empty(kind, program):
    """The same site, except that every answer of its program `index` is empty."""
    class Empty(kind):
        def __init__(self, folder):
            super().__init__(folder)
            shutil.copy(program, self.site / 'cgi-bin/index')
    return Empty


def rate(site, seconds):
    said = subprocess.run(['wrk', '-t', '1', '-c', '16', '--timeout', '20s', '-d', f'{seconds}s', f'{site.address}{site.root}/'], check=True,
                          capture_output=True, text=True).stdout
    assert not re.search('Socket errors|Non-2xx', said), said
    return float(re.search(r'Requests/sec:\s*([0-9.]+)', said)[1])


def ratio(rates, others):
    """The median of the turns' ratios, and a text with the lowest and the highest."""
    ratios = sorted(a / b for a, b in zip(rates, others))
    median = statistics.median(ratios)
    return median, f'{median:.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})'


def main(turns, seconds):
    hosted.PROCESSES = 4
    with contextlib.ExitStack() as stack:
        program = temporary_folder(stack.callback) / 'empty'
        source = pathlib.Path(__file__).with_name('empty.cpp')
        subprocess.run(['g++', '-O2', '-o', program, source, '-lfcgi'], check=True)
        ways = {**WAYS, **{f'{way}, empty': empty(WAYS[way], program) for way in COMPARED_WITH_EMPTY}}
        sites, rates = {}, {way: [] for way in ways}
        for way, kind in ways.items():
            sites[way] = site = kind(temporary_folder(stack.callback))
            stack.callback(site.stop)
            site.start()
            if way not in WAYS:
                rate(site, 1)
                continue
            opened = site.ask('POST', '/startdraw', json={'prizes': ['Apple', 'Banana', 'Cherry'], 'duration': 0}, login=site.login)
            assert opened.status == 200, opened
            eventually(lambda: b'Banana' in site.ask('GET', '/').body)
            rate(site, 1)  # mod_fcgid starts its processes one by one on demand
        for turn in range(turns):
            print(f'Ways to host: turn {turn + 1} of {turns}', file=sys.stderr, flush=True)
            for way, site in sites.items():
                rates[way].append(rate(site, seconds))
    first = next(iter(rates.values()))
    print('| way to host | home pages a second | of the first (lowest–highest) |\n|---|---|---|')
    for way in WAYS:
        print(f'| {way} | {statistics.median(rates[way]):,.0f} | {ratio(rates[way], first)[1]} |')
    print('\n| GET / | its empty FastCGI reply | ratio (lowest–highest) | target | |\n|---|---|---|---|---|')
    for way in COMPARED_WITH_EMPTY:
        other = rates[f'{way}, empty']
        median, text = ratio(rates[way], other)
        print(f'| {way}: {statistics.median(rates[way]):,.0f} | {statistics.median(other):,.0f} | {text} | ≥ {TARGET} | '
              f'{"holds" if median >= TARGET else "MISSED"} |')


main(int(sys.argv[1]), int(sys.argv[2]))
