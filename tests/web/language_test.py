"""The reader's language behind web servers: their own pages, and a cache that keeps a page for each language and no more."""

import contextlib
import re

from tests.support import ROOT, hosted, languages
from tests.support.programs import BROWSER
from tests.support.site import SiteTest, also_on

# As browsers send them.
SENT = {
    'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7': 'de', 'en-US,en;q=0.9': 'en', 'en-GB,en;q=0.5': 'en', 'es-MX,es;q=0.9': 'es',
    'fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5': 'fr', 'ja': 'ja', 'JA': 'ja', 'pt-BR,pt;q=0.9': 'pt-BR', 'pt-PT': 'pt-BR',
    'zh-CN,zh;q=0.9': 'zh-CN', 'zh-TW,zh;q=0.9': 'zh-CN', 'ar-EG,ar;q=0.9': 'ar', 'nl-NL,nl;q=0.9,de;q=0.8': 'de',
    'nl,sv;q=0.9': 'en', 'dev': 'en', '*': 'en', '': 'en', 'x' * 2000: 'en',
}
CODES = {'en', *languages.CODES.values()}


class Negotiation(SiteTest):
    def language_of(self, path='/', accepted=None, status=200, **how):
        headers = {**BROWSER, **({} if accepted is None else {'Accept-Language': accepted})}
        answer = self.expect(status, 'GET', path, headers=headers, **how)
        page = answer.page()
        self.assertEqual(page.get('dir'), 'rtl' if page.get('lang') == 'ar' else 'ltr')
        return page.get('lang')

    def test_what_browsers_send(self):
        self.assertEqual(self.language_of(), 'en')
        for sent, code in SENT.items():
            self.assertEqual(self.language_of('/', sent), code, sent)
            self.assertEqual(self.language_of('/was-i-in', sent), code, sent)

    def test_the_address(self):
        for path in '/', '/stage':
            self.assertEqual(self.language_of(f'{path}?lang=ja', 'de'), 'ja')
            self.assertEqual(self.language_of(f'{path}?lang=nl', 'de'), 'de')
        self.assertEqual(self.language_of('/', 'de'), 'de')

    def test_refusals(self):
        """Those of the programs and of the web server, as pages and as sentences."""
        said = {}
        for code in sorted(CODES):
            for path, status in ('/nowhere', 404), ('/admin', 401):
                self.assertEqual(self.language_of(path, code, status), code)
            said[code] = self.expect(401, 'GET', '/admin', headers={'Accept-Language': code}).text
        self.assertEqual(len(set(said.values())), len(CODES))

    def test_caches_are_told(self):
        for path in '/', '/nowhere':
            answer = self.site.ask('GET', path, headers={**BROWSER, 'Accept-Language': 'de'})
            self.assertIn('Accept-Language', ', '.join(answer.headers.get_all('Vary')))
            self.assertEqual(answer.header('Content-Language'), 'de')


class Cache(SiteTest):
    def test_it_keeps_a_page_for_each_language_and_no_more(self):
        """Whatever clients send."""
        found = {}  # the key of each file
        for number in range(30):
            for code in 'de', 'De', 'dE-1', 'nl', 'ar', 'fr\tx', f'x{number}':
                self.site.ask('GET', '/', headers={**BROWSER, 'Accept-Language': f'{code};q=0.{number % 10},y{number}'})
                self.site.ask('GET', f'/?lang={code[:2]}{number}', headers=BROWSER)
            found.update(self.cached())
        keys = [key for key in found.values() if ' / ' in key]
        self.assertEqual({key.split()[-1] for key in keys}, {'en', 'de', 'ar', 'fr'})
        self.assertEqual(len(keys), len(set(keys)))

    def cached(self):
        """nginx deletes a file after three seconds."""
        for path in self.site.state.glob('nginx/cache/*'):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, re.search(rb'\nKEY: (.*)\n', path.read_bytes())[1].decode()

    def test_the_web_servers_know_the_languages(self):
        """A new catalogue needs a line in each."""
        nginx = (ROOT / 'config/nginx/prizedraw/http.conf').read_text()
        table = re.search(r'map \$prizedraw_asked_language \$prizedraw_language \{(.*?)\}', nginx, re.DOTALL)[1]
        self.assertEqual(dict(re.findall(r'(\w+) ([\w-]+);', table)), {'default': 'en', **{code[:2]: code for code in languages.CODES.values()}})
        apache = (ROOT / 'config/apache/prizedraw/draw.conf').read_text()
        self.assertEqual(set(re.findall(r'prizedraw_language=([\w-]+)', apache)), CODES)


for kind in hosted.ByFcgid, hosted.ByProxy, hosted.Nginx:
    also_on(kind, (Negotiation,), __name__)
