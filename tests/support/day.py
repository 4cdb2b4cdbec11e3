"""A draw on its day in Chromium: each of its states in one call."""

from . import eventually
from .browser import BrowserTest

PEOPLE = 'octocat', 'hubot', 'mojombo', 'wycats', 'tj'
PRIZES = 'A Banana', 'An Apple', 'Sticker pack 1', 'Sticker pack 2'


class Day(BrowserTest):
    def to_state(self, state):
        """From an empty Redis."""
        self.site.redis('FLUSHALL')
        if state == 'none':
            return
        self.administer(200, 'POST', '/admin/exclude', form={'github_ids': 'organiser'})
        self.open_draw(*PRIZES, duration=3600, entrants=PEOPLE)
        if state in ('closed', 'won'):
            self.administer(200, 'POST', '/enddraw')
        if state == 'won':
            self.administer(200, 'POST', '/drawprizes')
            self.reaches('DRAW_WON')
            draw = self.site.redis('HGET', 'prizedraw:fairness', 'draw')
            eventually(lambda: self.expect(200, 'GET', '/record').json()['draw'] == draw)

    def finish_animations(self):
        self.browser.execute_script('document.getAnimations().forEach((each) => each.finish())')
