# What the project's own programs are compiled with. None of it reaches a user of smirk::smirk.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)

add_library(smirk_developer INTERFACE)
target_link_libraries(smirk_developer INTERFACE smirk::smirk)
target_compile_options(smirk_developer INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${SMIRK_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # A false alarm on adding a std::string to a literal, GCC bug 105651.
  target_compile_options(smirk_developer INTERFACE -Wno-restrict)
endif()
if(SMIRK_SANITIZE)
  target_compile_options(smirk_developer INTERFACE -fsanitize=${SMIRK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(smirk_developer INTERFACE -fsanitize=${SMIRK_SANITIZE})
endif()
