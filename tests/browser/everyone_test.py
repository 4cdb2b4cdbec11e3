"""Each page in each state in Chromium, for everyone: contrast, sizes, weight, and all of it by keyboard alone."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import DESK
from tests.support.day import Day

MOST_BYTES = 60 * 1024
MOST_ELSEWHERE = {'/verify': 75 * 1024, '/admin': 70 * 1024}  # with the checker; for the organiser alone

# What of a page's text has too little contrast (WCAG 2.2, 1.4.3): against the colours behind it, of gradients each.
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

# What is pressed and smaller than 24 by 24 pixels (2.5.8), but for links within a sentence.
SMALL = r'''
const found = [];
for (const element of document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')) {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.skip')) continue;
  const {width, height} = (element.matches('[type=radio], [type=checkbox]') ? element.closest('label') : element).getBoundingClientRect();
  const inSentence = element.matches('a') && [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!inSentence && (width < 24 || height < 24)) found.push(`${element.outerHTML.slice(0, 80)}: ${width} x ${height}`);
}
return found;
'''

FACES = "return [...document.querySelectorAll('.avatar')].map((face) => [face.loading, face.src])"

# What a keyboard should reach, and what stands for it below.
REACHABLE = '''
const all = [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')];
return all.filter((element) => element.checkVisibility({visibilityProperty: true}) && !element.disabled
  && (element.type !== 'radio' || element.checked));
'''
FOCUS_SHOWS = '''
const style = getComputedStyle(document.activeElement);
return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
'''


class Appearance(Day):
    def check_look(self, name):
        for scheme, kind in self.appearances():
            with self.subTest(page=name, scheme=scheme, size=kind):
                self.finish_animations()
                self.assert_fits()
                self.assertEqual(self.browser.execute_script(FAINT), [])
                self.assertEqual(self.browser.execute_script(SMALL), [])
        with self.subTest(page=name, size='320 pixels, as at a zoom of 200 % or 400 %'):
            self.size((320, 600))
            self.assert_fits()
        self.size(DESK)

    def weight(self):
        """What the page and its parts weigh as they came, without avatars."""
        asked, weights = {}, 0
        for event in self.logs()[1]:
            parameters = event['params']
            if event['method'] == 'Network.requestWillBeSent':
                asked[parameters['requestId']] = parameters['request']['url']
            elif event['method'] == 'Network.loadingFinished' and '127.0.0.1' in asked.get(parameters['requestId'], ''):
                weights += parameters['encodedDataLength']
        return weights

    def test_each_page_in_each_state(self):
        pages = {'home': '/', 'stage': '/stage', 'admin': '/admin', 'entrants': '/admin/entrants', 'verify': '/verify'}
        for state in 'none', 'open', 'closed', 'won':
            self.to_state(state)
            self.see(state)
            for name, path in pages.items():
                for scripts in True, False:
                    self.scripts(scripts)
                    self.go(path)
                    if name in ('home', 'stage', 'admin'):
                        eventually(lambda: self.shown == state or self.go(path))
                    if scripts and name == 'verify' and state == 'won':
                        eventually(lambda: self.text_of('#verdict') == 'verified')
                    self.check_look(f'{name}-{state}' + ('' if scripts else '-without-scripts'))
                    self.assertEqual(name == 'home' and not scripts, 'Reload this page' in self.find('main').text)
                    for loading, source in self.browser.execute_script(FACES):
                        self.assertEqual(loading, 'lazy')
                        self.assertRegex(source, r'[?&]s=\d+$|/assets/stand-in\.svg$')
                    self.shoot(f'{name}-{state}' + ('' if scripts else '-plain'))
                self.scripts(True)

    def test_weight(self):
        for state in 'none', 'open', 'closed', 'won':
            self.to_state(state)
            self.see(state)
            self.browser.execute_cdp_cmd('Network.setCacheDisabled', {'cacheDisabled': True})
            for path in '/', '/stage', '/admin', '/admin/entrants', '/verify':
                self.logs()
                self.go(path)
                weight = self.weight()
                self.assertGreater(weight, 5000)
                self.assertLess(weight, MOST_ELSEWHERE.get(path, MOST_BYTES), f'{path} while {state}')
            self.browser.execute_cdp_cmd('Network.setCacheDisabled', {'cacheDisabled': False})

    def test_what_is_shared(self):
        self.go('/')
        meta = {element.get_attribute('property'): element.get_attribute('content') for element in self.all('meta[property]')}
        self.assertEqual(meta['og:url'], f'{self.site.address}{self.site.root}/')
        answer = self.expect(200, 'GET', meta['og:image'].removeprefix(self.site.address + self.site.root))
        self.assertEqual((answer.header('Content-Type'), answer.body[:4]), ('image/png', b'\x89PNG'))
        self.assertEqual(self.find('html').get_attribute('lang'), 'en')
        self.expect(200, 'GET', '/' + self.find('link[rel=icon]').get_attribute('href').split('/', 3)[3])


class Keyboard(Day):
    def tab_through(self):
        """Each element that Tab comes to, until it has come around, and whether its focus shows."""
        self.find('body')
        self.browser.execute_script('document.activeElement.blur(); getSelection().removeAllRanges()')
        reached = []
        for _ in range(200):
            ActionChains(self.browser).send_keys(Keys.TAB).perform()
            element = self.browser.switch_to.active_element
            if element.tag_name == 'body' or element in reached:
                break
            self.assertTrue(self.browser.execute_script(FOCUS_SHOWS), f'no focus: {element.get_attribute("outerHTML")[:120]}')
            reached.append(element)
        return reached

    def test_tab_reaches_everything_and_shows_it(self):
        for state in 'none', 'open', 'closed', 'won':
            self.to_state(state)
            self.see(state)
            for path in '/', '/stage', '/admin', '/admin/entrants', '/verify':
                with self.subTest(path=path, state=state):
                    self.go(path)
                    if path == '/verify' and state == 'won':
                        eventually(lambda: self.text_of('#verdict') == 'verified')
                    wanted = self.browser.execute_script(REACHABLE)
                    reached = self.tab_through()
                    missing = [element.get_attribute('outerHTML')[:120] for element in wanted if element not in reached]
                    self.assertEqual(missing, [])

    def press_tab_to(self, selector):
        for _ in range(120):
            active = self.browser.switch_to.active_element
            if self.browser.execute_script('return arguments[0].matches(arguments[1])', active, selector):
                return active
            ActionChains(self.browser).send_keys(Keys.TAB).perform()
        raise AssertionError(f'Tab never came to {selector}')

    def test_a_draw_by_keyboard_alone(self):
        self.to_state('none')
        self.see('none', '/admin')
        self.press_tab_to('#prize_1').send_keys('2 x Mug', Keys.ENTER)
        self.press_tab_to('#opening_form .ask summary').send_keys(Keys.ENTER)
        self.press_tab_to('#opening_form [type=submit]').send_keys(Keys.ENTER)
        eventually(lambda: self.shown == 'open')
        self.see('open')
        self.press_tab_to('#github_id').send_keys('octocat', Keys.ENTER)
        eventually(lambda: 'You’re in.' in self.text_of('#mine'))
        self.see('open', '/admin')
        self.press_tab_to('form[action$="/drawprizes"] [type=submit], details:has(form[action$="/drawprizes"]) > summary').send_keys(Keys.ENTER)
        self.press_tab_to('form[action$="/drawprizes"] [type=submit]').send_keys(Keys.ENTER)
        eventually(lambda: self.shown == 'won')
        self.see('won', '/stage')
        self.find('body').send_keys(Keys.SPACE)
        eventually(lambda: self.texts('.awards li:not([hidden]) .winner') == ['Octocat Hubbard'])
