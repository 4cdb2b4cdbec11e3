"""The page that computes a result again, in Chromium."""

import json

from tests.support import eventually, record, temporary_folder
from tests.support.browser import PHONE, BrowserTest


class Verify(BrowserTest):
    def picked(self, public='Grüße, 世界 <b>', **how):
        self.open_draw('Äpfel <b>', 'Zebra 🦓', 'A Banana', entrants=['octocat', 'hubot', 'mojombo', 'defunkt'], **how)
        self.administer(200, 'POST', '/enddraw')
        self.administer(200, 'POST', '/drawprizes', json={'public': public})
        self.administer(200, 'POST', '/redraw', json={'prize': 'A Banana', 'reason': 'absent'})
        return json.loads(self.saved_record(1))

    def steps(self, path='/verify', count=7):
        self.go(path)
        eventually(lambda: len(self.all('#checks li')) == count and self.visible('#find'))
        return [(item.get_attribute('class'), item.text) for item in self.all('#checks li')]

    def test_every_step_passes(self):
        found = self.picked()
        steps = self.steps()
        self.assertEqual({kind for kind, _ in steps}, {'holds'}, steps)
        self.assertTrue(any(found['commitment'] in text for _, text in steps))
        self.assertTrue(any('Grüße, 世界 <b>' in text for _, text in steps))
        _, order, winners = record.ranked(found)
        for who in order:
            field = self.find('#who')
            field.clear()
            field.send_keys('@' + who.upper())
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
        self.assertEqual(self.text_of('#verdict'), 'consistent, not provable')
        self.assertIn('cannot be computed again', self.text_of('#limit'))
        self.assertEqual([len(self.visible(f'#{method}')) for method in ('ranked', 'spop')], [0, 1])
        for who in found['entrants']:
            field = self.find('#who')
            field.clear()
            field.send_keys(who)
            self.press('find')
            self.assertEqual('won nothing' in self.text_of('#found'), who not in found['winners'].values())
        self.shoot('verify-spop')

    def test_what_does_not_match_is_said(self):
        found = self.picked()
        for field, value, word in (('secret', 'ab' * 32, 'commitment'), ('entrants', found['entrants'][1:], 'entrants'),
                                   ('prizes', ['X'], 'prizes'), ('public', 'other', 'key'), ('replacements', [], 'winners'),
                                   ('software', 'prizedraw 9', 'whole'), ('version', 2, 'method')):
            with self.subTest(field=field):
                changed = {**found, field: value}
                if field != 'software':
                    changed['sha256'] = record.seal(changed)
                self.site.redis('SET', f'prizedraw:record:{found["draw"]}', json.dumps(changed))
                eventually(lambda: self.expect(200, 'GET', '/record').json() == changed)
                failed = [text for kind, text in self.steps() if kind == 'fails']
                self.assertTrue(any(word in text for text in failed), failed)
        self.shoot('verify-fails')

    def test_a_saved_copy_when_the_entrants_are_deleted(self):
        found = self.picked()
        self.delete_entrants(found['draw'])
        self.go('/verify')
        eventually(lambda: self.text_of('#verdict') == 'needs your copy')
        self.assertIn('have been deleted', self.text_of('#cannot'))
        self.assertTrue(any(found['sha256'] in text for text in self.texts('#checks li')))
        self.shoot('verify-deleted')
        self.give(found)
        eventually(lambda: self.text_of('#verdict') == 'verified')
        self.assertIn('is the record that was published', self.text_of('#compared'))
        self.assertEqual(len(self.all('#checks li')), 7)
        self.shoot('verify-copy')
        self.give([1])
        eventually(lambda: 'no record of a draw' in self.text_of('#compared'))

    def give(self, copy):
        """A saved copy of a record to check."""
        file = temporary_folder(self.addCleanup) / 'copy.json'
        file.write_text(json.dumps(copy, ensure_ascii=False))
        self.find('#copy').send_keys(str(file))

    def delete_entrants(self, draw):
        self.site.redis('DEL', f'prizedraw:record:{draw}', f'prizedraw:order:{draw}', 'prizedraw:entrants')
        eventually(lambda: self.expect(200, 'GET', '/record').json()['entrants'] is None)

    def test_a_tampered_copy_is_never_the_published_record(self):
        """Whatever the copy says of its own hashes, and also when the site keeps nothing but the hash of the whole."""
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
                    eventually(lambda: 'is the record that was published' in self.text_of('#compared')
                               and self.text_of('#verdict') == 'verified')
                    self.give(copy)
                    eventually(lambda: 'is not the record that is published' in self.text_of('#compared')
                               and self.text_of('#verdict') == 'does not match')
        self.shoot('verify-tampered')

    def test_before_the_pick(self):
        self.open_draw()
        eventually(lambda: self.site.ask('GET', '/record').status == 404)
        self.go('/verify')
        eventually(lambda: 'no record yet' in self.text_of('#cannot'))
