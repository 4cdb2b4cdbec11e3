#pragma once

// Replies that are the same for everybody, such as the home page: their handler runs only now and then, however many
// people read.

#include "web/routes.hpp"

namespace web {

// The handler's reply with an ETag, or 304 if the client already has this body (RFC 9110, 13.1.2). Browsers ask each
// time, and caches in front may keep it for a second. A 200 is reused for 200 ms for requests with the same address
// in the same language, except from a client that has just changed something. The handler's answer must not depend on
// who asks.
Handler shared(Handler handler);

}  // namespace web
