#pragma once

// Why a change was refused, and what to do: one sentence for each outcome that an organiser can get.

#include <string>

#include "draw/change.hpp"

std::string sentence_of(draw::Outcome outcome);
