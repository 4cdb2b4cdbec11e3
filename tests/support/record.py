"""The method `ranked`, version 1, once more and in another language: what a record must say."""

import hashlib
import hmac
import json


def sha256_of(texts):
    return hashlib.sha256('\n'.join(sorted(texts, key=str.encode)).encode()).hexdigest()


def ranked(record):
    """Key, order and winners that follow from what a record says was fixed beforehand."""
    message = '\n'.join(['prizedraw/1', record['draw'], sha256_of(record['entrants']), sha256_of(record['prizes']), record['public']])
    key = hmac.digest(bytes.fromhex(record['secret']), message.encode(), 'sha256')
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


def seal(record):
    rest = {name: value for name, value in record.items() if name != 'sha256'}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest()


def check(record):
    assert record['sha256'] == seal(record), 'sha256'
    assert hashlib.sha256(bytes.fromhex(record['secret'])).hexdigest() == record['commitment'], 'commitment'
    assert sha256_of(record['entrants']) == record['entrants_sha256'], 'entrants_sha256'
    assert sha256_of(record['prizes']) == record['prizes_sha256'], 'prizes_sha256'
    key, _, winners = ranked(record)
    assert key == record['key'], 'key'
    assert winners == record['winners'], f'{winners} are not the winners'
