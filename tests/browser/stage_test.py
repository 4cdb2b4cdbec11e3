"""The projector view in Chromium: what fits on it, and a reveal shared by all projector views and the desk."""

import base64
import os
import re
import signal
import struct
import time
import zlib

import zbar
from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.browser import hurry
from tests.support.day import PEOPLE, PRIZES, Day
from tests.support.github import profile
from tests.support.programs import dumps
from tests.support.site import Site

SCREENS = (360, 740), (768, 1024), (1024, 768), (1280, 720), (1366, 768), (1920, 1080), (3840, 2160)
ADDRESS = 'http://192.0.2.7:8080/', 'http://draw.example.org:8080/'
STEP = 0.55  # seconds, a little longer than the minimum between two steps

NAMES = 'x', 'W' * 250, 'Alex Kim', 'Z̴̢̛͎̰a̷̡̛̯͓l̶̨̛̳̟g̵̢̛̬̲o̸̧̗͓ ' * 5, 'مرحبا بالعالم ' * 8, 'Maria-Magdalena von und zu Hohenstein'

# Visible text that overflows the screen or its box, or overlaps something, once the screen has the size and the page has been
# laid out for it.
FAULTS = r'''
const [width, done] = arguments;
let frames = 0;
const look = () => {
  frames += 1;
  if (innerWidth !== width && frames < 100) requestAnimationFrame(look);
  else requestAnimationFrame(() => requestAnimationFrame(() => done(faults())));
};
look();
function faults() {
const found = [];
const {scrollWidth, scrollHeight, clientWidth, clientHeight} = document.documentElement;
if (scrollWidth > clientWidth || scrollHeight > clientHeight) found.push(`scrolls: ${scrollWidth} x ${scrollHeight}`);
const scene = document.querySelector('.scene');
if (scene.scrollHeight > scene.clientHeight + 1 || scene.scrollWidth > scene.clientWidth + 1) found.push('the scene is cut');
const {left, right} = scene.getBoundingClientRect();
if (left !== 0 || right !== innerWidth) found.push('a band at the side');
const seen = [];
const walker = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode, element = node.parentElement;
  if (!node.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
  if (element.closest('.is-sr-only, .controls, .faces') || getComputedStyle(element).clipPath !== 'none') continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  const what = node.data.trim().slice(0, 20);
  if (parseFloat(getComputedStyle(element).fontSize) < 7) found.push(`${what} is tiny`);
  if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`${what} is off the screen`);
  for (let up = element; up !== scene; up = up.parentElement) {
    const outer = up.getBoundingClientRect();
    if (getComputedStyle(up).overflow !== 'visible' && (box.bottom > outer.bottom + 2 || box.top < outer.top - 2 || box.right > outer.right + 2)) found.push(`${what} is cut`);
  }
  seen.push([what, box, element]);
}
for (const image of scene.querySelectorAll('.qr, .awards .avatar')) {
  if (image.checkVisibility({visibilityProperty: true})) seen.push([image.className.baseVal ?? image.className, image.getBoundingClientRect(), image]);
}
for (let i = 0; i < seen.length; i += 1) {
  for (let j = i + 1; j < seen.length; j += 1) {
    const [[a, p, one], [b, q, other]] = [seen[i], seen[j]];
    if (one.contains(other) || other.contains(one) || one.closest('li, p, dl') === other.closest('li, p, dl') && one.closest('li, p, dl')) continue;
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left), high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 0.3 * Math.min(p.height, q.height)) found.push(`${a} lies on ${b}`);
  }
}
return [...new Set(found)];
}
'''


class StageSite(Site):
    def __init__(self, folder, **settings):
        super().__init__(folder, PRIZEDRAW_ADDRESSES=' '.join(ADDRESS), **settings)


class StageTest(Day):
    kind = StageSite

    def tearDown(self):
        self.colours()
        super().tearDown()

    def calm(self):
        self.colours({'name': 'prefers-reduced-motion', 'value': 'reduce'})

    @property
    def step(self):
        return self.find('.scene').get_attribute('data-step')

    @property
    def place(self):
        return self.browser.execute_script('return document.getElementById("place").textContent')

    def shown_prizes(self):
        """Read in one step, since the page may turn or be renewed at any moment."""
        return self.browser.execute_script('''return [...document.querySelectorAll('.awards > :not(.left)')]
            .filter((each) => each.checkVisibility({visibilityProperty: true}))
            .map((each) => each.querySelector('.prize').textContent)''')

    def beat(self):
        item, = self.visible('.award')
        return item.get_attribute('data-beat')

    def played(self):
        """Waits until the winner of the prize is seen."""
        eventually(lambda: self.visible('.award .winner'))

    def revealed(self):
        return self.expect(200, 'GET', '/state').json()['shown']

    def begin_together(self, *prizes, people=('octocat', 'hubot', 'mojombo', 'wycats', 'tj'), **more):
        self.open_draw(*(prizes or ('Zebra', 'Apple', 'Mug')), entrants=people, reveal='together', **more)
        self.administer(200, 'POST', '/drawprizes')
        self.reaches('DRAW_WON')


class Fits(StageTest):
    def check(self, what):
        for size in SCREENS:
            with self.subTest(what, size=size):
                self.size(size)
                self.assertEqual(self.browser.execute_async_script(FAULTS, size[0]), [])

    def check_cards(self):
        """A few winners are aligned side by side: pictures, prizes and names each begin at the same height."""
        for size in SCREENS[2:]:
            self.size(size)
            self.browser.execute_async_script(FAULTS, size[0])
            tops = self.browser.execute_script("""return ['.avatar', '.prize', '.winner'].map((part) =>
                [...document.querySelectorAll(`.award ${part}`)].map((each) => Math.round(each.getBoundingClientRect().top)))""")
            self.assertEqual([len(set(each)) for each in tops], [1, 1, 1], (size, tops))

    def open_with(self, prizes, names, title=''):
        self.site.redis('FLUSHALL')
        self.open_draw(*prizes, duration=86400, title=title, reveal='at-once')
        for i, name in enumerate(names):
            login = f'{"w" * (i % 36)}{i}'
            self.site.redis('SET', f'prizedraw:profiles:{login}', dumps(profile(login, name=name)), 'EX', 3600)
            self.expect(200, 'POST', f'/enter/{login}')

    def test_nothing_is_cut_and_nothing_scrolls(self):
        self.calm()
        self.see('none', '/stage')
        self.check('none')
        word = 'Unpronounceable '
        cases = {
            'short': ([f'Prize {i:02} of 10' for i in range(3)], ['Ann', 'Bob', 'Kim']),
            'long': ([f'{i:02} {word * 20}'[:200] for i in range(12)], NAMES),
            'without a space': ([f'{i:02}' + 'M' * 198 for i in range(12)], ['W' * 250] * 12),
            'one': (['Grand prize'], ['Alex Kim']),
            'two': (['Grand prize', 'A ticket for next year, and one for a friend'], ['Alex Kim', 'Sam']),
            'four': ([f'Prize {i}{i * " with a longer name"}' for i in range(4)], ['Ann', 'Alex Kim', 'Bob', 'Maria-Magdalena']),
            'many': ([f'Prize {i:02}' for i in range(30)], ['Person of the Room'] * 30),
        }
        for name, (prizes, names) in cases.items():
            self.open_with(prizes, names, title='T' * 100 if name.startswith('w') else 'PyData San Diego, June')
            if name in ('one', 'two', 'four'):  # which look the same as the short ones before
                self.administer(200, 'POST', '/drawprizes')
                self.see('won', '/stage')
                self.key(Keys.END)
                self.check(f'{name}, all')
                self.check_cards()
                continue
            self.see('open', '/stage')
            self.check(f'{name}, open')
            if name == 'short':
                self.see('open', '/stage?overlay')
                self.check('overlay')
            self.administer(200, 'POST', '/enddraw')
            self.see('closed', '/stage')
            self.check(f'{name}, closed')
            self.administer(200, 'POST', '/drawprizes')
            self.see('won', '/stage')
            self.check(f'{name}, begin')
            for step in range({'long': 6}.get(name, 1)):
                self.key(Keys.SPACE)
                self.key(Keys.SPACE)  # the winner at once
                self.check(f'{name}, {step + 1}')
            self.key(Keys.END)
            self.check(f'{name}, all')


class Alone(StageTest):
    """Stepping through a draw whose winners are all revealed."""

    def test_the_code_says_the_address(self):
        self.to_state('open')
        for query, address in ('', ADDRESS[0]), ('?at=' + ADDRESS[1], ADDRESS[1]), ('?at=http://evil.example/', ADDRESS[0]):
            self.see('open', '/stage' + query)
            self.assertEqual(self.text_of('.where') + '/', address.removeprefix('http://'))
            self.assertEqual(read_code(self.find('.qr').get_dom_attribute('viewBox'),
                                       self.all('.qr path')[1].get_dom_attribute('d')), [address])

    def test_the_last_face_is_not_missed(self):
        """The faces may be a second older than the count, and nobody else may enter."""
        self.to_state('open')
        self.see('open', '/stage')
        self.browser.execute_script('''
          const ask = window.fetch;
          let isStale = true;
          window.fetch = (address, ...more) => {
            if (!isStale || !String(address).endsWith('/stage/faces')) return ask(address, ...more);
            isStale = false;
            return Promise.resolve(new Response('[]'));
          };''')
        self.site.ready_profiles('last')
        self.expect(200, 'POST', '/enter/last')
        eventually(lambda: self.all('.faces [data-face=last]'))

    def test_from_open_to_the_hashes(self):
        self.to_state('none')
        self.see('none', '/stage')
        self.browser.execute_script('window.stayed = true')
        self.open_draw(*PRIZES, duration=600)
        self.becomes('open')
        self.assertEqual(self.texts('.offers li'), list(PRIZES))
        for number, login in enumerate(PEOPLE, 1):
            self.site.ready_profiles(login)
            self.expect(200, 'POST', f'/enter/{login}')
        eventually(lambda: len(self.all('.faces li')) == len(PEOPLE), 12)
        eventually(lambda: self.text_of('[data-entrants]') == str(len(PEOPLE)))
        eventually(lambda: self.texts('.faces li')[:1] == ['Tj Hubbard'])
        self.administer(200, 'POST', '/enddraw')
        self.becomes('closed')
        state = self.expect(200, 'GET', '/state').json()
        eventually(lambda: self.texts('.hashes code') == [state['entrants_sha256'], state['prizes_sha256']], 10)
        self.says('.hashes', 'nothing was changed')
        self.administer(200, 'POST', '/drawprizes')
        self.becomes('won')
        self.assertEqual(self.shown_prizes(), [])
        self.assertTrue(self.browser.execute_script('return window.stayed'))

    def test_every_key(self):
        self.calm()
        self.to_state('won')
        self.see('won', '/stage')
        wanted = [each['prize'] for each in self.expect(200, 'GET', '/winners').json()]
        self.assertEqual(self.shown_prizes(), [])
        self.shoot('reveal-begin')
        on = Keys.SPACE, Keys.PAGE_DOWN, Keys.ARROW_RIGHT, Keys.ENTER, Keys.ARROW_DOWN, 'n', 'N'
        back = Keys.PAGE_UP, Keys.ARROW_LEFT, Keys.BACKSPACE, Keys.ARROW_UP, 'p'
        for number, (forth, returning) in enumerate(zip(on, (*back, *back))):
            self.key(forth)
            self.assertEqual(self.shown_prizes(), [wanted[0]], f'key {number}')
            self.says('#said', f'The next prize is {wanted[0]}')
            self.key(returning)
            self.assertEqual(self.shown_prizes(), [])
        self.key('n')
        self.played()
        self.says('#said', f'{wanted[0]} goes to')
        self.key('n')
        self.key('n')  # skips
        self.played()
        self.browser.refresh()
        eventually(lambda: self.shown_prizes() == [wanted[1]])
        self.pause()
        self.find('.scene').click()
        self.assertEqual(self.shown_prizes(), [wanted[2]])
        self.played()
        self.pause()
        self.shoot('reveal-one')
        self.press('back')
        self.assertEqual(self.shown_prizes(), [wanted[1]])
        self.key(Keys.END)
        self.assertEqual(self.shown_prizes(), wanted)
        self.shoot('reveal-all')
        self.key(Keys.HOME)
        self.assertEqual(self.shown_prizes(), [])
        self.pause()
        self.press('show all')
        self.assertEqual(self.shown_prizes(), wanted)

    def test_dark_and_full_screen(self):
        self.to_state('won')
        self.see('won', '/stage')
        for dark, light in ('b', 'b'), ('.', Keys.SPACE), ('B', Keys.ARROW_DOWN):
            self.key(dark)
            self.assertEqual(self.visible('.scene, .drum, .brand'), [])
            self.key(light)
            self.assertEqual((bool(self.visible('.drum')), self.step), (True, 'begin'))
        full = 'return document.fullscreenElement !== null'
        self.key('f')
        eventually(lambda: self.browser.execute_script(full))
        self.key('f')
        eventually(lambda: not self.browser.execute_script(full))

    def test_it_says_what_the_winners_say(self):
        self.calm()
        self.to_state('won')
        self.see('won', '/stage')
        self.key(Keys.END)
        shown = {item.find_element('css selector', '.prize').text: (item.find_element('css selector', '.winner').text,
                                                                    item.find_element('css selector', '.login').text)
                 for item in self.all('.award')}
        self.assertEqual(shown, {each['prize']: (each['name'], '@' + each['id'])
                                 for each in self.expect(200, 'GET', '/winners').json()})
        prize = sorted(shown)[0]
        self.administer(200, 'POST', '/redraw', json={'prize': prize, 'reason': 'absent'})
        eventually(lambda: self.texts('.award .winner')[0] != shown[prize][0], 12)
        self.assertEqual(len(self.shown_prizes()), len(shown))  # still all at once
        colours = {each.value_of_css_property('color') for each in self.all('.award .login, .award .winner')}
        self.assertEqual(len(colours), 1)  # all on the dark background

    def test_motion_only_where_it_is_wanted(self):
        self.to_state('won')
        moving = """return document.getAnimations().filter((each) => each.effect.getKeyframes().some((frame) => 'transform' in frame
            && frame.transform !== 'none')).length > 0 || document.querySelector('.strip, .burst') !== null"""
        for wanted, moves in ('no-preference', True), ('reduce', False):
            self.colours({'name': 'prefers-reduced-motion', 'value': wanted})
            self.see('won', '/stage')
            self.key(Keys.HOME)
            self.key(Keys.SPACE)
            found = [self.browser.execute_script(moving) or time.sleep(0.02) for _ in range(60)]
            self.assertEqual(any(found), moves)

    def test_without_scripts_everything_is_there(self):
        self.to_state('won')
        self.scripts(False)
        self.see('won', '/stage')
        self.assertEqual(self.shown_prizes(), sorted(self.site.redis('HGETALL', 'prizedraw:winners')))
        self.assertEqual(self.visible('button'), [])

    def test_nothing_is_seen_before_the_script(self):
        self.to_state('won')
        self.browser.execute_cdp_cmd('Network.setBlockedURLs', {'urls': ['*/stage.js']})
        self.addCleanup(self.browser.execute_cdp_cmd, 'Network.setBlockedURLs', {'urls': []})
        self.go('/stage')
        self.assertEqual(self.visible('.award'), [])
        waits = self.browser.execute_script('return document.querySelector(".scene").getAnimations().map((each) => each.effect.getTiming().delay)')
        self.assertEqual(waits, [4000])
        self.finish_animations()
        self.assertTrue(self.visible('.award'))  # the script never loads
        self.logs()

    def test_everybody_on_one_screen(self):
        self.calm()
        for winners, at_first in (1, 1), (3, 3), (12, 12), (30, 30), (45, 23):
            self.site.redis('FLUSHALL')
            self.open_draw(*(f'Prize {i:02}' for i in range(winners)))
            self.site.redis('SADD', 'prizedraw:entrants', *(f'user-{i:02}' for i in range(winners)))
            self.administer(200, 'POST', '/drawprizes')
            eventually(lambda: (self.see('won', '/stage'), len(self.all('.award')) == winners)[-1])
            self.key(Keys.END)
            self.assertEqual(len(self.shown_prizes()), at_first)
            self.shoot(f'stage-all-{winners}')
        first = self.shown_prizes()
        eventually(lambda: len(self.shown_prizes()) == 22)
        eventually(lambda: self.shown_prizes() == first)
        self.key('n')
        self.assertEqual(len(self.shown_prizes()), 22)
        time.sleep(2.2)
        self.assertEqual(len(self.shown_prizes()), 22)  # no automatic turning from then on

    def test_left_over_from_the_start(self):
        self.open_draw(*PRIZES, entrants=('octocat', 'hubot'))
        self.administer(200, 'POST', '/drawprizes')
        self.see('won', '/stage')
        self.reads('.tally', '4 prizes, 2 winners')
        left = set(PRIZES) - set(self.site.redis('HGETALL', 'prizedraw:winners'))
        self.assertEqual(set(self.texts('.drum .offers li')), left)
        self.key(Keys.END)
        self.assertEqual({item.find_element('css selector', '.prize').text for item in self.visible('.left')}, left)


class Together(StageTest):
    """Two projector views and a desk, each of which moves all."""

    def setUp(self):
        super().setUp()
        self.windows = {'first': self.browser.current_window_handle}
        self.calm()

    def tearDown(self):
        for name, window in self.windows.items():
            if name != 'first':
                self.browser.switch_to.window(window)
                self.browser.close()
        self.browser.switch_to.window(self.windows['first'])
        super().tearDown()

    def open_window(self, name, kind, path):
        self.browser.switch_to.new_window('window')
        self.windows[name] = self.browser.current_window_handle
        hurry(self.browser)
        self.calm()
        self.see(kind, path)

    def at(self, name):
        self.browser.switch_to.window(self.windows[name])

    def sees(self, name, place, prize):
        self.at(name)
        eventually(lambda: (self.place, self.shown_prizes()) == (place, [prize]), 12)
        self.played()

    def test_whoever_moves_it_everybody_follows(self):
        self.begin_together()
        self.see('won', '/stage')
        self.open_window('second', 'won', '/stage')
        self.open_window('desk', 'won', '/admin')
        self.at('first')
        self.assertEqual((self.step, self.text_of('.tally')), ('begin', '3 prizes, 3 winners'))
        self.key(Keys.PAGE_DOWN)
        self.assertEqual(self.shown_prizes(), ['Zebra'])
        self.sees('first', '1 of 3', 'Zebra')
        self.sees('second', '1 of 3', 'Zebra')
        self.assertEqual(self.beat(), 'winner')  # it was animated, not only shown
        self.at('desk')
        eventually(lambda: self.texts('.winners .prize') == ['Zebra'], 12)
        eventually(lambda: self.press('reveal the next winner') or True)  # the page may be renewed meanwhile
        self.sees('first', '2 of 3', 'Apple')
        self.sees('second', '2 of 3', 'Apple')
        self.key('n')
        self.sees('second', '3 of 3', 'Mug')
        self.sees('first', '3 of 3', 'Mug')
        self.assertEqual(self.revealed(), 3)
        self.key('n')
        self.assertEqual((self.step, len(self.shown_prizes())), ('all', 3))
        self.open_window('late', 'won', '/stage')
        self.assertEqual(self.step, 'all')

    def test_programs_that_die_in_its_middle(self):
        self.begin_together()
        self.see('won', '/stage')
        self.open_window('second', 'won', '/stage')
        self.open_window('home', 'won', '/')
        self.at('first')
        self.key('n')
        eventually(lambda: self.revealed() == 1)
        killed = self.site.programs()
        for process in killed:
            os.kill(process, signal.SIGKILL)
        eventually(lambda: not set(killed) & set(self.site.programs()) and len(self.site.programs()) == len(killed))
        for name in 'first', 'second':
            self.at(name)
            self.see('won', '/stage')
            self.sees(name, '1 of 3', 'Zebra')
        self.at('home')
        self.see('won', '/')
        self.assertEqual(self.texts('.winners .prize'), ['Zebra'])
        self.at('first')
        self.key('n')
        self.sees('first', '2 of 3', 'Apple')
        self.sees('second', '2 of 3', 'Apple')
        self.at('home')
        eventually(lambda: self.texts('.winners .prize') == ['Zebra', 'Apple'])

    def test_more_than_a_hundred(self):
        """The page has the last hundred, and the very last is animated too; then all, without leaving the page."""
        prizes = [f'Prize {i:03}' for i in range(103)]
        self.open_draw(*prizes, reveal='together')
        self.site.redis('SADD', 'prizedraw:entrants', *(f'user-{i:03}' for i in range(103)))
        self.administer(200, 'POST', '/drawprizes')
        self.administer(200, 'POST', '/admin/reveal', json={'shown': 102})
        self.reaches('DRAW_WON', shown=102)
        self.see('won', '/stage')
        self.browser.execute_script('window.stayed = true')
        self.assertEqual((self.place, self.shown_prizes()), ('102 of 103', ['Prize 101']))
        self.key('n')
        eventually(lambda: (self.place, self.shown_prizes(), self.beat()) == ('103 of 103', ['Prize 102'], 'winner'))
        self.key('n')
        self.assertEqual((self.place, self.shown_prizes()), ('101 to 103 of 103', prizes[100:]))
        eventually(lambda: (self.place, self.shown_prizes()[0]) == ('1 to 100 of 103', 'Prize 000'))
        self.key(Keys.PAGE_UP)
        eventually(lambda: self.step == 'one' and self.shown_prizes() == ['Prize 099'])
        self.key(Keys.HOME)
        self.assertEqual((self.place, self.step), ('0 of 103', 'begin'))
        self.assertTrue(self.browser.execute_script('return window.stayed'))

    def test_nobody_knows_before(self):
        self.begin_together()
        self.see('won', '/stage')
        winners = self.site.redis('HGETALL', 'prizedraw:winners')
        for prizes in ['Zebra'], ['Zebra', 'Apple']:
            source = self.browser.page_source
            for prize in set(winners) - set(prizes[:-1]):
                self.assertNotIn(winners[prize], source)
            self.key('n')
            self.played()

    def test_a_reload_and_a_step_back(self):
        self.begin_together()
        self.see('won', '/stage')
        self.key('n')
        self.sees('first', '1 of 3', 'Zebra')
        self.browser.refresh()
        self.sees('first', '1 of 3', 'Zebra')
        self.key('n')
        self.sees('first', '2 of 3', 'Apple')
        self.key('p')
        self.sees('first', '1 of 3', 'Zebra')
        self.key(Keys.END)
        self.assertEqual(self.revealed(), 2)  # no key reveals all
        self.key('n')
        self.sees('first', '2 of 3', 'Apple')
        self.assertEqual(self.revealed(), 2)

    def test_no_press_reveals_two(self):
        self.begin_together()
        self.see('won', '/stage')
        self.browser.execute_script('document.body.click(); document.body.click()')
        self.sees('first', '1 of 3', 'Zebra')
        time.sleep(STEP)
        self.browser.execute_script("""for (let i = 0; i < 20; i += 1) {
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', repeat: true, bubbles: true})); }""")
        time.sleep(STEP)
        self.browser.execute_script("""dispatchEvent(new Event('focus'));
            document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
            document.body.click();""")
        time.sleep(STEP)
        self.assertEqual((self.revealed(), self.place), (1, '1 of 3'))
        self.find('.scene').click()
        self.sees('first', '2 of 3', 'Apple')

    def test_a_second_press_skips_the_roll(self):
        self.colours()
        self.begin_together()
        self.see('won', '/stage')
        self.browser.execute_script("localStorage.setItem('prizedraw:stage:roll', '6')")
        self.addCleanup(self.browser.execute_script, "localStorage.removeItem('prizedraw:stage:roll')")
        self.find('body').send_keys('n')
        eventually(lambda: self.all('.strip'))
        names = set(self.texts('.strip bdi'))
        self.assertLess(names, {'Octocat Hubbard', 'Hubot Hubbard', 'Mojombo Hubbard', 'Wycats Hubbard', 'Tj Hubbard', 'x'})
        self.assertGreater(len(names), 3)
        self.assertFalse(self.visible('.award .winner'))
        self.key('n')
        eventually(lambda: self.visible('.award .winner'), 1.5)
        self.assertTrue(self.all('.burst'))
        self.assertEqual(self.revealed(), 1)
        won = self.text_of('.award .winner')
        self.key('n')
        eventually(lambda: self.visible('.strip'))
        self.assertNotIn(won, self.texts('.strip bdi'))

    def test_who_is_not_logged_in(self):
        self.begin_together()
        self.see('won', '/stage')
        # As if somebody had cancelled the browser's password dialog.
        self.browser.execute_script("""const real = window.fetch;
            window.fetch = (address, options) => (address.endsWith('/admin/reveal')
              ? real(address, {...options, credentials: 'omit'}) : real(address, options));""")
        self.key('n')
        eventually(lambda: 'Log in at' in self.text_of('#notice'))
        self.assertEqual((self.revealed(), self.step), (0, 'begin'))
        self.administer(200, 'POST', '/admin/reveal', json={'shown': 1})
        self.sees('first', '1 of 3', 'Zebra')

    def test_the_overlay(self):
        self.begin_together()
        self.see('won', '/stage?overlay')
        self.browser.execute_cdp_cmd('Emulation.setDefaultBackgroundColorOverride', {'color': {'r': 0, 'g': 0, 'b': 0, 'a': 0}})
        self.assertEqual(corner(self.browser), (0, 0, 0, 0))
        self.assertEqual(self.all('.where, .qr, .controls'), [])
        self.key('n')
        self.find('.scene').click()
        self.assertEqual(self.revealed(), 0)
        self.administer(200, 'POST', '/admin/reveal', json={'shown': 1})
        eventually(lambda: self.shown_prizes() == ['Zebra'], 8)
        self.played()
        self.open_draw('Pear')
        self.becomes('open')
        self.assertEqual((self.all('.where, .qr, .controls'), corner(self.browser)), ([], (0, 0, 0, 0)))
        self.browser.execute_cdp_cmd('Emulation.setDefaultBackgroundColorOverride', {})


def read_code(view_box, path):
    """The text that a QR reader finds in the picture."""
    size = int(view_box.split()[2])
    field = [bytearray(b'\xff' * size * 4) for _ in range(size * 4)]  # 4 pixels per module
    for x, y, length in (map(int, each) for each in re.findall(r'M(\d+) (\d+)h(\d+)v1', path)):
        for row in field[4 * y:4 * y + 4]:
            row[4 * x:4 * (x + length)] = bytes(4 * length)
    image = zbar.Image(4 * size, 4 * size, 'Y800', bytes(b''.join(field)))
    zbar.ImageScanner().scan(image)
    return [symbol.data for symbol in image]


def corner(browser):
    """The picture's first pixel: red, green, blue and alpha."""
    clip = {'x': 0, 'y': 0, 'width': 4, 'height': 4, 'scale': 1}
    picture = base64.b64decode(browser.execute_cdp_cmd('Page.captureScreenshot', {'format': 'png', 'clip': clip})['data'])
    at, data = 8, b''
    while at < len(picture):
        length, kind = struct.unpack('>I4s', picture[at:at + 8])
        if kind == b'IDAT':
            data += picture[at + 8:at + 8 + length]
        at += 12 + length
    return tuple(zlib.decompress(data)[1:5])
