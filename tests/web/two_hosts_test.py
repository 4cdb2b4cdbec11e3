"""Two hosts that serve one draw from one Redis, behind the nginx of config/nginx/upstream.conf; and what a site accepts from a
proxy in front of it."""

import html
import http.client
import os
import re
import subprocess
import threading
import time
import unittest

from tests.support import ROOT, end, eventually, free_port, redis, temporary_folder
from tests.support.github import GitHub
from tests.support.hosted import put
from tests.support.programs import BROWSER
from tests.support.site import PASSWORD, Served, Site


class Front(Served):
    """nginx before two hosts."""

    password = PASSWORD

    def __init__(self, folder, hosts, within, caching=''):
        self.port, self.folder = free_port(), folder
        servers = ''.join(f'    server 127.0.0.1:{host.port} fail_timeout=2s;\n' for host in hosts)
        text = put((ROOT / 'config/nginx/upstream.conf').read_text(), (r'(    server 192.*\n)+', servers),
                   ('listen 80;', f'listen 127.0.0.1:{self.port};'))
        config = folder / 'front.conf'
        temporary = ''.join(f'{name}_temp_path {folder}/{name};\n' for name in ('client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'))
        user = 'user root;' if os.geteuid() == 0 else ''  # the folder belongs to root
        config.write_text(f'{user} daemon off;\npid {folder}/front.pid;\nerror_log {folder}/front.log;\nevents {{ }}\n'
                          f'http {{\naccess_log off;\n{temporary}{caching}{text}}}\n')
        self.process = subprocess.Popen(['/usr/sbin/nginx', '-e', folder / 'front.log', '-p', folder, '-c', config])
        within(end, self.process)
        eventually(lambda: self.ask('GET', '/state').status == 200)

    def logs(self):
        return (self.folder / 'front.log').read_text()


class OneRedis(unittest.TestCase):
    def setUp(self):
        self.redis = redis.Server(temporary_folder(self.addCleanup)).start()
        self.addCleanup(self.redis.stop)
        self.github = GitHub()
        self.addCleanup(self.github.close)
        self.hosts = [self.host(PRIZEDRAW_TRUST_PROXY='127.0.0.1') for _ in range(2)]

    def host(self, **settings):
        site = Site(temporary_folder(self.addCleanup), GITHUB_API_URL=self.github.url, REDIS_URL=f'unix://{self.redis.path}', **settings)
        self.addCleanup(site.stop)
        return site.start()


class Fronted(OneRedis):
    def expect(self, status, method, path, **how):
        answer = self.front.ask(method, path, **how)
        self.assertEqual(answer.status, status, answer)
        return answer


class TwoHosts(Fronted):
    def test_the_life_of_a_draw(self):
        """Each request goes to either host; half-way one of them dies, and readers do not notice."""
        self.front = Front(temporary_folder(self.addCleanup), self.hosts, self.addCleanup)
        over, statuses = threading.Event(), []

        def read():
            while not over.wait(0.02):
                try:
                    statuses.append(self.front.ask('GET', '/state').status)
                except (OSError, http.client.HTTPException) as error:
                    statuses.append(repr(error))
        reader = threading.Thread(target=read)
        reader.start()
        self.addCleanup(reader.join)
        self.addCleanup(over.set)
        login = 'admin', PASSWORD
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple', 'Pear'], 'duration': 0}, login=login)
        for number in range(10):
            self.expect(200, 'POST', f'/enter/guest-{number}')
            fresh = {'Cookie': 'prizedraw_fresh=1'}  # the cookie of a client that has just entered, on either host
            self.assertEqual(self.expect(200, 'GET', '/state', headers=fresh).json()['entrants'], number + 1)
        for process in self.hosts[0].processes():
            self.kill(process)
        for number in range(10, 20):
            self.expect(200, 'POST', f'/enter/guest-{number}')
        self.expect(400, 'POST', '/enter/guest-0')
        self.expect(200, 'POST', '/enddraw', login=login)
        self.hosts[0].process.wait()
        self.hosts[0].start()
        self.expect(200, 'POST', '/drawprizes', login=login)
        time.sleep(4)  # nginx compares whole seconds: it asks the first again more than 2 s after it last failed, which may be 3
        self.hosts[1].stop()
        winners = eventually(lambda: self.expect(200, 'GET', '/winners').json())
        self.assertEqual(len(winners), 2)
        self.assertEqual(self.redis('HVALS', 'prizedraw:winners'), [each['id'] for each in winners])
        over.set()
        reader.join()
        self.assertEqual(set(statuses), {200}, self.front.logs()[-3000:])

    def kill(self, process):
        subprocess.run(['kill', '-KILL', str(process)], stderr=subprocess.DEVNULL)

    def test_both_see_a_change_in_time(self):
        for host in self.hosts:
            self.assertEqual(host.ask('GET', '/state').json()['state'], 'NO_DRAW')
        self.hosts[0].ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=('admin', PASSWORD))
        began = time.monotonic()
        eventually(lambda: self.hosts[1].ask('GET', '/state').json()['state'] == 'DRAW_OPEN_NO_ENTRANTS')
        self.assertLess(time.monotonic() - began, 2)


# As in config/README.md for a CDN; the site's headers say which pages it may cache, and for how long.
CDN = """proxy_cache_path {folder}/cache keys_zone=cdn:1m;
proxy_cache cdn;
proxy_cache_key $scheme://$http_host$request_uri;
proxy_cache_bypass $cookie_prizedraw_fresh;
proxy_no_cache $cookie_prizedraw_fresh;
proxy_cache_lock on;
add_header X-Cache $upstream_cache_status always;
"""


class BehindCdn(Fronted):
    """A cache in front that follows each page's headers serves nearly all readers, and nobody sees another's page."""

    def setUp(self):
        super().setUp()
        folder = temporary_folder(self.addCleanup)
        self.front = Front(folder, self.hosts, self.addCleanup, CDN.format(folder=folder))

    def test_what_it_keeps(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=('admin', PASSWORD))
        entered = self.front.ask('POST', '/enter', form={'github_id': 'octocat'}, headers=BROWSER)
        self.assertEqual((entered.status, entered.header('X-Cache')), (200, None))
        self.assertIn('prizedraw_fresh=1', ' '.join(entered.headers.get_all('Set-Cookie')))
        fresh = self.expect(200, 'GET', '/state', headers={'Cookie': 'prizedraw_fresh=1'})
        self.assertEqual((fresh.json()['entrants'], fresh.header('X-Cache')), (1, 'BYPASS'))
        began = time.monotonic()
        eventually(lambda: self.front.ask('GET', '/state').json()['entrants'] == 1)
        self.assertLess(time.monotonic() - began, 3)
        for path in '/', '/state', '/pulse', '/stage/faces', '/winners', '/verify', '/record/', '/draws/', '/assets/draw.css':
            seen = {self.front.ask('GET', path, headers=BROWSER).header('X-Cache') for _ in range(5)}
            self.assertIn('HIT', seen, path)
        for path in '/admin', '/was-i-in?github_id=octocat', '/state/octocat', '/won/octocat', '/enter', '/nowhere', '/stage':
            login = {'login': ('admin', PASSWORD)} if path == '/admin' else {}
            seen = {self.front.ask('GET', path, headers=BROWSER, **login).header('X-Cache') for _ in range(5)}
            self.assertEqual(seen, {'MISS'}, path)
        self.expect(401, 'GET', '/admin')

    def test_a_crowd(self):
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=('admin', PASSWORD))
        end_of_reading = time.monotonic() + 5
        seen = []
        while time.monotonic() < end_of_reading:
            seen.append(self.front.ask('GET', '/').header('X-Cache'))
        asked = sum(each not in ('HIT', 'UPDATING') for each in seen)
        self.assertLess(asked, 2 * 6, f'{asked} of {len(seen)} have reached the hosts')


class BehindProxy(OneRedis):
    """Forwarded client data is accepted only from a trusted proxy."""

    said = {'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'draw.example.org', 'X-Forwarded-For': '198.51.100.7'}

    def setUp(self):
        super().setUp()
        self.hosts.append(self.host())

    def address_on(self, site):
        """The site's own address, for previews in chats."""
        page = site.ask('GET', '/', headers={**BROWSER, **self.said, 'Cookie': 'prizedraw_fresh=1'}).text
        return re.search('property="og:url" content="([^"]*)/"', html.unescape(page))[1]

    def test_what_is_believed(self):
        trusting, _, careful = self.hosts
        self.assertEqual(self.address_on(trusting), 'https://draw.example.org')
        self.assertEqual(self.address_on(careful), f'http://127.0.0.1:{careful.port}')

    def test_a_form_of_the_site_by_its_public_name(self):
        trusting, _, careful = self.hosts
        for site, status in (trusting, 200), (careful, 403):
            self.redis('FLUSHALL')
            site.ask('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}, login=('admin', PASSWORD))
            headers = {'Accept': 'text/html', **self.said, 'Origin': 'https://draw.example.org'}  # from an old browser
            self.assertEqual(site.ask('POST', '/enter', form={'github_id': 'octocat'}, headers=headers).status, status)

