# Archives: `cpack -G TGZ` and `cpack -G DEB` in the build folder hold what `cmake --install` installs. There is nothing
# to build for them: the library is its headers.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_PACKAGE_NAME smirk)
set(CPACK_PACKAGE_FILE_NAME smirk-${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Smirk contributors")
set(CPACK_PACKAGE_VENDOR "The Smirk contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR TGZ)

set(CPACK_DEBIAN_PACKAGE_NAME libsmirk-dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libeigen3-dev (>= 3.4)")

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME smirk-${PROJECT_VERSION}-source)
set(CPACK_SOURCE_IGNORE_FILES "/\\\\.git/;/build/;/report/;/__pycache__/")
include(CPack)
