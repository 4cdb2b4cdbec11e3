"""How many home pages a second each way to host serves, in turns: hosting.py TURNS SECONDS. A table to standard output.

The sites are those of the tests: the files of config/, on a web server and a Redis of their own."""

import contextlib
import pathlib
import re
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import eventually, hosted, temporary_folder
from support.site import Site


class Uncached(Site):
    def __init__(self, state, **settings):
        super().__init__(state, PRIZEDRAW_MICROCACHE='off', **settings)


WAYS = {  # the first is what the others are compared with
    'nginx, as `config/serve` has it, less the micro-cache': Uncached,
    'nginx, as `config/serve` has it': Site,
    'Apache, mod_proxy_fcgi': hosted.ByProxy,
    'Apache, mod_fcgid': hosted.ByFcgid,
    'Apache, plain CGI': hosted.ByCgi,
    'Shared hosting, mod_fcgid': hosted.SharedHostingWithFcgid,
    'Shared hosting, plain CGI': hosted.SharedHosting,
}


def rate(site, seconds):
    said = subprocess.run(['wrk', '-t', '1', '-c', '16', '--timeout', '20s', '-d', f'{seconds}s', f'{site.address}{site.root}/'], check=True,
                          capture_output=True, text=True).stdout
    assert not re.search('Socket errors|Non-2xx', said), said
    return float(re.search(r'Requests/sec:\s*([0-9.]+)', said)[1])


def main(turns, seconds):
    hosted.PROCESSES = 4
    with contextlib.ExitStack() as stack:
        sites, rates = {}, {way: [] for way in WAYS}
        for way, kind in WAYS.items():
            sites[way] = site = kind(temporary_folder(stack.callback))
            stack.callback(site.stop)
            site.start()
            opened = site.ask('POST', '/startdraw', json={'prizes': ['Apple', 'Banana', 'Cherry'], 'duration': 0}, login=site.login)
            assert opened.status == 200, opened
            eventually(lambda: b'Banana' in site.ask('GET', '/').body)
            rate(site, 1)  # mod_fcgid starts its processes one after the other, as they are asked for
        for turn in range(turns):
            print(f'Ways to host: turn {turn + 1} of {turns}', file=sys.stderr, flush=True)
            for way, site in sites.items():
                rates[way].append(rate(site, seconds))
    first = next(iter(rates.values()))
    print('| way to host | home pages a second | of the first (lowest–highest) |\n|---|---|---|')
    for way, measured in rates.items():
        ratios = sorted(a / b for a, b in zip(measured, first))
        print(f'| {way} | {statistics.median(measured):,.0f} | {statistics.median(ratios):.2f} '
              f'({ratios[0]:.2f}–{ratios[-1]:.2f}) |')


main(int(sys.argv[1]), int(sys.argv[2]))
