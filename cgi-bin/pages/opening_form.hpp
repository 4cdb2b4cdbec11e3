#pragma once

// The form that opens a draw: what an organiser typed, what is wrong with it, and the same wish sent as JSON.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "draw/snapshot.hpp"
#include "pages/site.hpp"

// By the names of its fields what was typed, all texts; and what its template says about it, such as title_error. Null
// is an empty form.
using OpeningForm = web::View;

// A draw that somebody wants to open, not yet checked.
struct OpeningWish {
  draw::Opening::Wish wish;  // its duration is empty where it cannot be read
  OpeningForm form;
};

// Of a form. A line such as "3 x Sticker pack" stands for three prizes, which the organiser should see before the draw
// opens (needs_review), but once they have been seen every line means what it says.
OpeningWish wish_of_form(const nlohmann::json& fields);

// Of JSON, which means what it says: {"prizes": ["A Banana", {"name": "An Apple", "note": "given by Acme"}],
// "duration": 900, "title": "…", "method": "spop", "reveal": "together", "beacon": true}, all but the first two
// optional; and "opens_at", and "closes_at" instead of a duration, as RFC 3339 has times. Nothing where it has another
// shape.
std::optional<OpeningWish> wish_of_json(const nlohmann::json& fields);

// For the desk, which says with `open` and `can_cancel` whether a draw has to end first: the draw that waits for its
// time, and the form that changes it or opens one, with what was `given`.
void add_opening(Site& site, web::View& view, const draw::Snapshot& snapshot, const OpeningForm& given);

// A name, or an object of name and note; nothing where it is anything else.
std::optional<draw::Prize> prize_of(const nlohmann::json& value);
