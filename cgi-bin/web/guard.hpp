#pragma once

// Who is let in. cgi-bin/README.md: "Who is let in".

#include "web/request.hpp"

namespace web {

// Checks what RFC 3875 sets after a real login (4.1.1, 4.1.11): a web server that asked for no password sets neither.
bool is_logged_in(const Request& request);

// Whether a page of another site sent this, according to the browser: Sec-Fetch-Site (W3C Fetch Metadata), else Origin
// (RFC 6454), else Referer, compared with Host and the site's own URL. A client that sends none of them is not a
// browser, or a browser over plain http whose page hides its address, which cannot be detected.
bool is_from_another_site(const Request& request);

// Whether a browser loads this without anybody opening it: as a prefetch (Sec-Purpose), or as a picture, a sound, a
// font or a style of a page, which Accept names first.
bool is_loaded_unasked(const Request& request);

}  // namespace web
