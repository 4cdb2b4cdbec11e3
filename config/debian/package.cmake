# Where `cmake --install` puts things, and the Debian package that `cpack` makes of it.

set(share ${CMAKE_INSTALL_DATADIR}/prizedraw)
set(libexec ${CMAKE_INSTALL_LIBEXECDIR}/prizedraw)
install(TARGETS index enter admin pick winners DESTINATION ${libexec}/cgi-bin)
install(DIRECTORY ${PROJECT_BINARY_DIR}/templates ${PROJECT_BINARY_DIR}/htdocs DESTINATION ${share})
install(PROGRAMS config/serve config/supervise DESTINATION ${share}/config)
install(DIRECTORY config/nginx config/apache DESTINATION ${share}/config)
install(FILES config/redis.conf config/prizedraw.conf DESTINATION ${share}/config)

# The programs look for pages and settings next to their own folder.
function(link target folder name)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/links/${folder})
  file(CREATE_LINK ${target} ${PROJECT_BINARY_DIR}/links/${folder}/${name} SYMBOLIC)
  install(FILES ${PROJECT_BINARY_DIR}/links/${folder}/${name} DESTINATION ${folder} ${ARGN})
endfunction()
link(../../share/prizedraw/templates ${libexec} templates)
link(../../share/prizedraw/htdocs ${libexec} htdocs)
link(../share/prizedraw/config/serve ${CMAKE_INSTALL_BINDIR} prizedraw)

# Outside /usr, for the package alone.
set(package COMPONENT package EXCLUDE_FROM_ALL)
link(/etc/prizedraw ${libexec} config ${package})
install(FILES config/prizedraw.conf DESTINATION /etc/prizedraw
        PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ ${package})
install(FILES config/nginx/site.conf DESTINATION /etc/nginx/sites-available RENAME prizedraw ${package})
install(FILES config/apache/site.conf DESTINATION /etc/apache2/sites-available RENAME prizedraw.conf ${package})
link(/usr/share/prizedraw/config/nginx/prizedraw /etc/nginx prizedraw ${package})
link(/usr/share/prizedraw/config/apache/prizedraw /etc/apache2 prizedraw ${package})
install(DIRECTORY config/systemd/ DESTINATION lib/systemd/system ${package})
install(FILES config/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/prizedraw ${package})
foreach(folder . config cgi-bin cgi-bin/pages cgi-bin/draw)  # as they are here, so that they link to each other
  install(FILES ${folder}/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/prizedraw/${folder} ${package})
endforeach()
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/debian)
foreach(page changelog prizedraw.1)
  execute_process(COMMAND gzip -9n INPUT_FILE ${PROJECT_SOURCE_DIR}/config/debian/${page}
                  OUTPUT_FILE ${PROJECT_BINARY_DIR}/debian/${page}.gz COMMAND_ERROR_IS_FATAL ANY)
endforeach()
install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/prizedraw ${package})
install(FILES ${PROJECT_BINARY_DIR}/debian/prizedraw.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 ${package})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_COMPONENTS_ALL Unspecified package)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The Prize Draw team <team@draw.example.org>")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "prize draw for meetups, conferences and streams
An organiser opens a draw with its prizes, people enter their GitHub
username, and winners are picked and shown with picture and name.
.
Five small FastCGI programs behind nginx or Apache, with everything kept in
Redis. The command prizedraw starts all of it at once.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/config/debian/tools.cmake)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, multiwatch")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "nginx | apache2, openssl, redis-server, redis-tools, spawn-fcgi")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(control ${PROJECT_SOURCE_DIR}/config/debian)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${control}/conffiles ${control}/postinst ${control}/prerm ${control}/postrm)
include(CPack)
