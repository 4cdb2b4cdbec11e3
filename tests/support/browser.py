"""Chromium on a site: what it shows, its console, and its requests.

GitHub's pictures are stubbed too; no other host exists for it."""

import base64
import contextlib
import json
import os
import pathlib
import time
import unittest
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import ElementNotInteractableException, NoAlertPresentException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.utils import is_connectable
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from . import eventually, played, temporary_folder
from .site import SiteTest

AVATARS = 'avatars.githubusercontent.com'
ENTERPRISE = 'avatars.ghe.example'  # of GitHub Enterprise Server
FLAGS = ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
         '--remote-debugging-pipe',  # else the driver would look for a port on the host name localhost
         '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
         '--ignore-certificate-errors', '--hide-scrollbars', '--lang=en')
PARTS = 'Stylesheet', 'Script', 'Image', 'Font'
PHONE, DESK = (360, 740), (1200, 900)
SIZES = {'phone': PHONE, 'tablet': (768, 1024), 'wide': (1920, 1080)}
SCHEMES = 'light', 'dark'


# Makes the pages' timers four times as fast: polling, turning pages, and confetti. Except the time for which the pointer shows the
# projector controls (3 s) and the server's time limits (from 8 s). `ahead` shifts the clock.
HURRY = '''
{
  const [wait, every, now] = [setTimeout, setInterval, performance.now.bind(performance)];
  window.ahead = 0;
  window.setTimeout = (step, ms, ...more) => wait(step, ms >= 2000 && ms < 8000 && ms !== 3000 ? ms / 4 : ms, ...more);
  window.setInterval = (step, ms, ...more) => every(step, ms >= 5000 ? ms / 4 : ms, ...more);
  performance.now = () => now() + window.ahead;
}
'''

PICTURE = '''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
<path fill="hsl({0},60%,75%)" d="M0 0h8v8H0z"/>
<path fill="hsl({0},50%,35%)" d="M2 5h4a3 3 0 0 1 2 3H0a3 3 0 0 1 2-3M2.5 3a1.5 1.5 0 1 1 3 0 1.5 1.5 0 1 1-3 0"/>
</svg>'''


class Avatars(played.Handler):
    """A picture for each user: two colours derived from the number."""

    def do_GET(self):
        hue = int('0' + ''.join(filter(str.isdigit, self.path.split('?')[0]))) * 47 % 360
        self.answer(200, PICTURE.format(hue).encode(), Content_Type='image/svg+xml')


class Driver(Service):
    """By address, since a fresh machine may not resolve localhost."""

    @property
    def service_url(self):
        return f'http://127.0.0.1:{self.port}'

    def is_connectable(self):
        return is_connectable(self.port, '127.0.0.1')


def start_browser(at_end):
    folder = temporary_folder(at_end)
    avatars = played.Service(Avatars, played.certify(folder / 'avatars', AVATARS))
    at_end(avatars.close)
    options = Options()
    options.binary_location = '/usr/bin/chromium'
    hosts = f'MAP {AVATARS} {avatars.at}, MAP {ENTERPRISE} {avatars.at}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
    for flag in (*FLAGS, f'--user-data-dir={folder}/profile', f'--host-resolver-rules={hosts}'):
        options.add_argument(flag)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
    with clean_environment(folder):
        browser = webdriver.Chrome(service=Driver('/usr/bin/chromedriver', log_path=os.devnull), options=options)
    at_end(browser.quit)
    browser.set_page_load_timeout(20)
    hurry(browser)
    return browser


def hurry(browser):
    """In the current window."""
    browser.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': HURRY})


def log_in(browser, site):
    """As typed into the browser's password dialog: it then sends the password automatically."""
    name, password = (urllib.parse.quote(part, safe='') for part in site.login)
    browser.get(f'http://{name}:{password}@127.0.0.1:{site.port}{site.root}/admin')


browsers = {}  # module of tests → its browser


# Read in one step, since a page that follows the draw replaces its elements.
VISIBLE = '''
const visible = (selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}));
'''


PASTE = '''
const data = new DataTransfer();
data.setData('text/plain', arguments[1]);
arguments[0].dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
'''


class BrowserTest(SiteTest):
    """After each test the console must have no errors, and only this site and GitHub's pictures may have been requested."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.__module__ not in browsers:
            browsers[cls.__module__] = start_browser(unittest.addModuleCleanup)
            unittest.addModuleCleanup(browsers.pop, cls.__module__)
            log_in(browsers[cls.__module__], cls.site)
        cls.browser = browsers[cls.__module__]

    def setUp(self):
        super().setUp()
        self.scripts(True)
        self.size(DESK)
        self.browser.get('about:blank')
        self.logs()

    def tearDown(self):
        self.check_logs()

    # The browser's own state

    def logs(self):
        events = [json.loads(entry['message'])['message'] for entry in self.browser.get_log('performance')]
        return self.browser.get_log('browser'), events

    def check_logs(self):
        console, network = self.logs()
        for entry in console:
            refused = entry['source'] == 'network' and 'the server responded with a status of' in entry['message']
            self.assertTrue(refused or entry['level'] in ('INFO', 'DEBUG'), f'in the console: {entry}')
        for event in network:
            if event['method'] == 'Network.requestWillBeSent':
                url = urllib.parse.urlsplit(event['params']['request']['url'])
                if url.scheme in ('http', 'https', 'ws', 'wss'):
                    self.assertIn(url.hostname, ('127.0.0.1', AVATARS, ENTERPRISE), f'asked: {url.geturl()}')
            if event['method'] == 'Network.responseReceived' and event['params']['type'] in PARTS:
                response = event['params']['response']
                self.assertLess(response['status'], 400, f'missing: {response["url"]}')

    # Size, orientation and theme

    def scripts(self, enabled):
        self.browser.execute_cdp_cmd('Emulation.setScriptExecutionDisabled', {'value': not enabled})

    def size(self, size):
        width, height = size
        self.browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': width, 'height': height, 'deviceScaleFactor': 1, 'mobile': width < 600})

    def colours(self, *features):
        self.browser.execute_cdp_cmd('Emulation.setEmulatedMedia', {'features': list(features)})

    def shoot(self, name):
        """Saves screenshots of the page, light and dark, in each size, in the folder SCREENSHOTS."""
        if not os.environ.get('SCREENSHOTS'):
            return
        folder = pathlib.Path(os.environ['SCREENSHOTS'])
        folder.mkdir(parents=True, exist_ok=True)
        for scheme, kind in self.appearances():
            time.sleep(0.4)  # transitions of colours and sizes
            picture = self.browser.execute_cdp_cmd('Page.captureScreenshot', {'captureBeyondViewport': True})
            (folder / f'{name}-{scheme}-{kind}.png').write_bytes(base64.b64decode(picture['data']))

    def appearances(self):
        """Goes through each size, light and dark, and finally restores the original one."""
        for scheme in SCHEMES:
            self.colours({'name': 'prefers-color-scheme', 'value': scheme})
            for kind, size in SIZES.items():
                self.size(size)
                yield scheme, kind
        self.colours()
        self.size(DESK)

    @contextlib.contextmanager
    def first(self, source):
        """Runs this on each page before its own scripts."""
        given = self.browser.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': source})
        yield
        self.browser.execute_cdp_cmd('Page.removeScriptToEvaluateOnNewDocument', given)

    # What is on the page

    def go(self, path):
        self.browser.get(self.site.address + self.site.root + path)

    def refresh(self, path):
        """Requests the page like a client that has just changed something: from then on everybody gets the current page."""
        self.site.ask('GET', path, headers={'Cookie': 'prizedraw_fresh=1'})

    def expect(self, status, method, path, **how):
        """Shows changes immediately, as if the page's reader had made them."""
        answer = super().expect(status, method, path, **how)
        if method == 'POST':
            for each in '/', '/pulse':
                self.refresh(each)
        return answer

    def hears(self, times=2):
        """Waits until the page has polled the draw so many more times."""
        def asked():
            return self.browser.execute_script(
                "return performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/pulse')).length")
        self.refresh('/pulse')
        before = asked()
        eventually(lambda: asked() >= before + times, 10 * times)

    def see(self, kind, path='/'):
        """Opens the page until it shows the draw in this phase."""
        self.refresh(path)

        def look():
            self.go(path)
            return self.shown == kind
        eventually(look)

    def find(self, selector):
        """The first such element; between two pages there may be none yet, so `eventually` tries again."""
        def look():
            found = self.browser.find_elements(By.CSS_SELECTOR, selector)
            self.assertTrue(found, f'no {selector} on the page')
            return found[0]
        return Found(look)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def visible(self, selector):
        """Selenium's is_displayed() ignores that a closed <details> hides its content."""
        return self.browser.execute_script(VISIBLE + 'return visible(arguments[0])', selector)

    def text_of(self, selector):
        texts = self.texts(selector)
        self.assertTrue(texts, f'no {selector} on the page')
        return texts[0]

    # These two wait: a script may write a moment after what a test waited for before.
    def says(self, selector, text):
        eventually(lambda: self.assertIn(text, self.text_of(selector)) or True)

    def reads(self, selector, text):
        eventually(lambda: self.assertEqual(self.text_of(selector), text) or True)

    def texts(self, selector):
        return self.browser.execute_script(
            'return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim())', selector)

    @property
    def shown(self):
        """The draw's phase according to the page."""
        with contextlib.suppress(StaleElementReferenceException):
            found = self.all('[data-draw]')
            return found[0].get_attribute('data-draw') if found else None

    def becomes(self, kind, within=10):
        """Waits until the page shows the draw in this phase without a reload."""
        eventually(lambda: self.shown == kind, within)

    def button(self, text, within='body'):
        found = self.browser.execute_script(VISIBLE + """
            const [within, text] = arguments;
            return visible(`${within} button, ${within} summary`).find((each) => each.innerText.toLowerCase().includes(text));""",
                                            within, text.lower())
        self.assertTrue(found, f'no button {text!r} in: {self.text_of("body")}')
        return found

    def press(self, text, within='body'):
        def press():
            button = self.button(text, within)
            self.browser.execute_script('arguments[0].scrollIntoView({block: "center", behavior: "instant"})', button)
            button.click()
        again_if_replaced(press)

    def type(self, selector, *keys):
        again_if_replaced(lambda: self.find(selector).send_keys(*keys))

    def type_anew(self, selector, *keys):
        def clear_and_type():
            field = self.find(selector)
            field.clear()
            field.send_keys(*keys)
        again_if_replaced(clear_and_type)

    def confirm(self, ask, confirm, then=None):
        """Opens a confirmation and confirms it; waits until the page then shows the draw in this phase."""
        self.press(ask)
        self.press(confirm)
        if then:
            self.becomes(then)

    def paste(self, field, text):
        self.browser.execute_script(PASTE, field, text)

    def pause(self):
        """Advances the clock by the minimum time between two steps in the projector view."""
        self.browser.execute_script('window.ahead += 600')

    def key(self, key):
        """A step in the projector view."""
        self.pause()
        self.find('body').send_keys(key)

    def type_login(self, login):
        """Types into the home page's form, which is folded once somebody has entered, even if the page is being renewed."""
        def offer_and_type():
            if self.visible('#another > summary') and not self.visible('#github_id'):
                self.press('enter somebody else')
            self.type_anew('#github_id', login)
            return True
        eventually(offer_and_type)

    def assert_no_alert(self):
        with contextlib.suppress(NoAlertPresentException):
            self.fail(f'an alert: {self.browser.switch_to.alert.text}')

    def assert_fits(self):
        """Nothing overflows sideways."""
        width, shown = self.browser.execute_script('const {scrollWidth, clientWidth} = document.documentElement;'
                                                   'return [scrollWidth, clientWidth]')
        self.assertLessEqual(width, shown, f'{self.browser.current_url} is {width} wide on {shown}')


class Found(WebElement):
    """An element, found again if the page was replaced meanwhile."""

    def __init__(self, look):
        first = look()
        super().__init__(first.parent, first.id)
        self.look = look

    def again(self, action):
        try:
            return action()
        except StaleElementReferenceException:
            self._id = self.look().id
            return action()

    def _execute(self, *command):
        return self.again(lambda: super(Found, self)._execute(*command))

    def get_attribute(self, name):
        return self.again(lambda: super(Found, self).get_attribute(name))


def again_if_replaced(action):
    """Tries again if the page was replaced meanwhile, or is not laid out yet."""
    for _ in range(10):
        with contextlib.suppress(StaleElementReferenceException, ElementNotInteractableException):
            return action()
        time.sleep(0.2)
    return action()


@contextlib.contextmanager
def clean_environment(home):
    """Chromium uses a proxy only if the environment names one, and stores nothing in the home folder."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.lower().endswith('_proxy'):
            del os.environ[name]
    os.environ['HOME'] = str(home)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
