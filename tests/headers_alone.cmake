# Every header compiles alone: one generated source a header, with nothing before the include.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/include/*.hpp)
foreach(header IN LISTS headers)
  string(MAKE_C_IDENTIFIER ${header} name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/headers_alone/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include <${header}>\n")
  list(APPEND header_sources ${source})
endforeach()
add_library(headers_alone OBJECT ${header_sources})
target_link_libraries(headers_alone PRIVATE smirk_developer)
target_compile_options(headers_alone PRIVATE -O0)

# What each of them costs a user to compile, measured while they are built. The limit is generous: machines differ.
if(NOT SMIRK_SANITIZE)
  set_target_properties(headers_alone PROPERTIES
    CXX_COMPILER_LAUNCHER "sh;${CMAKE_CURRENT_SOURCE_DIR}/compile_cost/launcher.sh")
  add_test(NAME compile_cost
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/compile_cost/check.sh ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/headers_alone.dir 3)
endif()
