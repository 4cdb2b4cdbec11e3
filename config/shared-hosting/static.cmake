# The five programs from the same objects, linked statically except for the C library, for hosts where nothing else may be
# installed. These targets exist if the libraries that `config/build --shared-hosting` installs are found.
set(static_libraries "")
foreach(name fcgi hiredis mstch curl nghttp2 ssh2 psl idn2 unistring ssl crypto zstd brotlidec brotlicommon z)
  find_library(static_${name} lib${name}.a)
  list(APPEND static_libraries "${static_${name}}")
endforeach()
if(static_libraries MATCHES "NOTFOUND")
  return()
endif()
foreach(name hiredis_ssl nghttp3)  # if the distribution's hiredis and libcurl use them
  find_library(static_${name} lib${name}.a)
  if(static_${name})
    list(APPEND static_libraries "${static_${name}}")
  endif()
endforeach()

add_library(unused STATIC EXCLUDE_FROM_ALL config/shared-hosting/unused.cpp)
foreach(program index enter admin pick winners)
  add_executable(static-${program} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${program}>)
  add_dependencies(static-${program} pages draw web io unused)
  # Debian has libqrencode only as a shared library, so it is included.
  set_target_properties(static-${program} PROPERTIES LINKER_LANGUAGE CXX OUTPUT_NAME ${program} BUILD_RPATH "$ORIGIN/../lib"
                        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/static)
  target_link_libraries(static-${program} PRIVATE house -Wl,--start-group $<TARGET_FILE:pages> $<TARGET_FILE:draw> $<TARGET_FILE:web>
                        $<TARGET_FILE:io> $<TARGET_FILE:unused> ${static_libraries} -Wl,--end-group PkgConfig::qrencode)
  if(NOT PRIZEDRAW_SANITIZE)  # a sanitizer must see the exceptions of the shared library
    target_link_options(static-${program} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endforeach()
add_custom_target(static-programs DEPENDS static-index static-enter static-admin static-pick static-winners)
