# The template of the self-verifying file: the page, its styles and its script in one, with a policy that allows only these. The
# script's modules become functions, since a local file cannot import others.
#   cmake -D ASSETS=<folder> -D TEMPLATES=<folder> -P config/saved-file.cmake
cmake_minimum_required(VERSION 3.25)

# A name for a module, such as record_js.
function(name_of file name)
  string(REGEX REPLACE "[^a-z0-9]" "_" made "${file}")
  set(${name} "${made}" PARENT_SCOPE)
endfunction()

# In the order of their dependencies.
set(script "")
foreach(file words.js sha256.js ranking.js beacon.js history.js text.js entrant.js record.js checked.js saved.js)
  file(READ ${ASSETS}/${file} module)
  name_of(${file} name)
  set(exports "")
  string(REGEX MATCHALL "export (async )?(const|function|class) [A-Za-z0-9_]+" exported "${module}")
  foreach(each IN LISTS exported)
    string(REGEX REPLACE ".* " "" each "${each}")
    string(APPEND exports " ${each},")
  endforeach()
  string(REGEX REPLACE "\nexport " "\n" module "${module}")
  string(REGEX REPLACE "import ({[^}]*}) from \"./([a-z0-9]+)\\.js\"" "const \\1 = \\2_js" module "${module}")
  if(module MATCHES "import |export ")
    message(FATAL_ERROR "saved-file: ${file} has an import or export that this script does not know")
  endif()
  string(APPEND script "const ${name} = (() => {\n${module}return {${exports} };\n})();\n")
endforeach()
file(READ ${ASSETS}/saved.css style)

# In the format of Content Security Policy Level 3, 2.3.1.
function(hash_of text hash)
  file(WRITE ${TEMPLATES}/hashed "${text}")
  execute_process(COMMAND sha256sum ${TEMPLATES}/hashed COMMAND cut -c 1-64 COMMAND tr a-f A-F COMMAND basenc --base16 -d
                  COMMAND base64 OUTPUT_VARIABLE base64 OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE ${TEMPLATES}/hashed)
  set(${hash} "sha256-${base64}" PARENT_SCOPE)
endfunction()

hash_of("\n${script}" script_hash)
hash_of("\n${style}" style_hash)
file(READ ${TEMPLATES}/saved.mustache page)
foreach(name script_hash style_hash style script)
  string(REPLACE "@${name}@" "${${name}}" page "${page}")
endforeach()
file(WRITE ${TEMPLATES}/saved.mustache "${page}")
