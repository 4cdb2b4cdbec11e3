// The public beacon of version 2: drand's quicknet (https://docs.drand.love), whose random numbers nobody can know in
// advance. And its relays, each of which can be asked for any round.

import { fromHex, hex } from "./ranking.js";
import { sha256 } from "./sha256.js";
import { tr } from "./words.js";

export const CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
export const MARGIN = 15;  // seconds
const GENESIS = 1692803367;
const PERIOD = 3;
const LARGEST = 4096;  // bytes of an answer

export const roundAt = (seconds) => Math.ceil((seconds - GENESIS) / PERIOD) + 1;
export const timeOfRound = (round) => GENESIS + PERIOD * (round - 1);

const isHex = (text) => /^([0-9a-f]{2})+$/.test(text);
export const randomnessOf = (signature) => (isHex(signature) ? hex(sha256(fromHex(signature))) : "");

export const addressOf = (relay, { chain, round }) => `${relay}/${chain}/public/${round}`;

// The text of an answer, null if it is too large.
async function textOf(answer) {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LARGEST) {
      reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const none = (text) => ({ holds: null, text });

// What a relay says about a record's round: whether it `holds`, null if unknown, and a sentence with a place for its name.
export async function askRelay(relay, beacon, fetcher = fetch) {
  try {
    const answer = await fetcher(addressOf(relay, beacon));
    if (answer.status === 404) return none(tr("{relay} does not have this round"));
    if (!answer.ok) return none(tr("{relay} answered with an error ({status})", { status: answer.status }));
    const text = await textOf(answer);
    if (text === null) return none(tr("{relay} sent too much data"));
    const said = parsed(text);
    if (typeof said !== "object" || said === null) return none(tr("{relay} sent something other than a beacon round"));
    if (said.round !== beacon.round) return none(tr("{relay} sent a different round than requested"));
    const isSame = said.randomness === beacon.randomness && said.signature === beacon.signature;
    return isSame ? { holds: true, text: tr("{relay} has the same number and signature") }
      : { holds: false, text: tr("{relay} has a different number or signature than the record") };
  } catch {
    return none(tr("{relay} could not be reached"));
  }
}
