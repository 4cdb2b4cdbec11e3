#pragma once

// Who is let in. cgi-bin/README.md: "Who is let in".

#include "web/request.hpp"

namespace web {

// What RFC 3875 says after a real login (4.1.1, 4.1.11): a web server that forgot to ask for the password sets neither.
bool is_logged_in(const Request& request);

// Whether a page of another site sent this, by what the browser says: Sec-Fetch-Site (W3C Fetch Metadata), else Origin
// (RFC 6454), else Referer, against Host and the site's own URL. Whoever sends none of them is not a browser, so nobody
// was tricked; or a browser over plain http whose page hides where it is, which nothing gives away.
bool is_from_another_site(const Request& request);

// Whether a browser asks for this though nobody opened it: ahead of time (Sec-Purpose), or as a picture, a sound, a
// font or a style of some page, which Accept names first.
bool is_loaded_unasked(const Request& request);

}  // namespace web
