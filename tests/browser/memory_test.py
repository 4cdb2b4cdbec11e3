"""What a browser remembers about one draw and must not apply to another, and how a page learns the status of an entry."""

from selenium.webdriver.common.keys import Keys

from tests.support import eventually
from tests.support.day import Day

# The page's next answer from this address is an earlier one, as from a cache in between.
STALE_ONCE = '''
const [path, text, done] = arguments;
const real = window.fetch;
window.fetch = (address, options) => {
  if (new URL(address, location.href).pathname !== path) return real(address, options);
  window.fetch = real;
  window.servedStale = true;
  return Promise.resolve(new Response(text, {headers: {'Content-Type': 'text/html'}}));
};
'''


class Memory(Day):
    def setUp(self):
        super().setUp()
        self.see('none')
        self.browser.execute_script('localStorage.clear(); sessionStorage.clear()')

    def enter(self, login):
        self.see('open')
        self.type('input[name=github_id]', login, Keys.ENTER)
        eventually(lambda: 'You’re in.' in self.text_of('#mine'))

    def older_start(self, *prizes):
        self.site.redis('DEL', *(f'prizedraw:{key}' for key in ('entrants', 'winners', 'winners_json', 'prizes')))
        self.site.redis('SADD', 'prizedraw:prizes', *prizes)
        self.site.redis('SET', 'prizedraw:is_open', 'true')

    def older_pick(self, **winners):
        self.site.redis('DEL', *(f'prizedraw:{key}' for key in ('is_open', 'entrants', 'prizes')))
        self.site.redis('HSET', 'prizedraw:winners', *(word for pair in winners.items() for word in pair))

    def mine_is(self, text, within=12):
        eventually(lambda: text in self.text_of('#mine') and self.visible('#mine'), within)


class AnotherDraw(Memory):
    def nothing_is_claimed(self):
        self.assertEqual(self.text_of('#mine'), '')
        self.assertEqual(self.text_of('#result'), '')
        self.reads('[data-entrants]', '0')

    def test_one_by_spop_after_another(self):
        self.open_draw('Apple', method='spop')
        self.enter('octocat')
        self.administer(200, 'POST', '/drawprizes')
        self.see('won')
        self.mine_is('@octocat You won Apple!')
        self.open_draw('Banana', method='spop')
        self.becomes('open')
        self.nothing_is_claimed()
        self.see('open')
        self.nothing_is_claimed()

    def test_one_of_an_older_program(self):
        self.open_draw('Apple')
        self.enter('octocat')
        for prize in 'Banana', 'Cherry':
            self.older_start(prize)
            eventually(lambda: (self.go('/'), self.texts('.prizes li') == [prize])[-1])
            self.nothing_is_claimed()
            self.enter('octocat')
            self.see('open')
            self.assertEqual(self.text_of('#mine'), '')
        self.older_pick(Cherry='octocat')
        self.see('won')
        self.assertEqual(self.text_of('#mine'), '')

    def winners_shown(self):
        return [item.find_element('css selector', '.prize').get_property('textContent') for item in self.visible('.awards li')]

    def test_the_stage_begins_at_the_beginning(self):
        for prize in 'Apple', 'Banana':
            self.open_draw(prize, entrants=['octocat'], method='spop')
            self.administer(200, 'POST', '/drawprizes')
            eventually(lambda: (self.see('won', '/stage'), self.texts('.awards .prize') == [prize])[-1])
            self.assertEqual(self.winners_shown(), [])
            self.find('body').send_keys(Keys.END)
            self.assertEqual(self.winners_shown(), [prize])
        self.see('won', '/stage')
        self.assertEqual(self.winners_shown(), ['Banana'])
        self.older_start('Cherry')
        self.older_pick(Cherry='octocat')
        for _ in range(2):
            eventually(lambda: (self.see('won', '/stage'), self.texts('.awards .prize') == ['Cherry'])[-1])
            self.assertEqual(self.winners_shown(), [])
            self.find('body').send_keys(Keys.END)


class WhatBecameOfMe(Memory):
    def enter_while_github_is_silent(self, login):
        self.github.weather = 'broken-one'
        self.enter(login)
        self.github.weather = None
        self.site.redis('DEL', 'prizedraw:github_silent')

    def somebody_else_enters(self, login='hubot'):
        """After this reply a few others are looked up again."""
        self.site.ready_profiles(login)
        self.expect(200, 'POST', f'/enter/{login}')

    def test_renamed_and_won(self):
        self.open_draw('Apple', 'Banana')
        self.enter_while_github_is_silent('renamed-one')
        self.somebody_else_enters()
        eventually(lambda: self.site.redis('SMEMBERS', 'prizedraw:entrants') == {'hubot', 'moved-here'})
        self.administer(200, 'POST', '/drawprizes')
        self.mine_is('@moved-here You won')

    def test_renamed_on_a_second_device(self):
        """It learns that they are already in, and under which name."""
        self.open_draw('Apple')
        self.somebody_else_enters('moved-here')
        self.see('open')
        self.type('input[name=github_id]', 'renamed-one', Keys.ENTER)
        eventually(lambda: 'already' in self.text_of('#result'))
        self.mine_is('@moved-here You’re in.')
        self.administer(200, 'POST', '/drawprizes')
        self.mine_is('@moved-here You won Apple!')

    def check_removed(self, login, said):
        self.mine_is(said)
        self.assertNotIn('You’re in', self.find('main').text)
        self.shoot(f'home-removed-{login}')
        self.administer(200, 'POST', '/enddraw')
        self.see('closed')
        self.assertNotIn('You’re in', self.find('main').text)

    def test_whom_github_does_not_know(self):
        self.open_draw()
        self.enter_while_github_is_silent('missing-one')
        self.somebody_else_enters()
        self.check_removed('missing-one', 'GitHub has no user called missing-one, so missing-one is not in this draw.')

    def test_excluded(self):
        self.open_draw()
        self.enter('octocat')
        self.administer(200, 'POST', '/admin/exclude', form={'github_ids': 'octocat'})
        self.check_removed('octocat', 'The organiser has excluded octocat, so octocat is not in this draw.')

    def test_removed_by_the_organiser(self):
        self.open_draw()
        self.enter('octocat')
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': 'organises'})
        self.check_removed('octocat', 'The organiser has removed octocat from this draw.')

    def test_told_at_the_next_look(self):
        """Somebody was removed while the page was closed."""
        self.open_draw()
        self.enter('octocat')
        self.go('/verify')
        self.administer(200, 'POST', '/admin/take-out', form={'github_id': 'octocat', 'reason': 'organises'})
        self.see('open')
        self.mine_is('The organiser has removed octocat from this draw.')


class CachesInBetween(Memory):
    """The page and /pulse come from the micro-cache, each of a different age."""

    def test_they_disagree_for_a_moment(self):
        self.open_draw('Apple', entrants=['octocat', 'hubot', 'mojombo'])
        self.administer(200, 'POST', '/drawprizes')
        self.see('won')
        for path in '/', '/pulse':
            with self.subTest(stale=path):
                before = self.site.redis('HGET', 'prizedraw:winners', 'Apple')
                eventually(lambda: (self.see('won'), self.winner_shown() == before)[-1])
                old = self.expect(200, 'GET', path).text
                self.browser.execute_script(STALE_ONCE, self.site.root + path, old)
                self.administer(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
                after = self.site.redis('HGET', 'prizedraw:winners', 'Apple')
                self.assertNotEqual(after, before)
                eventually(lambda: self.winner_shown() == after, 12)
                self.assertTrue(self.browser.execute_script('return window.servedStale === true'))

    def winner_shown(self):
        return self.find('[data-winner]').get_attribute('data-winner')
