# cmake -DSOURCE= -DVERSION= -P recipes.cmake: the recipes of the package managers agree with the project.
file(READ ${SOURCE}/cmake/vcpkg/ports/smirk/vcpkg.json port)
string(JSON name GET "${port}" name)
string(JSON version GET "${port}" version)
if(NOT name STREQUAL smirk OR NOT version STREQUAL VERSION)
  message(FATAL_ERROR "the vcpkg port is of ${name} ${version}, the project of smirk ${VERSION}")
endif()
