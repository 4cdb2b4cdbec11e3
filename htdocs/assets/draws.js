// The pages of past draws: shows times in the reader's time zone.

import { showTimes } from "./times.js";

showTimes(document);
