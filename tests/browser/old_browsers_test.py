"""Browsers of the last six years: without any function that is younger than Safari 14, Chrome 87 or Firefox 78 every page works
with its script; without one that the scripts need the plain pages and forms do. (Syntax: tests/unit/old_browsers_test.mjs.)"""

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import BrowserTest

YOUNGER = ('AbortSignal.timeout', 'AbortSignal.any', 'AbortSignal.prototype.throwIfAborted', 'Array.prototype.at',
           'Array.prototype.findLast', 'Array.prototype.findLastIndex', 'Array.prototype.toSorted', 'Array.prototype.toReversed',
           'Array.prototype.toSpliced', 'Array.prototype.with', 'Array.fromAsync', 'String.prototype.at',
           'String.prototype.replaceAll', 'String.prototype.isWellFormed', 'Object.hasOwn', 'Object.groupBy', 'Map.groupBy',
           'Promise.any', 'Promise.withResolvers', 'Promise.try', 'structuredClone', 'crypto.randomUUID', 'reportError',
           'HTMLDialogElement', 'HTMLElement.prototype.showPopover', 'HTMLFormElement.prototype.requestSubmit', 'URL.canParse',
           'Intl.Segmenter', 'WeakRef', 'navigation', 'scheduler', 'Element.prototype.setHTML', 'CSS.highlights')
NEEDED = 'fetch', 'AbortController', 'URLSearchParams', 'DOMParser', 'Element.prototype.replaceChildren'

# The driver's own scripts, on the same page, need Object.hasOwn.
DELETE = '''for (const name of %s) {
  const path = name.split('.');
  const last = path.pop();
  const owner = path.reduce((object, part) => object?.[part], globalThis);
  if (!owner) continue;
  const kept = owner === Object ? owner[last] : undefined;
  const found = () => (new Error().stack.includes('/assets/') ? undefined : kept);
  delete owner[last];
  if (kept || last in owner) Object.defineProperty(owner, last, {get: found});
}'''


class Without(BrowserTest):
    def without(self, *names):
        return self.first(DELETE % list(names))

    def enters(self, login):
        self.site.ready_profiles(login)
        self.see('open')
        self.type('#github_id', login, Keys.ENTER)
        eventually(lambda: 'Hubbard' in self.text_of('#mine'))
        self.assertTrue(self.site.redis('SISMEMBER', 'prizedraw:entrants', login))

    def test_what_is_younger(self):
        with self.without(*YOUNGER):
            self.a_whole_draw()

    def a_whole_draw(self):
        self.see('none', '/admin')
        self.assertFalse(self.browser.execute_script('return "at" in Array.prototype || "timeout" in AbortSignal'))
        self.type('#prize_1', '2 x Mug', Keys.ENTER)
        eventually(lambda: len(self.all('.rows .row')) == 2)
        self.open_draw('Apple')
        self.enters('octocat')
        self.assertEqual(self.browser.execute_script('return location.pathname'), '/')  # by the script
        self.go('/admin/entrants')
        self.go('/stage')
        eventually(lambda: self.all('.faces li'))
        self.administer(200, 'POST', '/enddraw')
        self.becomes('closed')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        self.reads('#place', '0 of 1')
        self.find('[data-move=on]').click()
        self.reads('#place', '1 of 1')
        self.see('won')
        eventually(lambda: 'You won Apple' in self.text_of('#mine'))
        self.go('/verify')
        eventually(lambda: len(self.all('#checks .holds')) == 7)

    def test_what_the_scripts_need(self):
        for number, name in enumerate(NEEDED):
            with self.subTest(without=name), self.without(name):
                self.site.redis('FLUSHALL')
                self.open_draw('Apple')
                self.enters(f'user-{number}')
                self.see('open', '/admin')
                self.see('open', '/stage')
