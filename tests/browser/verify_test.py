"""The page that verifies a result, in Chromium."""

import json
import unittest

from tests.support import eventually, record, temporary_folder
from tests.support.beacon import CHAIN, Relay
from tests.support.browser import PHONE, BrowserTest
from tests.support.site import Site

RELAYS = []  # stubs of the public beacon's relays


class SiteWithBeacon(Site):
    def __init__(self, state, **settings):
        super().__init__(state, PRIZEDRAW_BEACON=' '.join(relay.url for relay in RELAYS), **settings)


def setUpModule():
    RELAYS.extend(Relay() for _ in range(3))
    for relay in RELAYS:
        unittest.addModuleCleanup(relay.close)


class Verify(BrowserTest):
    kind = SiteWithBeacon

    def picked(self, public='Grüße, 世界 <b>', **how):
        self.open_draw('Äpfel <b>', 'Zebra 🦓', 'A Banana', entrants=['octocat', 'hubot', 'mojombo', 'defunkt'], **how)
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes', json={'public': public})
        self.administer(200, 'POST', '/redraw', json={'prize': 'A Banana', 'reason': 'absent'})
        return json.loads(self.saved_record(1))

    def steps(self, path='/verify', count=7):
        def look():
            if self.visible('#cannot'):  # the page may have been cached before the pick
                self.go(path)
            return len(self.all('#checks li')) == count and self.visible('#find')
        self.go(path)
        eventually(look)
        return [(item.get_attribute('class'), item.get_property('textContent')) for item in self.all('#checks li')]

    def test_every_step_passes(self):
        found = self.picked()
        steps = self.steps()
        self.assertEqual({kind for kind, _ in steps}, {'holds'}, steps)
        self.assertTrue(any(found['commitment'] in text for _, text in steps))
        self.assertTrue(any('Grüße, 世界 <b>' in text for _, text in steps))
        _, order, winners = record.ranked(found)
        for who in order:
            self.type_anew('#who', '@' + who.upper())
            self.press('find')
            said = self.text_of('#found')
            self.assertIn(f'{who} is number {order.index(who) + 1} of 4', said)
            self.assertEqual('won nothing' in said, who not in winners.values())
        self.shoot('verify')
        self.size(PHONE)
        self.assert_fits()
        self.assertEqual({kind for kind, _ in self.steps(f'/verify?draw={found["draw"]}')}, {'holds'})

    def test_what_redis_has_picked(self):
        found = self.picked(public='', method='spop')
        self.assertEqual({kind for kind, _ in self.steps(count=6)}, {'holds'})
        self.reads('#verdict', 'consistent, not verifiable')
        self.says('#limit', 'cannot be recomputed')
        self.assertEqual([each.get_attribute('data-kind') for each in self.visible('[data-kind]')], ['spop'])
        for who in found['entrants']:
            self.type_anew('#who', who)
            self.press('find')
            self.assertEqual('won nothing' in self.text_of('#found'), who not in found['winners'].values())
        self.shoot('verify-spop')

    def test_what_does_not_match_is_said(self):
        found = self.picked()
        for field, value, word in (('secret', 'ab' * 32, 'commitment'), ('entrants', found['entrants'][1:], 'entrants'),
                                   ('prizes', ['X'], 'prizes'), ('public', 'other', 'key'), ('replacements', [], 'winners'),
                                   ('software', 'prizedraw 9', 'record has been changed')):
            with self.subTest(field=field):
                changed = {**found, field: value}
                if field != 'software':
                    changed['sha256'] = record.seal(changed)
                self.site.redis('SET', f'prizedraw:record:{found["draw"]}', json.dumps(changed))
                eventually(lambda: self.expect(200, 'GET', '/record').json() == changed)
                failed = [text for kind, text in self.steps() if kind == 'fails']
                self.assertTrue(any(word in text for text in failed), failed)
        self.shoot('verify-fails')

    def test_a_version_that_nobody_knows(self):
        found = {**self.picked(), 'version': 3}
        self.go('/verify')
        self.give({**found, 'sha256': record.seal(found)})
        eventually(lambda: self.text_of('#verdict') == 'unknown method')
        self.assertTrue(any('does not know the method “ranked, version 3”' in text for text in self.texts('#checks .fails')))
        self.assertEqual(self.visible('[data-kind]'), [])

    def test_without_the_browsers_own_hashes(self):
        """Browsers have them only over HTTPS."""
        self.picked()
        with self.first('Object.defineProperty(globalThis, "crypto", {value: {}})'):
            self.assertEqual({kind for kind, _ in self.steps()}, {'holds'})
        self.assertEqual(self.browser.execute_script('return typeof crypto.subtle'), 'undefined')

    def given(self, found, verdict):
        self.browser.execute_script('document.getElementById("verdict").textContent = ""')
        self.give(found)
        eventually(lambda: self.text_of('#verdict') == verdict)

    def test_a_record_with_a_round_of_the_beacon(self):
        self.go('/verify')
        found = record.of_example(2, 0)
        self.given(found, 'verified')
        self.says('#which', 'your record')
        self.says('#compared', 'has no record of that draw')
        self.assertNotIn('published', self.text_of('#checks'))
        steps = ' '.join(self.texts('#checks .holds'))
        for value in found['commitment'], found['beacon']['randomness'], 'Round: 1000', found['secret']:
            self.assertIn(value, steps)
        self.assertEqual([each.get_attribute('data-kind') for each in self.visible('[data-kind]')], ['beacon'])
        self.assertFalse(self.visible('#without') or self.visible('#checks .value'))
        self.shoot('verify-beacon')
        self.browser.execute_script('document.getElementById("show").click()')
        self.assertGreater(len(self.visible('#checks .value')), 10)
        self.shoot('verify-beacon-values')
        self.size(PHONE)
        self.assert_fits()
        found['beacon']['round'] += 1
        self.given({**found, 'sha256': record.seal(found)}, 'does not match')
        self.assertTrue(any('which gives round 1000' in text for text in self.texts('#checks .fails')))
        self.shoot('verify-beacon-fails')

    def test_a_round_that_was_not_used(self):
        self.go('/verify')
        self.given(record.of_example(2, 2), 'verified, but without the beacon')
        self.assertRegex(self.text_of('#without'), 'announced beacon was not used.*Round 1000 .*no relay answered')
        self.assertEqual([each.get_attribute('data-kind') for each in self.visible('[data-kind]')], ['nobeacon'])
        self.assertFalse(self.visible('#relays'))
        self.shoot('verify-nobeacon')
        self.given(record.of_example(1, 1), 'verified')
        self.assertFalse(self.visible('#without') or self.visible('#relays'))

    def ask_relays(self, *weather):
        for relay, word in zip(RELAYS, weather):
            relay.weather = word
            relay.asked.clear()
        self.press('Ask the beacon')
        eventually(lambda: len(self.all('#answers li')) == len(RELAYS) and self.text_of('#asked') != 'Asking…')
        return self.text_of('#asked'), self.texts('#answers li')

    def decided_by_the_beacon(self):
        self.open_draw('Apple', 'Banana', entrants=['octocat', 'hubot', 'mojombo'], beacon=True)
        self.administer(200, 'POST', '/enddraw')
        for field, change in ('frozen_at', -60), ('round', -20):  # as if closed a minute ago
            self.site.redis('HINCRBY', 'prizedraw:fairness', field, change)
        for relay in RELAYS:
            relay.weather = 'fair'
        self.administer(200, 'POST', '/drawprizes')
        return json.loads(self.saved_record(0))

    def test_the_relays_are_asked(self):
        found = self.decided_by_the_beacon()
        record.check(found)
        self.steps(count=11)
        said, answers = self.ask_relays('fair', 'fair', 'nonsense')
        self.reads('#verdict', 'verified, and the beacon confirms it')
        self.assertIn('2 relays confirmed it', said)
        for answer, words in zip(answers, ('has the same', 'has the same', 'something other than a beacon round')):
            self.assertIn(words, answer)
        path = f'/{CHAIN}/public/{found["beacon"]["round"]}'
        self.assertEqual([relay.asked for relay in RELAYS], [[path]] * 3)
        self.shoot('verify-relays')
        said, answers = self.ask_relays('forged', 'fair', 'fair')
        self.assertIn('Do not trust', said)
        self.reads('#verdict', 'a relay disagrees')
        self.assertIn('a different number', answers[0])
        self.shoot('verify-relays-differ')
        said, answers = self.ask_relays('not_yet', 'broken', 'huge')
        self.assertIn('No relay could confirm it', said)
        for answer, words in zip(answers, ('does not have this round', 'error (500)', 'too much')):
            self.assertIn(words, answer)
        self.give(record.of_example(1, 1))
        eventually(lambda: 'your record' in self.text_of('#which'))
        self.assertEqual((self.text_of('#asked'), self.all('#answers li'), self.visible('#relays')), ('', [], []))

    def test_what_else_happened(self):
        self.picked(public='')
        case = next(each for each in record.CASES if each['what'] == 'with a history')
        self.go('/verify')
        eventually(lambda: ' went from ' in self.text_of('#events'))
        self.says('#events', '(absent)')
        self.given(record.of_case(case), 'verified')
        told = self.texts('#events li')
        self.assertEqual(len(told), 4)
        self.assertRegex(' '.join(told), 'closed at .* and reopened at .*added 1 entrant: ivey.*Winners of the last 2 draws could not enter: tj')
        self.shoot('verify-history')
        case = next(each for each in record.CASES if each['what'].startswith('taken back after'))
        self.given(record.of_case(case), 'verified')
        self.says('#events', 'so it went back to torvalds')
        case = next(each for each in record.CASES if each['what'] == 'added, and no entrant')
        self.given(record.of_case(case), 'does not match')
        self.says('#checks .fails', 'not on the list of entrants: tj')

    def test_a_saved_copy_when_the_entrants_are_deleted(self):
        found = self.picked()
        self.delete_entrants(found['draw'])
        self.go('/verify')
        eventually(lambda: self.text_of('#verdict') == 'needs your copy')
        self.says('#cannot', 'have been deleted')
        self.assertTrue(any(found['sha256'] in text for text in self.texts('#checks li')))
        self.shoot('verify-deleted')
        self.give(found)
        eventually(lambda: self.text_of('#verdict') == 'verified')
        self.says('#compared', 'is the one that this site publishes')
        self.assertEqual(len(self.all('#checks li')), 7)
        self.shoot('verify-copy')
        self.give([1])
        eventually(lambda: 'not the record of a draw' in self.text_of('#compared'))

    def give(self, copy):
        """A saved copy of a record to check."""
        file = temporary_folder(self.addCleanup) / 'copy.json'
        file.write_text(json.dumps(copy, ensure_ascii=False))
        self.type('#copy', str(file))

    def delete_entrants(self, draw):
        self.site.redis('DEL', f'prizedraw:record:{draw}', f'prizedraw:order:{draw}', 'prizedraw:entrants')
        eventually(lambda: self.expect(200, 'GET', '/record').json()['entrants'] is None)

    def test_a_tampered_copy_is_never_the_published_record(self):
        """Whatever hashes the copy claims, and also when the site has only the record's hash left."""
        found = self.picked()
        entrants = sorted({*found['entrants'][1:], 'intruder'})
        copies = [{**found, 'public': 'other'}, {**found, 'entrants': entrants},
                  {**found, 'winners': {**found['winners'], 'Äpfel <b>': 'intruder'}}]
        copies.append({**copies[1], 'entrants_sha256': record.sha256_of(entrants)})
        copies += [{**copy, 'sha256': record.seal(copy)} for copy in copies]
        for deleted in False, True:
            if deleted:
                self.delete_entrants(found['draw'])
            self.go('/verify')
            eventually(lambda: self.visible('#saved'))
            for number, copy in enumerate(copies):
                with self.subTest(deleted=deleted, copy=number):
                    self.give(found)
                    eventually(lambda: 'is the one that this site publishes' in self.text_of('#compared')
                               and self.text_of('#verdict') == 'verified')
                    self.give(copy)
                    eventually(lambda: 'is not the one that this site publishes' in self.text_of('#compared')
                               and self.text_of('#verdict') == 'does not match')
        self.shoot('verify-tampered')

    def test_before_the_pick(self):
        self.open_draw()
        eventually(lambda: self.site.ask('GET', '/record').status == 404)
        self.go('/verify')
        eventually(lambda: 'no record yet' in self.text_of('#cannot'))
