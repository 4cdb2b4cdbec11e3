// SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104), since browsers offer their own only over HTTPS. Bytes in, bytes out.

const BLOCK = 64;

// The first 32 bits of the fractional parts of the square and cube roots of the first primes (FIPS 180-4, 4.2.2, 5.3.3).
const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
const K = Int32Array.from(primes, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32);
const INITIAL = Int32Array.from(primes.slice(0, 8), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32);

const W = new Int32Array(64);

const rotr = (x, n) => (x >>> n) | (x << (32 - n));

function put(bytes, at, word) {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

// One block into the state (6.2.2).
function compress(state, bytes, start) {
  for (let t = 0; t < 16; t += 1) {
    const i = start + 4 * t;
    W[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
  }
  for (let t = 16; t < 64; t += 1) {
    const x = W[t - 15];
    const y = W[t - 2];
    W[t] = (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10)) + W[t - 7] + (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) + W[t - 16];
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t += 1) {
    const t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
    const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

const end = new Uint8Array(2 * BLOCK);

// An incremental hash.
export class Sha256 {
  constructor({ state, rest, length } = { state: INITIAL, rest: new Uint8Array(BLOCK), length: 0 }) {
    this.state = state.slice();
    this.rest = length % BLOCK === 0 ? new Uint8Array(BLOCK) : rest.slice();  // an incomplete block
    this.length = length;
  }

  update(bytes) {
    let at = 0;
    const filled = this.length % BLOCK;
    this.length += bytes.length;
    if (filled > 0) {
      at = Math.min(BLOCK - filled, bytes.length);
      this.rest.set(bytes.subarray(0, at), filled);
      if (filled + at < BLOCK) return this;
      compress(this.state, this.rest, 0);
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) compress(this.state, bytes, at);
    for (let i = 0; at < bytes.length; i += 1, at += 1) this.rest[i] = bytes[at];
    return this;
  }

  // The padding: a 1 bit, zeros, and the length in bits (5.1.1).
  digest() {
    const filled = this.length % BLOCK;
    const size = filled < BLOCK - 8 ? BLOCK : 2 * BLOCK;
    end.fill(0);
    for (let i = 0; i < filled; i += 1) end[i] = this.rest[i];
    end[filled] = 0x80;
    put(end, size - 8, Math.floor(this.length / 2 ** 29));
    put(end, size - 4, this.length * 8);
    for (let at = 0; at < size; at += BLOCK) compress(this.state, end, at);
    const hash = new Uint8Array(32);
    for (let i = 0; i < 8; i += 1) put(hash, 4 * i, this.state[i]);
    return hash;
  }
}

export const sha256 = (bytes) => new Sha256().update(bytes).digest();

// For one key and many texts: both key blocks are hashed once.
export function hmac(key) {
  const short = key.length > BLOCK ? sha256(key) : key;
  const padded = (pad) => Uint8Array.from({ length: BLOCK }, (_, i) => (i < short.length ? short[i] : 0) ^ pad);
  const inner = new Sha256().update(padded(0x36));
  const outer = new Sha256().update(padded(0x5c));
  return (bytes) => new Sha256(outer).update(new Sha256(inner).update(bytes).digest()).digest();
}
