"""Accessibility of each page in each state in Chromium: contrast, target sizes, page weight, and keyboard use."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import DESK
from tests.support.day import Day

MOST_BYTES = 61 * 1024
MOST_ELSEWHERE = {'/verify': 75 * 1024, '/admin': 70 * 1024, '/admin/entrants': 70 * 1024}  # with the verifier; for the organiser only

# Targets smaller than 24 by 24 pixels (2.5.8), except links within a sentence.
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

# Starts before the page's first element, and records which elements Tab reaches and which do not show focus. Returns how many
# should be reachable.
NOTE_FOCUS = '''
document.activeElement.blur();
getSelection().removeAllRanges();
const all = [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')];
window.missing = new Set(all.filter((element) => element.checkVisibility({visibilityProperty: true}) && !element.disabled
  && (element.type !== 'radio' || element.checked)));
window.unseen = [];
document.addEventListener('focusin', ({target}) => {
  window.missing.delete(target);
  const style = getComputedStyle(target);
  document.getAnimations().forEach((each) => each.finish());
  const shows = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  if (!shows) window.unseen.push(target);
});
return window.missing.size;
'''
NOTED = 'return [window.missing, window.unseen].map((each) => [...each].map((element) => element.outerHTML.slice(0, 120)))'


class Appearance(Day):
    def check_look_and_zoom(self, name):
        self.check_look(name, SMALL)
        with self.subTest(page=name, size='320 pixels, as at a zoom of 200 % or 400 %'):
            self.size((320, 600))
            self.assert_fits()
        self.size(DESK)

    def weight(self):
        """The transferred size of the page and its resources, without avatars."""
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
                    self.check_look_and_zoom(f'{name}-{state}' + ('' if scripts else '-without-scripts'))
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
    def test_tab_reaches_everything_and_shows_it(self):
        for state in 'none', 'open', 'closed', 'won':
            self.to_state(state)
            self.see(state)
            for path in '/', '/stage', '/admin', '/admin/entrants', '/verify':
                with self.subTest(path=path, state=state):
                    self.go(path)
                    if path == '/verify' and state == 'won':
                        eventually(lambda: self.text_of('#verdict') == 'verified')
                    wanted = self.browser.execute_script(NOTE_FOCUS)
                    self.assertGreater(wanted, 2)
                    ActionChains(self.browser).send_keys(Keys.TAB * (wanted + 5)).perform()
                    self.assertEqual(self.browser.execute_script(NOTED), [[], []], 'not reached, or without a sign of focus')

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
        self.becomes('open')
        self.see('open')
        self.press_tab_to('#github_id').send_keys('octocat', Keys.ENTER)
        eventually(lambda: 'You’re in.' in self.text_of('#mine'))
        self.see('open', '/admin')
        self.press_tab_to('form[action$="/drawprizes"] [type=submit], details:has(form[action$="/drawprizes"]) > summary').send_keys(Keys.ENTER)
        self.press_tab_to('form[action$="/drawprizes"] [type=submit]').send_keys(Keys.ENTER)
        self.becomes('won')
        self.see('won', '/stage')
        self.find('body').send_keys(Keys.SPACE)
        eventually(lambda: self.texts('.awards li:not([hidden]) .winner') == ['Octocat Hubbard'])
