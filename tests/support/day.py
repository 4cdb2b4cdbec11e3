"""A draw in Chromium: each of its states in one call."""

from .browser import BrowserTest

PEOPLE = 'octocat', 'hubot', 'mojombo', 'wycats', 'tj'
PRIZES = 'A Banana', 'An Apple', 'Sticker pack 1', 'Sticker pack 2'


# A page's text with too little contrast (WCAG 2.2, 1.4.3) against the colours behind it, including each colour of a gradient.
FAINT = r'''
const light = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
const colours = (text) => [...text.matchAll(/rgba?\(([^)]+)\)/g)].map((m) => m[1].split(/[ ,/]+/).map(Number));
const over = (top, below) => { const a = top[3] ?? 1; return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a)); };
function behind(element) {
  if (!element) return [[255, 255, 255]];
  const style = getComputedStyle(element);
  const painted = colours(style.backgroundImage).filter((c) => (c[3] ?? 1) === 1);
  if (painted.length) return painted;
  const own = colours(style.backgroundColor)[0];
  if ((own[3] ?? 1) === 1) return [own];
  if (element.matches('.bar')) return behind(document.querySelector('.banner'));
  return behind(element.parentElement).map((below) => over(own, below));
}
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
  if (element.closest('script, noscript, template, .is-sr-only, [disabled], .skip')) continue;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
  const [colour] = colours(style.color);
  for (const below of behind(element)) {
    const ratio = contrast(over(colour, below), below);
    if (ratio < needed) found.push(`${walker.currentNode.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
}
return found;
'''


class Day(BrowserTest):
    def to_state(self, state):
        """Starts from an empty Redis."""
        self.site.redis('FLUSHALL')
        if state == 'none':
            return
        self.administer(200, 'POST', '/admin/exclude', form={'github_ids': 'organiser'})
        self.open_draw(*PRIZES, duration=3600, entrants=PEOPLE)
        if state in ('closed', 'won'):
            self.administer(200, 'POST', '/enddraw')
        if state == 'won':
            self.administer(200, 'POST', '/drawprizes')
            for path in '/state', '/winners', '/record':
                self.refresh(path)
            self.reaches('DRAW_WON')
            self.saved_record()

    def check_look(self, name, *finders):
        """In each size, light and dark: nothing overflows, all text is readable, and these scripts find nothing."""
        for scheme, kind in self.appearances():
            with self.subTest(page=name, scheme=scheme, size=kind):
                self.finish_animations()
                self.assert_fits()
                for finder in FAINT, *finders:
                    self.assertEqual(self.browser.execute_script(finder), [])

    def finish_animations(self):
        self.browser.execute_script('document.getAnimations().forEach((each) => each.finish())')
