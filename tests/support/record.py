"""A second implementation of the method `ranked`, versions 1 and 2: what a record must contain."""

import copy
import hashlib
import hmac
import json

from . import ROOT
from .readme import blocks

CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'
GENESIS, PERIOD = 1692803367, 3
EXAMPLES = {version: json.loads((ROOT / 'tests' / name).read_text())
            for version, name in ((1, 'fairness-vectors.json'), (2, 'fairness-vectors-2.json'))}
CASES = json.loads((ROOT / 'tests/record-cases.json').read_text())


def readme_program():
    program, = blocks('cgi-bin/draw/README.md', 'python')
    return program


def sha256_of(texts):
    return hashlib.sha256('\n'.join(sorted(texts, key=str.encode)).encode()).hexdigest()


def decided_by(record):
    """The input of the key besides the secret."""
    lists = [record['draw'], sha256_of(record['entrants']), sha256_of(record['prizes'])]
    if record['version'] == 1:
        return ['prizedraw/1', *lists, record['public']]
    beacon = record['beacon']
    if beacon is None:
        return ['prizedraw/1', *lists, '']
    return ['prizedraw/2', *lists, f'{beacon["chain"]} {beacon["round"]} {beacon["randomness"]}']


def ranked(record):
    """Key, order and winners computed from what a record says was fixed beforehand."""
    key = hmac.digest(bytes.fromhex(record['secret']), '\n'.join(decided_by(record)).encode(), 'sha256')
    order = sorted(record['entrants'], key=lambda entrant: (hmac.digest(key, entrant.encode(), 'sha256'), entrant))
    winners = dict(zip(sorted(record['prizes'], key=str.encode), order))
    spare = iter(order[len(winners):])
    for each in record['replacements']:
        assert winners[each['prize']] == each['from'], each
        assert each['to'] == next(spare, None), each
        if each['to'] is None:
            del winners[each['prize']]
        else:
            winners[each['prize']] = each['to']
    return key.hex(), order, winners


def commitment_of(record):
    secret = bytes.fromhex(record['secret'])
    if record['version'] == 1:
        return hashlib.sha256(secret).hexdigest()
    promise = record['beacon'] or record
    bound = ['prizedraw/2', record['draw'], promise['chain'], str(promise['margin']), record['secret']]
    return hashlib.sha256('\n'.join(bound).encode()).hexdigest()


def seal(record):
    """The hash of everything else, without the entrants, which have their own hash."""
    rest = {name: value for name, value in record.items() if name != 'sha256'} | {'entrants': None}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest()


def of_example(version, number):
    """A worked example as a record."""
    record = {'method': 'ranked', 'version': version, 'title': '', 'commitment_published': True, 'replacements': [],
              'opened_at': '2026-01-31T11:00:00Z', 'frozen_at': 1769860800, 'picked_at': '2026-01-31T12:00:00Z',
              'software': 'prizedraw 1.0', **copy.deepcopy(EXAMPLES[version][number])}
    del record['order']
    if record.get('beacon', record) is None:
        record['without_beacon'] = 'no relay answered'
    return record | {'sha256': seal(record)}


def of_case(case):
    """A record of tests/record-cases.json: an example, with some values changed, and its hash updated unless the case says otherwise."""
    record = of_example(*case['of'])
    for path, value in case['set'].items():
        *ways, name = path.split('.')
        place = record
        for way in ways:
            place = place[way]
        place[name] = value
    return record | ({} if case.get('unsealed') else {'sha256': seal(record)})


def check(record):
    assert record['sha256'] == seal(record), 'sha256'
    assert sha256_of(record['entrants']) == record['entrants_sha256'], 'entrants_sha256'
    assert sha256_of(record['prizes']) == record['prizes_sha256'], 'prizes_sha256'
    if record['method'] == 'spop':
        check_spop(record)
        return
    if record['version'] == 2:
        check_beacon(record)
    assert commitment_of(record) == record['commitment'], 'commitment'
    key, _, winners = ranked(record)
    assert key == record['key'], 'key'
    assert winners == record['winners'], f'{winners} are not the winners'


def check_beacon(record):
    promise = record['beacon'] or record
    assert promise['chain'] == CHAIN, 'chain'
    since = record['frozen_at'] + promise['margin'] - GENESIS
    assert promise['round'] == -(-since // PERIOD) + 1, 'round'
    assert promise['time'] == GENESIS + PERIOD * (promise['round'] - 1), 'time'
    if record['beacon'] is None:
        assert record['without_beacon'], 'without_beacon'
    else:
        assert promise['randomness'] == hashlib.sha256(bytes.fromhex(promise['signature'])).hexdigest(), 'randomness'


def check_spop(record):
    """The order cannot be proved, but nobody wins who did not enter, or twice, or after losing a prize."""
    proof = {'version', 'secret', 'commitment', 'commitment_published', 'public', 'key', 'beacon'} & set(record)
    assert not proof, f'{proof} of a draw that is not computed'
    winners = list(record['winners'].values())
    gone = [each['from'] for each in record['replacements']]
    assert set(record['winners']) <= set(record['prizes']), 'prizes'
    assert set(winners + gone) <= set(record['entrants']), 'entrants'
    assert len(set(winners + gone)) == len(winners + gone), 'somebody twice'
