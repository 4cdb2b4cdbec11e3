# What cpack needs. Without dpkg-shlibdeps it would make a package without its library dependencies.
foreach(tool file dpkg-shlibdeps)
  find_program(tool-${tool} ${tool})
  if(NOT tool-${tool})
    message(FATAL_ERROR "The command ${tool} is missing; config/build --package installs it and makes the package")
  endif()
endforeach()
