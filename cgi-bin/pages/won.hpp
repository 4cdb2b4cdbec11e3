#pragma once

// A winner's own page, to show and to share: /won/<github id>, once everybody has seen it.

#include "pages/site.hpp"

web::Response won_page(Site& site, const web::Request& request);
