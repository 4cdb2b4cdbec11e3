"""Every page in every state in a pseudo-language: no text is left in English, and texts a third longer fit a phone."""

import datetime
import unittest

from tests.support import eventually, languages, temporary_folder
from tests.support.beacon import Relay
from tests.support.browser import PHONE, BrowserTest
from tests.support.programs import BROWSER
from tests.support.site import Site

# What a page shows or says, hidden parts and templates for scripts included. Names, codes, times and English data are no texts.
TEXTS = r'''
const data = 'bdi, code, pre, time, script, style, textarea, noscript, .login, [lang=en], [translate=no], [data-closes-in]';
const found = [document.title, document.querySelector('[name=description]')?.content ?? ''];
const look = (tree) => {
  for (const element of tree.querySelectorAll('*')) {
    if (element.closest(data)) continue;
    if (element.tagName === 'TEMPLATE') look(element.content);
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) found.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent.trim());
  }
};
look(document);
const known = /\b(UTC|GMT|AM|PM|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|Prize Draw|octocat|missing-one|example|PyData San Diego, June/g;
return found.filter((text) => /[A-Za-z]{2}/.test(text.replace(known, '')));
'''
PRIZES = ['№ 1', '№ 2', '№ 3']


class PseudoSite(Site):
    def __init__(self, folder, **settings):
        self.relay = Relay()
        pseudo = languages.pseudo_site(temporary_folder(unittest.addModuleCleanup))
        super().__init__(folder, PRIZEDRAW_BEACON=self.relay.url, PRIZEDRAW_KEEP_DAYS='1', **pseudo, **settings)

    def stop(self):
        super().stop()
        self.relay.close()


class Pseudo(BrowserTest):
    kind = PseudoSite

    def setUp(self):
        super().setUp()
        self.site.relay.weather = 'fair'
        self.site.ready_profiles(*(f'a{number}' for number in range(8)), name='Ω')

    def check(self, path=None, kind=None):
        self.size(PHONE)
        if kind:
            self.see(kind, path)
        elif path:
            self.go(path)
        self.open_details()
        eventually(lambda: self.assert_translated() or True, 3)
        self.assert_fits()

    def assert_translated(self):
        self.assertEqual(self.browser.execute_script(TEXTS), [], self.browser.current_url)

    def open_details(self):
        self.browser.execute_script('document.querySelectorAll("details").forEach((each) => { each.open = true; })')

    def check_public(self, kind):
        for path in '/', '/admin':
            self.check(path, kind)
        for path in '/stage', '/stage?overlay', '/stage?poster', '/was-i-in?github_id=a1', '/was-i-in?github_id=a9', '/was-i-in?github_id=?', \
                '/draws/', '/verify', '/admin/entrants', '/admin/entrants?search=a1', '/admin/entrants?search=zz':
            self.check(path)

    def enter(self, *logins):
        for login in logins:
            self.expect(200, 'POST', f'/enter/{login}')

    def open_one(self, **more):
        self.open_draw(*PRIZES, title='★', **more)

    def test_none_and_scheduled(self):
        self.check_public('none')
        later = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3)).isoformat(timespec='seconds')
        self.administer(200, 'POST', '/startdraw', json={'prizes': PRIZES, 'title': '★', 'opens_at': later, 'duration': 60})
        self.check_public('none')

    def test_open_and_closed(self):
        self.open_one(duration=900, leave_out=1)
        self.check_public('open')
        self.enter('a1', 'a2', 'a3')
        self.administer(200, 'POST', '/admin/exclude', form={'github_ids': 'a7'})
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'a3', 'reason': '9', 'keep_out': 'yes'})
        self.check_public('open')
        self.see('open')
        for typed in 'a4', 'a7', 'missing-one', '?', 'a1', 'a@b.example':
            self.browser.execute_script('const form = document.getElementById("entry"); form.github_id.value = arguments[0]; form.requestSubmit()', typed)
            eventually(lambda: self.assertIn(typed, self.text_of('#result') + self.text_of('#mine')) or True)
            self.check()
        self.administer(200, 'POST', '/enddraw')
        self.check_public('closed')
        self.administer(200, 'POST', '/admin/reopen')
        self.check_public('open')
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/admin/cancel')
        self.check_public('none')

    def test_nobody_entered(self):
        self.open_one(duration=0)
        self.administer(200, 'POST', '/enddraw')
        self.check_public('closed')

    def test_revealed_together(self):
        self.open_one(duration=0, reveal='together')
        self.enter('a1', 'a2', 'a3', 'a4')
        self.administer(200, 'POST', '/drawprizes')
        self.check_public('won')
        for shown in 1, 3:
            self.administer(200, 'POST', '/admin/reveal', json={'shown': shown})
            self.check_public('won')
        self.check_won()

    def check_won(self):
        winners = self.site.redis('HGETALL', 'prizedraw:winners')
        prize, winner = next(iter(winners.items()))
        self.check(f'/won/{winner}')
        self.go('/verify')
        self.check()
        self.type('#who', winner)
        self.press(languages.pseudo('Find'))
        self.check()
        draw = self.expect(200, 'GET', '/record').json()['draw']
        self.check(f'/draws/{draw}')
        page = self.expect(200, 'GET', f'/draws/{draw}/file', headers=BROWSER).text
        where = temporary_folder(self.addCleanup) / 'draw.html'
        where.write_text(page)
        self.browser.get(f'file://{where}')
        eventually(lambda: self.all('#checks li'))
        self.check()
        self.administer(200, 'POST', '/redraw', form={'prize': prize, 'winner': winner, 'reason': 'absent'})
        self.check_public('won')
        self.go('/verify')
        eventually(lambda: self.all('#checks li'))
        self.check()

    def test_picked_by_redis(self):
        self.open_one(duration=0, method='spop')
        self.enter('a1', 'a2', 'a3', 'a4')
        self.administer(200, 'POST', '/drawprizes')
        self.check_public('won')

    def test_with_the_beacon(self):
        self.open_one(duration=0, beacon=True)
        self.enter('a1', 'a2', 'a3', 'a4')
        self.administer(200, 'POST', '/enddraw')
        self.check_public('closed')
        eventually(lambda: self.site.ask('POST', '/drawprizes', login=self.site.login).status == 200, 30)
        self.check_public('won')
        self.go('/verify')
        eventually(lambda: self.all('#checks li'))
        self.press(languages.pseudo('Ask the beacon’s relays'))
        eventually(lambda: self.all('#answers li'))
        self.check()

    def test_without_the_beacon(self):
        self.open_one(duration=0, beacon=True)
        self.enter('a1', 'a2')
        self.administer(200, 'POST', '/enddraw')
        self.site.relay.weather = 'nonsense'
        eventually(lambda: self.site.ask('POST', '/drawprizes', form={'without_beacon': 'yes'}, login=self.site.login).status == 200, 40)
        self.check_public('won')
        self.go('/verify')
        eventually(lambda: self.all('#checks li'))
        self.check()

    def test_refusals(self):
        self.check('/nowhere')
        self.open_one(duration=0)
        for path, form in (('/startdraw', {'prizes': 'x'}), ('/admin/add', {'github_ids': '? a@b.example'}), ('/admin/add', {'github_ids': ''}),
                           ('/admin/exclude', {'github_ids': '?'}), ('/admin/time', {'minutes': 'x'}), ('/admin/prize', {'add': '№ 1'}),
                           ('/admin/cancel', {}), ('/redraw', {'prize': 'x'}), ('/drawprizes', {}),
                           ('/admin/reveal', {'shown': '9'}), ('/admin/delete-draw', {'draw': '9'})):
            answer = self.site.ask('POST', path, form=form, headers=BROWSER, login=self.site.login)
            self.assertGreaterEqual(answer.status, 400, path)
            self.browser.execute_script('document.documentElement.innerHTML = arguments[0]', answer.text)
            self.assert_translated()
