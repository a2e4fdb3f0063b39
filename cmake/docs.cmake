# The site of the docstrings: the target `docs`, where doxygen and Python are found, makes docs/html/index.html in the
# build folder. A warning of doxygen fails it.
find_package(Doxygen 1.9.4 QUIET)
find_package(Python3 QUIET COMPONENTS Interpreter)
if(NOT DOXYGEN_FOUND OR NOT Python3_FOUND)
  return()
endif()

# The order of the pages in the sidebar.
set(smirk_docs_pages README.md examples/docs/conventions.md examples/docs/coming_from.md)
foreach(room IN ITEMS black realized replication surface garch signals statistics interop)
  list(APPEND smirk_docs_pages include/smirk/${room}/README.md)
endforeach()
file(GLOB further_pages CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  examples/docs/*.md examples/*/README.md bench/README.md bench/*/*.md .github/CONTRIBUTING.md)
list(APPEND smirk_docs_pages ${further_pages})
list(REMOVE_DUPLICATES smirk_docs_pages)
list(TRANSFORM smirk_docs_pages PREPEND "\"")
list(TRANSFORM smirk_docs_pages APPEND "\"")
list(JOIN smirk_docs_pages " " smirk_docs_pages)
configure_file(cmake/Doxyfile.in Doxyfile @ONLY)
add_custom_target(docs
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${PROJECT_BINARY_DIR}/docs
  COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/docs
  COMMAND Doxygen::doxygen ${PROJECT_BINARY_DIR}/Doxyfile
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  COMMENT "Documentation: ${PROJECT_BINARY_DIR}/docs/html/index.html"
  VERBATIM)
