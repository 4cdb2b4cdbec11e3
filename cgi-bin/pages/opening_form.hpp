#pragma once

// The form that opens a draw: what an organiser typed and what is wrong with it, and the same request as JSON.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "draw/snapshot.hpp"
#include "pages/site.hpp"

// What was typed, as texts by field name, and what the template shows about it, such as title_error. Null is an empty
// form.
using OpeningForm = web::View;

// A draw that somebody wants to open, not yet validated.
struct OpeningWish {
  draw::Opening::Wish wish;  // the duration is empty if it cannot be read
  OpeningForm form;
};

// From a form. A line such as "3 x Sticker pack" stands for three prizes, which the organiser reviews before the draw
// opens (needs_review); after that every line is taken literally.
OpeningWish wish_of_form(const nlohmann::json& fields);

// From JSON, taken literally: {"prizes": ["A Banana", {"name": "An Apple", "note": "given by Acme"}],
// "duration": 900, "title": "…", "method": "spop", "reveal": "together", "beacon": true}, all but the first two
// optional; and "opens_at", and "closes_at" instead of a duration, as RFC 3339 times. Nothing if it has another
// shape.
std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields);

// For the desk, whose `open` and `can_cancel` say whether a draw has to end first: the scheduled draw, and the form
// that changes it or opens one, filled with what was `given`.
void add_opening(Site& site, web::View& view, const draw::Snapshot& snapshot, const OpeningForm& given);

// From a name, or an object of name and note; nothing if it is anything else.
std::optional<draw::Prize> prize_of(const nlohmann::json& value);
