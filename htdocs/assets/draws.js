// The pages of past draws: times are shown as the reader's own.

import { showTimes } from "./times.js";

showTimes(document);
