"""A site's own logo and colour, the title in what is shared, and the disclosure of the fingerprints."""

import re

from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

LOGO = 'https://logos.example/a/logo.svg'
PATHS = '/', '/verify', '/stage', '/was-i-in', '/admin', '/nowhere', '/enter'


@both_ways
class Look(Steps):
    def page(self, path, programs=None, **variables):
        return self.ask('GET', path, headers=BROWSER, programs=programs, **variables)

    def test_none_by_default(self):
        for path in PATHS:
            self.assertFalse(any('accent.css' in each.get('href') for each in self.page(path).page().all('link', href=True)))
        self.refused(404, 'GET', '/accent.css')

    def test_a_colour(self):
        programs = self.with_settings(PRIZEDRAW_ACCENT='#0F8')
        for root in '', '/draw':
            for path in PATHS:
                answer = self.page(path, programs, SCRIPT_NAME=root)
                sheets = [each.get('href') for each in answer.page().all('link', rel='stylesheet')]
                self.assertEqual(sheets[-1], f'{root}/accent.css?00ff88', path)
                themes = [each.get('content') for each in answer.page().all('meta', name='theme-color')]
                self.assertNotIn('#4b1248', themes)
                self.assertNotIn("'unsafe", answer.header('Content-Security-Policy'))
        style = self.expect(200, 'GET', '/accent.css', programs=programs, QUERY_STRING='00ff88')
        self.assertEqual(style.header('Content-Type'), 'text/css; charset=utf-8')
        self.assertEqual(style.header('Cache-Control'), 'max-age=600')
        self.assertEqual(len(re.findall('--accent: #[0-9a-f]{6};', style.text)), 2)

    def test_a_logo_of_this_site(self):
        programs = self.with_settings(PRIZEDRAW_LOGO='/assets/logo.svg')
        for path in '/', '/admin', '/nowhere':
            answer = self.page(path, programs, SCRIPT_NAME='/draw')
            logo = answer.page().first('header').first('img')
            self.assertEqual((logo.get('src'), logo.get('alt')), ('/draw/assets/logo.svg', 'Prize Draw'))
            self.assertIn("img-src 'self' https://avatars.githubusercontent.com;", answer.header('Content-Security-Policy'))

    def test_a_logo_on_stage(self):
        """In place of the icon, and of the name if the draw has no title."""
        for title in '', 'PyData, June':
            self.begin_anew()
            self.begin('octocat', title=title)
            for settings, shown in ({'PRIZEDRAW_LOGO': '/assets/logo.svg'}, title), ({}, title or 'Prize Draw'):
                brand = self.page('/stage', self.with_settings(**settings), SCRIPT_NAME='/draw').page().first('p', **{'class': 'brand'})
                source = '/draw/assets/logo.svg' if settings else '/draw/assets/icon.svg'
                self.assertEqual(([each.get('src') for each in brand.all('img')], brand.text), ([source], shown))

    def test_a_logo_from_elsewhere(self):
        """Only the logo is allowed, nothing else of that host."""
        answer = self.page('/', self.with_settings(PRIZEDRAW_LOGO=LOGO))
        self.assertIn(f'<img class="logo" src="{LOGO.replace("/", "&#x2F;")}" alt="Prize Draw">', answer.text)
        self.assertIn(f"img-src 'self' https://avatars.githubusercontent.com {LOGO};", answer.header('Content-Security-Policy'))

    def test_what_is_shared_names_the_event(self):
        wanted = {'open': 'Enter with your GitHub username: 2 prizes to be won.', 'closed': 'The winners of 2 prizes are about to be picked.',
                  'won': 'See who won.'}
        titles = {'open': 'Enter the prize draw', 'closed': 'Prize Draw', 'won': 'The winners'}
        steps = {'open': lambda: self.begin('octocat', title='PyData “June” & more'), 'closed': lambda: self.expect(200, 'POST', '/enddraw'),
                 'won': self.pick}
        for phase, step in steps.items():
            step()
            page = self.home()
            meta = {each.get('property') or each.get('name'): each.get('content') for each in page.all('meta')}
            self.assertEqual(meta['og:title'], f'{titles[phase]} · PyData “June” & more')
            self.assertEqual(meta['og:title'], page.first('title').text)
            self.assertEqual((meta['og:description'], meta['description']), (wanted[phase],) * 2)
            self.assertEqual(page.first('header', **{'data-draw': phase}).first('p').text, 'PyData “June” & more')

    def test_fingerprints_are_behind_a_disclosure(self):
        self.begin('octocat')
        for step in (lambda: None, lambda: self.expect(200, 'POST', '/enddraw'), self.pick):
            step()
            details = next(each for each in self.home().all('details') if each.has('dl'))
            self.assertIsNone(details.get('open'))
            self.assertIn(self.state()['commitment'], details.text)
            self.assertIn('to check later that nothing was changed', details.text)
