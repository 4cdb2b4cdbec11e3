#pragma once

// What an organiser does to the draw (draw_changes.cpp) and about people (people_changes.cpp): each takes the fields of
// a form or of JSON, checks them, has the draw changed, and answers as answer() in desk.hpp. What each wants and
// refuses stands in admin.cpp.

#include "pages/desk.hpp"

Change open_draw;
Change change_prizes;
Change delete_draw;
Change change_time;
Change reveal;

Change remove_entrant;
Change exclude;
Change add_people;
Change allow;
Change note_here;
