"""What a phone is told and may do: it can remove people it has entered, a winner has a page to share, and anybody can ask whether
they were in."""

import re

from tests.support.programs import BROWSER, both_ways
from tests.support.steps import Steps

PHONE = re.compile('prizedraw_phone=([0-9a-f]{32}); Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax')


class Phone(Steps):
    def enter(self, login, phone='', status=200, headers=BROWSER):
        """With a browser that has this word, or none. Returns the answer, and the browser's word afterwards."""
        self.ready_profile(login)
        cookie = {'HTTP_COOKIE': f'prizedraw_fresh=1; prizedraw_phone={phone}'} if phone else {}
        answer = self.expect(status, 'POST', '/enter', form={'github_id': login}, headers=headers, **cookie)
        given = [match[1] for match in map(PHONE.fullmatch, answer.every('Set-Cookie')) if match]
        return answer, given[0] if given else phone

    def leave(self, status, login, phone, headers=()):
        return self.expect(status, 'POST', '/leave', form={'entrant': login}, headers=headers,
                           HTTP_COOKIE=f'a=b; prizedraw_phone={phone}; c=d')


@both_ways
class Leaving(Phone):
    def test_by_the_browser_that_entered(self):
        self.begin()
        page, phone = self.enter('octocat')
        self.assertTrue(page.page().form('/leave').first('input', name='entrant', value='octocat'))
        _, same = self.enter('hubot', phone)
        self.assertEqual(same, phone)
        self.assertEqual(self.leave(200, 'octocat', phone).text, 'OK\n')
        self.assertEqual(self.members('entrants'), {'hubot'})
        self.assertEqual(self.expect(200, 'GET', '/state/octocat').json()['reason'], 'left')
        self.assertEqual(self.state()['removed'], 1)
        self.assertEqual(self.log()[-1], {'who': 'Prize Draw', 'did': 'removed octocat, who chose to leave'})
        home = self.leave(200, 'hubot', phone, BROWSER).page()
        self.assertIn('hubot has left the draw', home.first(id='result').text)
        self.assertFalse(home.has('form', action='/leave'))
        self.enter('octocat', phone)
        self.assertEqual(self.members('entrants'), {'octocat'})
        self.assertEqual(self.expect(200, 'GET', '/state/octocat').json()['entry'], 'entered')

    def test_nobody_else_may(self):
        self.begin('hubot')
        _, phone = self.enter('octocat')
        _, other = self.enter('mojombo')
        self.assertNotEqual(phone, other)
        for login, held in (('octocat', other), ('octocat', '0' * 32), ('octocat', ''), ('octocat', phone[:-1]),
                            ('hubot', phone), ('nobody', phone)):
            with self.subTest(login=login):
                self.refused(403, 'POST', '/leave', form={'entrant': login}, HTTP_COOKIE=f'prizedraw_phone={held}')
        self.enter('octocat', other, 400)  # already in: this browser does not control the entry
        self.leave(403, 'octocat', other)
        self.refused(403, 'POST', '/leave', form={'entrant': 'octocat'}, HTTP_COOKIE=f'prizedraw_phone={phone}',
                     headers={'Sec-Fetch-Site': 'cross-site'})
        for form in {}, {'entrant': 'no such/id'}:
            self.refused(422, 'POST', '/leave', form=form, HTTP_COOKIE=f'prizedraw_phone={phone}')
        self.assertEqual(self.members('entrants'), {'octocat', 'hubot', 'mojombo'})

    def test_only_while_this_draw_is_open(self):
        self.begin()
        _, phone = self.enter('octocat')
        self.expect(200, 'POST', '/enddraw')
        self.refused(409, 'POST', '/leave', form={'entrant': 'octocat'}, HTTP_COOKIE=f'prizedraw_phone={phone}')
        self.assertTrue(self.redis('EXISTS', self.key('phones')))
        self.pick()
        self.assertFalse(self.redis('EXISTS', self.key('phones')))
        self.begin('octocat')
        self.leave(403, 'octocat', phone)

    def test_what_is_kept_is_void_in_an_older_programs_draw(self):
        self.begin()
        _, phone = self.enter('octocat')
        self.their_start('Apple')
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.leave(403, 'octocat', phone)
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_programs_hold_nothing(self):
        self.begin()
        self.ready_profile('octocat', 'hubot')
        for path, how in ('/enter/octocat', {}), ('/enter', {'form': {'github_id': 'hubot'}}):
            cookies = self.expect(200, 'POST', path, **how).every('Set-Cookie')
            self.assertEqual(len(cookies), 1, cookies)
        self.assertFalse(self.redis('EXISTS', self.key('phones')))

    def test_the_script_of_the_home_page_holds_it_too(self):
        self.begin()
        answer, phone = self.enter('octocat', headers={'Accept': 'application/json', 'Origin': 'http://prize.example'})
        self.assertEqual(answer.json()['login'], 'Octocat')
        self.leave(200, 'octocat', phone)

    def test_redis_does_not_hold_the_word_itself(self):
        self.begin()
        _, phone = self.enter('octocat')
        kept = self.redis('HGET', self.key('phones'), 'octocat')
        self.assertRegex(kept, '^[0-9]{13} [0-9a-f]{64}$')
        self.assertNotIn(phone, kept)

    def test_leaving_again_and_again_does_not_use_up_the_log(self):
        self.begin()
        _, phone = self.enter('octocat')
        for _ in range(130):
            self.leave(200, 'octocat', phone)
            self.enter('octocat', phone)
        lines = [each['did'] for each in self.log()]
        self.assertEqual(sum('chose to leave' in line for line in lines), 100)
        self.assertIn('opened', lines[0])

    def test_over_https_it_stays_there(self):
        self.begin()
        self.ready_profile('octocat')
        answer = self.expect(200, 'POST', '/enter', form={'github_id': 'octocat'}, headers=BROWSER, HTTPS='on', SCRIPT_NAME='/draw')
        self.assertTrue(any(re.search('^prizedraw_phone=.*; Path=/draw/; .*; Secure$', each) for each in answer.every('Set-Cookie')))


@both_ways
class AlreadyIn(Phone):
    def test_good_news_to_a_person(self):
        self.begin('octocat')
        page = self.enter('octocat', status=400)[0].page()
        self.assertIn('is-good', page.first(id='result').get('class'))
        self.assertIn('Octocat Hubbard @octocat You’re in', page.first(id='mine').text)
        self.assertFalse(page.has('form', action='/leave'))
        self.assertEqual(self.ask('POST', '/enter/octocat').status, 400)


@both_ways
class WonPage(Phone):
    def won(self, login, status=200):
        return self.expect(status, 'GET', f'/won/{login}', headers=BROWSER)

    def test_once_it_is_revealed(self):
        prizes = [{'name': 'Zebra', 'note': 'by ACME'}, {'name': 'Apple', 'note': ''}]
        self.begin('octocat', 'hubot', 'mojombo', prizes=prizes, title='PyData <June>', reveal='together')
        nobody = self.won('octocat', 404).body
        self.pick()
        first, second = self.winners()['Zebra'], self.winners()['Apple']
        for login in 'octocat', 'hubot', 'mojombo', 'nobody', 'no such/id', 'x' * 40, '':
            self.assertEqual(self.won(login, 404).body, nobody, login)
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 1})
        page = self.won(first.upper()).page()
        name = f'{first.capitalize()} Hubbard'
        for text in name, f'@{first}', 'won Zebra', 'by ACME', 'PyData <June>', 'Drawn on':
            self.assertIn(text, page.main_text)
        meta = {each.get('property') or each.get('name'): each.get('content') for each in page.all('meta')}
        self.assertEqual(meta['og:title'], f'{name} won Zebra · PyData <June>')
        self.assertEqual(meta['og:url'], f'http://prize.example/won/{first}')
        self.assertRegex(meta['og:image'], r'^https://avatars\.githubusercontent\.com/u/\d+\?')
        self.assertRegex(meta['og:description'], r'“PyData <June>”, drawn on \d+ [A-Z][a-z]+ \d{4}\.$')
        self.assertEqual(self.won(second, 404).body, nobody)
        links = [each.get('href') for each in self.home().all('a')]
        self.assertIn(f'/won/{first}', links)
        self.assertNotIn(f'/won/{second}', links)

    def test_gone_with_the_prize(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.pick()
        winner = self.winners()['Apple']
        self.won(winner)
        self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
        self.won(winner, 404)
        self.begin('octocat', 'hubot')
        for login in 'octocat', 'hubot':
            self.won(login, 404)


@both_ways
class WasIIn(Phone):
    def says(self, login):
        return self.expect(200, 'GET', '/was-i-in', QUERY_STRING=f'github_id={login}', headers=BROWSER).page().main_text

    def test_in_each_state(self):
        self.assertIn('There is no draw right now', self.says('octocat'))
        self.begin('octocat', 'hubot', 'mojombo', 'wycats', prizes=['Apple', 'Banana'], reveal='together')
        self.assertIn('Yes: octocat is in this draw.', self.says('%40OctoCat'))
        self.assertIn('No: nobody is not in this draw yet.', self.says('nobody'))
        self.act(200, '/admin/take-out', github_id='wycats', reason='organises')
        self.expect(200, 'POST', '/enddraw')
        self.assertTrue(self.home().has('form', action='/was-i-in'))
        self.pick()
        for login in 'octocat', 'hubot', 'mojombo':
            self.assertIn(f'Yes: {login} is in this draw. Not all winners are revealed yet.', self.says(login))
        self.assertIn('No: the organiser has removed wycats', self.says('wycats'))
        self.assertIn('No: nobody was not in this draw.', self.says('nobody'))
        self.expect(200, 'POST', '/admin/reveal', json={'shown': 2})
        winners = set(self.winners().values())
        loser, = {'octocat', 'hubot', 'mojombo'} - winners
        self.assertIn(f'Yes: {loser} was in this draw, but did not win', self.says(loser))
        for login in winners:
            self.assertIn(f'Yes, and {login} has won!', self.says(login))
        self.assertIn('not a valid GitHub username', self.says('no%20such/id'))
        self.assertIn('Look up', self.says(''))

    def test_who_gave_a_prize_up_was_in(self):
        for method in 'ranked', 'spop':
            self.begin('octocat', 'hubot', prizes=['Apple'], method=method)
            self.pick()
            winner = self.winners()['Apple']
            self.expect(200, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})
            self.assertEqual(self.expect(200, 'GET', f'/state/{winner}').json()['entry'], 'entered')
            self.assertIn(f'Yes: {winner} was in this draw', self.says(winner))
            self.expect(409, 'POST', '/redraw', json={'prize': 'Apple', 'reason': 'absent'})  # no entrant is left
            for login in 'octocat', 'hubot':
                self.assertEqual(self.expect(200, 'GET', f'/state/{login}').json()['entry'], 'entered', method)

    def test_when_the_list_is_deleted(self):
        self.begin('octocat', 'hubot', prizes=['Apple'])
        self.pick()
        draw = self.state()['draw']
        for key in ('entrants',), ('record', draw), ('order', draw), ('removed',), ('renamed',):
            self.redis('DEL', self.key(*key))
        loser, = {'octocat', 'hubot'} - set(self.winners().values())
        self.assertIn('has been deleted', self.says(loser))
        self.assertEqual(self.expect(200, 'GET', f'/state/{loser}').json()['reason'], 'deleted')
