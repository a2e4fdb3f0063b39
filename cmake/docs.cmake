# The site of the docstrings: the target `docs` makes docs/html/index.html in the build folder. A warning of doxygen
# fails it. Formulas are typeset by MathJax 2.7, of which the site gets a copy: it opens without a network.
find_package(Doxygen 1.9.4 QUIET)
find_package(Python3 3.9 QUIET COMPONENTS Interpreter)
if(NOT DOXYGEN_FOUND OR NOT Python3_FOUND)
  add_custom_target(docs
    COMMAND ${CMAKE_COMMAND} -E echo "The docs need doxygen 1.9.4 and Python 3.9: install them, and configure again."
    COMMAND ${CMAKE_COMMAND} -E false)
  return()
endif()

find_path(SMIRK_MATHJAX MathJax.js PATHS /usr/share/javascript/mathjax /usr/share/mathjax DOC "Folder of MathJax 2.7")
set(smirk_docs_site ${PROJECT_BINARY_DIR}/docs/html)
set(smirk_docs_filter "${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/docs_filter.py")
if(SMIRK_MATHJAX)
  set(smirk_docs_mathjax YES)
  set(smirk_docs_mathjax_settings "\"${PROJECT_BINARY_DIR}/docs_mathjax.js\"")
  file(WRITE ${PROJECT_BINARY_DIR}/docs_mathjax.js "MathJax.Hub.Config({messageStyle: \"none\"});\n")
  foreach(part IN ITEMS extensions/TeX jax/input/TeX jax/element/mml jax/output/SVG/autoload jax/output/SVG/fonts/TeX)
    list(APPEND copy_mathjax COMMAND ${CMAKE_COMMAND} -E copy_directory
      ${SMIRK_MATHJAX}/${part} ${smirk_docs_site}/mathjax/${part})
  endforeach()
  foreach(part IN ITEMS MathJax.js extensions/tex2jax.js extensions/MathEvents.js extensions/MathMenu.js
      extensions/MathZoom.js jax/output/SVG/config.js jax/output/SVG/jax.js)
    list(APPEND copy_mathjax COMMAND ${CMAKE_COMMAND} -E copy
      ${SMIRK_MATHJAX}/${part} ${smirk_docs_site}/mathjax/${part})
  endforeach()
else()
  set(smirk_docs_mathjax NO)
  string(APPEND smirk_docs_filter " --plain")
  set(copy_mathjax COMMAND ${CMAKE_COMMAND} -E echo
    "MathJax 2.7 was not found, so formulas are plain text. Install libjs-mathjax or set SMIRK_MATHJAX, and reconfigure.")
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
  ${copy_mathjax}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  COMMENT "Documentation: ${smirk_docs_site}/index.html"
  VERBATIM)
