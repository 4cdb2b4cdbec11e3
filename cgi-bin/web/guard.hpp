#pragma once

// Who is let in. README: "Who is let in".

#include "web/request.hpp"

namespace web {

// What RFC 3875 says after a real login (4.1.1, 4.1.11): a web server that forgot to ask for the password sets neither.
bool is_logged_in(const Request& request);

// Whether a page of another site sent this, by what the browser says: Sec-Fetch-Site (W3C Fetch Metadata), else Origin
// against Host (RFC 6454). Whoever sends neither is not a browser, so nobody was tricked.
bool is_from_another_site(const Request& request);

}  // namespace web
