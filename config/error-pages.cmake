# Makes the web server's own error pages: a page for browsers (NNN.html) and one sentence for other clients (NNN.txt). They use
# the programs' templates, so that they look the same:
#   cmake -D TEMPLATES=<folder> -D INTO=<folder> -P config/error-pages.cmake
cmake_minimum_required(VERSION 3.25)

file(READ ${TEMPLATES}/layout.mustache template)
file(READ ${TEMPLATES}/error.mustache content)
string(REPLACE "{{> content}}\n" "${content}" template "${template}")

# Of all sections these pages have only `link`; the others are removed, and inverted ones kept. Each section's end is replaced by
# one character, since CMake's expressions are greedy.
string(ASCII 1 end)
string(REGEX REPLACE "({{[#^/][a-z_]+}})\n" "\\1" template "${template}")
string(REGEX MATCHALL "{{/[a-z_]+}}" sections "${template}")
list(TRANSFORM sections REPLACE "[^a-z_]" "")
list(REMOVE_DUPLICATES sections)
foreach(section IN LISTS sections)
  if(section STREQUAL "link")
    set(stays "#")
    set(goes "^")
  else()
    set(stays "^")
    set(goes "#")
  endif()
  string(REPLACE "{{/${section}}}" "${end}" template "${template}")
  string(REGEX REPLACE "{{\\${goes}${section}}}[^${end}]*${end}" "" template "${template}")
  string(REPLACE "{{${stays}${section}}}" "" template "${template}")
  string(REPLACE "${end}" "" template "${template}")
endforeach()

# The link's path is relative to the site; the web server inserts the site's path after each =" when it sends the page.
function(refusal name_of_page heading sentence path link)
  string(SUBSTRING ${name_of_page} 0 3 status)
  set(root "")
  set(title "${heading}")
  set(page "${template}")
  foreach(name root title heading status sentence path link)
    string(FIND "${page}" "{{${name}}}" place)
    if(place EQUAL -1)
      message(FATAL_ERROR "error-pages: the templates have no {{${name}}}")
    endif()
    string(REPLACE "{{${name}}}" "${${name}}" page "${page}")
  endforeach()
  if(page MATCHES "{{[^\n]*")
    message(FATAL_ERROR "error-pages: the templates have ${CMAKE_MATCH_0}, which this script does not know")
  endif()
  file(WRITE ${INTO}/${name_of_page}.html "${page}")
  file(WRITE ${INTO}/${name_of_page}.txt "${sentence}\n")
endfunction()

refusal(400 "Something went wrong with that request" "The request is broken or too long; check it and send it again."
        "" "Go to the draw")
refusal(401 "Organisers only" "This page is for organisers; log in as the administrator." admin "Try again")
refusal(401-wrong "Wrong password" "The name or password is wrong; the name is usually admin, and config/serve \
keeps the password it generated in .state/password." admin "Try again")
refusal(405 "Not allowed here" "Nothing can be sent to this address; use GET." "" "Go to the draw")
refusal(413 "Request too large" "The request is too large; send less." admin "Go to the organiser’s page")
refusal(414 "Address too long" "The address is too long; check it and send it again." "" "Go to the draw")
refusal(416 "No such part" "The file has no such part; request the whole file." "" "Go to the draw")
refusal(429 "One moment, please" "Too many requests came from your network; try again in a few seconds." "" "Try again")
refusal(503 "Back in a moment" "The draw is unavailable right now; try again in a few seconds." "" "Try again")
