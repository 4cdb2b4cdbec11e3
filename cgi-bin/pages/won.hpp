#pragma once

// A winner's own page to share: /won/<github id>, available after the reveal.

#include "pages/site.hpp"

web::Response won_page(Site& site, const web::Request& request);
