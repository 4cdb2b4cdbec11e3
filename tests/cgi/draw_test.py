"""The life of a draw: opening, entering, closing, picking, and what each changes in Redis."""

import threading

from tests.support.github import profile
from tests.support.programs import BROWSER, FastCgi, ProgramsTest, both_ways


BESIDES = 'prizedraw:fairness', 'prizedraw:log', 'prizedraw:opened', 'prizedraw:draws'  # keys that the older programs do not know


@both_ways
class Start:
    def test_by_json(self):
        response = self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple', ' Bánana\t'], 'duration': 900})
        self.assertEqual((response.text.strip(), response.header('Cache-Control')), ('OK', 'no-store'))
        self.assertEqual(self.redis.dump(but=BESIDES), {
            'prizedraw:is_open': ('string', 'true', True), 'prizedraw:prizes': ('set', {'Apple', 'Bánana'}, True)})
        self.assertGreater(self.redis('TTL', 'prizedraw:prizes'), 100 * 365 * 86400)  # the draw's mark
        self.assertIn(self.redis('TTL', 'prizedraw:is_open'), range(895, 901))

    def test_durations(self):
        for given, ttl in (0, -1), ('0', -1), (1, 1), ('900', 900), (31_536_000, 31_536_000), ('31536000', 31_536_000):
            with self.subTest(duration=given):
                self.begin_anew()
                self.expect(200, 'POST', '/startdraw', json={'prizes': ['Apple'], 'duration': given})
                self.assertIn(self.redis('TTL', 'prizedraw:is_open') - ttl, (0, -1, -2) if ttl > 5 else (0, -1))

    def test_by_form(self):
        text = ' Apple \r\n\r\n\tBánana & Co\r\n<b>Bold</b>\n100% =+\n'
        response = self.expect(303, 'POST', '/startdraw', form={'prizes': text, 'duration': '900'}, headers=BROWSER)
        self.assertEqual(response.header('Location'), '/admin')
        self.assertEqual(self.members('prizes'), {'Apple', 'Bánana & Co', '<b>Bold</b>', '100% =+'})
        self.assertIn(self.redis('TTL', 'prizedraw:is_open'), range(895, 901))

    def test_form_with_other_minutes(self):
        self.expect(303, 'POST', '/startdraw', headers=BROWSER,
                    form={'prizes': 'Apple', 'duration': 'other', 'minutes': '7'})
        self.assertIn(self.redis('TTL', 'prizedraw:is_open'), range(415, 421))

    def test_form_without_a_browser(self):
        response = self.ask('POST', '/startdraw', form={'prizes': 'Apple', 'duration': '0'})
        self.assertIn(response.status, (200, 303), response)
        self.assertEqual(self.members('prizes'), {'Apple'})

    def test_content_types_with_parameters(self):
        for kind, body in (('application/json; charset=utf-8', b'{"prizes": ["A"], "duration": 0}'),
                           ('Application/JSON', b'{"prizes": ["A"], "duration": 0}'),
                           ('application/x-www-form-urlencoded;charset=UTF-8', b'prizes=A&duration=0')):
            with self.subTest(kind=kind):
                self.begin_anew()
                self.assertIn(self.ask('POST', '/startdraw', body=body, CONTENT_TYPE=kind).status, (200, 303))
                self.assertEqual(self.members('prizes'), {'A'})

    def test_a_new_draw_replaces_the_old_one_and_keeps_profiles(self):
        self.ready_profile('octocat')
        self.won_draw({'Apple': 'octocat'}, unwon=['Old'])
        self.redis('SET', self.key('winners_json'), '[]')
        self.redis('SADD', self.key('entrants'), 'left-over')
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.redis('DEL', *BESIDES)
        self.assertEqual({key: value[1] for key, value in self.redis.dump(but='prizedraw:profiles:').items()},
                         {'prizedraw:is_open': 'true', 'prizedraw:prizes': {'New'}})
        self.assertEqual(self.redis('TTL', 'prizedraw:is_open'), -1)
        self.assertEqual(self.redis('EXISTS', 'prizedraw:profiles:octocat'), 1)

    def test_a_closed_draw_without_entrants_may_be_replaced(self):
        self.open_draw('Old')
        self.close_draw()
        self.expect(200, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
        self.assertEqual(self.members('prizes'), {'New'})

    def test_a_running_draw_is_not_wiped(self):
        new = {'prizes': ['New'], 'duration': 0}
        self.open_draw()
        self.refused(409, 'POST', '/startdraw', json=new)
        self.redis('SADD', self.key('entrants'), 'octocat')
        self.refused(409, 'POST', '/startdraw', json=new)
        self.close_draw()
        plain, page = self.refused(409, 'POST', '/startdraw', json=new)
        self.assertIn(plain.text.strip(), page.page().main_text)

    def test_ten_thousand_prizes(self):
        names = [f'Prize {number}' for number in range(10_000)]
        self.expect(200, 'POST', '/startdraw', json={'prizes': names, 'duration': 0})
        self.assertEqual(self.members('prizes'), set(names))
        self.redis('FLUSHALL')
        self.expect(303, 'POST', '/startdraw', form={'prizes': '\n'.join(names), 'duration': 0}, headers=BROWSER)
        self.assertEqual(self.members('prizes'), set(names))

    def test_the_longest_prizes(self):
        names = ['é' * 200, '🎁' * 200, 'x' * 200, '  ' + 'y' * 200 + '  ']
        self.expect(200, 'POST', '/startdraw', json={'prizes': names, 'duration': 0})
        self.assertEqual(self.members('prizes'), {name.strip() for name in names})


@both_ways
class Enter:
    def test_profile_as_json(self):
        self.open_draw()
        for method, login in ('POST', 'octocat'), ('GET', 'hubot'):
            response = self.expect(200, method, f'/enter/{login}')
            whole = profile(login)
            self.assertEqual({name: response.json()[name] for name in ('login', 'id', 'type', 'name', 'avatar_url')},
                             {name: whole[name] for name in ('login', 'id', 'type', 'name', 'avatar_url')})
            cached = self.redis('GET', self.key('profiles', login))
            self.assertIn(whole['avatar_url'], cached)
            self.assertIn(self.redis('TTL', self.key('profiles', login)), range(3595, 3601))
        self.assertEqual(self.members('entrants'), {'octocat', 'hubot'})

    def test_case_does_not_matter(self):
        self.open_draw()
        self.expect(200, 'POST', '/enter/OctoCat')
        self.assertEqual(self.members('entrants'), {'octocat'})
        self.assertEqual(self.redis('EXISTS', 'prizedraw:profiles:octocat'), 1)
        self.refused(400, 'POST', '/enter/OCTOCAT')
        self.refused(400, 'GET', '/enter/octocat')

    def test_all_logins_that_github_ever_gave(self):
        self.open_draw()
        for login in '-octocat', 'octocat-', 'octo--cat', '-', 'a', '7', 'x' * 39:
            self.ready_profile(login)
            self.expect(200, 'POST', f'/enter/{login}')
            self.assertIn(login, self.members('entrants'))

    def test_a_cached_profile_is_enough(self):
        self.open_draw()
        self.ready_profile('octocat')
        self.expect(200, 'POST', '/enter/octocat')
        self.assertEqual(self.github.requests['octocat'], 0)

    def test_not_open(self):
        self.refused(403, 'POST', '/enter/octocat', but='prizedraw:profiles:')
        self.open_draw()
        self.close_draw()
        self.refused(403, 'POST', '/enter/octocat', but='prizedraw:profiles:')
        self.won_draw({'Apple': 'hubot'})
        self.refused(403, 'GET', '/enter/octocat', but='prizedraw:profiles:')

    def test_a_lookup_that_ends_after_the_close(self):
        self.open_draw()
        with self.github.hold('latecomer') as hold:
            answers = []
            asking = threading.Thread(target=lambda: answers.append(self.ask('POST', '/enter/latecomer')))
            asking.start()
            self.assertTrue(hold.arrived.wait(5), 'GitHub was not asked')
            self.expect(200, 'POST', '/enddraw')
            hold.release()
            asking.join()
        self.assertEqual(answers[0].status, 403, answers[0])
        self.assertEqual(self.members('entrants'), set())

    def test_a_lookup_that_ends_in_the_next_draw_may_enter_that(self):
        self.open_draw('Old')
        with self.github.hold('latecomer') as hold:
            answers = []
            asking = threading.Thread(target=lambda: answers.append(self.ask('POST', '/enter/latecomer')))
            asking.start()
            self.assertTrue(hold.arrived.wait(5), 'GitHub was not asked')
            self.expect(200, 'POST', '/enddraw')
            self.expect(200, 'POST', '/startdraw', json={'prizes': ['New'], 'duration': 0})
            hold.release()
            asking.join()
        entered = self.members('entrants') == {'latecomer'}
        self.assertEqual(answers[0].status, 200 if entered else 403, answers[0])


@both_ways
class EnterByForm:
    def enter(self, status, typed):
        page = self.expect(status, 'POST', '/enter', form={'github_id': typed}, headers=BROWSER).page()
        field = next(page.all('input', name='github_id'), None)
        return page.first(role='status', **{'class': True}).text, field.get('value') if field else None

    def test_entered(self):
        self.open_draw()
        result, _ = self.enter(200, ' @OctoCat ')
        self.assertRegex(result, '[.!]$')
        self.assertEqual(self.members('entrants'), {'octocat'})

    def test_every_result_has_words_of_its_own_and_keeps_what_was_typed(self):
        self.open_draw(entrants=('hubot',))
        results = [self.enter(200, 'octocat')[0]]
        for status, typed in (400, 'Hubot'), (404, 'missing-one'), (404, 'no/such id'):
            with self.subTest(typed=typed):
                result, kept = self.enter(status, typed)
                self.assertTrue(result)
                self.assertEqual(kept, typed)
                results.append(result)
        results.append(self.enter(200, 'broken-one')[0])
        self.close_draw()
        results.append(self.enter(403, 'mojombo')[0])
        self.assertEqual(len({result.replace('missing-one', '?').replace('no/such id', '?') for result in results}),
                         5, results)

    def test_too_late_when_winners_are_picked_or_no_draw_runs(self):
        self.ready_profile('octocat')
        self.won_draw({'Apple': 'octocat'})
        self.assertTrue(self.enter(403, 'hubot')[0])
        self.redis('FLUSHALL')
        page = self.expect(403, 'POST', '/enter', form={'github_id': 'hubot'}, headers=BROWSER).page()
        self.assertTrue(page.main_text)

    def test_markup_comes_back_as_text(self):
        self.open_draw()
        typed = '"><script>alert(1)</script>\''
        response = self.expect(404, 'POST', '/enter', form={'github_id': typed}, headers=BROWSER)
        self.assertNotIn('<script>alert', response.text)
        self.assertEqual(response.page().first('input', name='github_id').get('value'), typed)

    def test_another_client_gets_the_plain_answers(self):
        self.open_draw()
        response = self.expect(200, 'POST', '/enter', form={'github_id': 'octocat'})
        self.assertEqual(response.json()['login'], 'Octocat')
        before = self.redis.dump()
        self.assertRegex(self.expect(400, 'POST', '/enter', form={'github_id': 'octocat'}).text, r'^[^\n]+\n$')
        self.assertRegex(self.expect(404, 'POST', '/enter', form={'github_id': 'no way'}).text, r'^[^\n]+\n$')
        self.assertEqual(self.redis.dump(), before)


@both_ways
class EndAndPick:
    def test_closing(self):
        self.open_draw(entrants=('octocat',))
        before = self.redis.dump()
        self.assertEqual(self.expect(200, 'POST', '/enddraw').text.strip(), 'OK')
        closed = self.redis.dump()
        self.assertEqual({name: closed[name][1] for name in ('prizedraw:entrants', 'prizedraw:prizes')},
                         {name: before[name][1] for name in ('prizedraw:entrants', 'prizedraw:prizes')})
        self.assertEqual(set(closed) - set(before), {'prizedraw:fairness', 'prizedraw:log'})
        self.assertNotIn('prizedraw:is_open', closed)
        self.expect(200, 'POST', '/enddraw')
        self.assertEqual(self.redis.dump(), closed)
        self.assertEqual(self.expect(303, 'POST', '/enddraw', headers=BROWSER).header('Location'), '/admin')

    def test_picking_with_more_entrants_than_prizes(self):
        self.open_draw('Apple', 'Banana', seconds=60, entrants=('one', 'two', 'three'))
        self.ready_profile('one', 'two', 'three')
        self.assertEqual(self.expect(200, 'POST', '/drawprizes').text.strip(), 'OK')
        won = self.winners()
        self.assertEqual(set(won), {'Apple', 'Banana'})
        self.assertEqual(len(set(won.values()) | self.members('entrants')), 3)
        self.assertEqual(len(self.members('entrants')), 1)
        self.assertEqual(self.redis('EXISTS', 'prizedraw:is_open', 'prizedraw:prizes'), 0)

    def test_picking_with_more_prizes_than_entrants(self):
        self.open_draw('Apple', 'Banana', 'Cherry', entrants=('one',))
        self.close_draw()
        self.ready_profile('one')
        self.assertEqual(self.expect(303, 'POST', '/drawprizes', headers=BROWSER).header('Location'), '/admin')
        won = self.winners()
        self.assertEqual(set(won.values()), {'one'})
        self.assertEqual(set(won) | self.members('prizes'), {'Apple', 'Banana', 'Cherry'})
        self.assertEqual(len(self.members('prizes')), 2)

    def test_nothing_to_pick(self):
        self.refused(409, 'POST', '/drawprizes')
        self.open_draw()
        self.refused(409, 'POST', '/drawprizes')
        self.close_draw()
        self.refused(409, 'POST', '/drawprizes')

    def test_picking_again(self):
        self.ready_profile('one')
        self.won_draw({'Apple': 'one'}, unwon=['Banana'])
        self.redis('SADD', self.key('entrants'), 'two')
        self.refused(409, 'POST', '/drawprizes', but='prizedraw:winners_json')

    def test_everybody_can_win(self):
        entrants = [f'entrant-{number}' for number in range(5)]
        seen = set()
        for _ in range(100):
            self.open_draw('Apple', entrants=entrants)
            self.ready_profile(*entrants)
            self.expect(200, 'POST', '/drawprizes')
            seen.update(self.winners().values())
            if seen == set(entrants):
                return
        self.fail(f'only {seen} won in 100 draws')

    def winners(self):
        return self.redis('HGETALL', self.key('winners'))


class AtOnce(ProgramsTest):
    """Two administrators press at the same time, served by separate processes."""

    ROUNDS = 60

    def setUp(self):
        super().setUp()
        (self.folder / 'second').mkdir(exist_ok=True)
        self.second = self.start_programs(FastCgi, self.folder / 'second')
        self.addCleanup(self.second.close)

    def at_once(self, method, path, **how):
        start = threading.Barrier(2)
        answers = []

        def press(programs):
            start.wait()
            answers.append(self.ask(method, path, programs=programs, **how))

        pressing = [threading.Thread(target=press, args=(programs,)) for programs in (self.programs, self.second)]
        for thread in pressing:
            thread.start()
        for thread in pressing:
            thread.join()
        return sorted(answer.status for answer in answers)

    def test_picks(self):
        entrants = {f'entrant-{number}' for number in range(30)}
        prizes = {f'Prize {number}' for number in range(40)}
        self.ready_profile(*entrants)
        for _ in range(self.ROUNDS):
            self.open_draw(*prizes, entrants=entrants)
            self.assertEqual(self.at_once('POST', '/drawprizes'), [200, 409])
            won = self.redis('HGETALL', self.key('winners'))
            left = self.members('prizes')
            self.assertEqual((len(won), set(won.values()), self.members('entrants')), (30, entrants, set()))
            self.assertEqual((set(won) | left, len(left)), (prizes, 10))

    def test_starts(self):
        for _ in range(self.ROUNDS):
            self.begin_anew()
            self.assertEqual(self.at_once('POST', '/startdraw', json={'prizes': ['Apple'], 'duration': 0}), [200, 409])

    def test_entries(self):
        self.open_draw()
        for number in range(self.ROUNDS):
            self.ready_profile(f'entrant-{number}')
            self.assertEqual(self.at_once('POST', f'/enter/entrant-{number}'), [200, 400])
        self.assertEqual(len(self.members('entrants')), self.ROUNDS)
