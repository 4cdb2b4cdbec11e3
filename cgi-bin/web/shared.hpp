#pragma once

// Replies that are the same for everybody, such as the home page: a handler of them is asked only now and then, however
// many people read.

#include "web/routes.hpp"

namespace web {

// The handler's reply with an ETag, or 304 if the client has this body already (RFC 9110, 13.1.2). Browsers ask each
// time, and caches in front may keep it for a second. A 200 is given again for 200 ms to whoever asks for the same
// address, and never to somebody who has just changed something. What the handler answers must not depend on who asks.
Handler shared(Handler handler);

}  // namespace web
