# An overlay port: it packages the tree that it stands in, `vcpkg install smirk --overlay-ports=cmake/vcpkg/ports`.
# A copy elsewhere takes -DSMIRK_SOURCE, or a vcpkg_from_... call of its own, in place of the next line.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../../.." ABSOLUTE)

set(VCPKG_BUILD_TYPE release) # headers only

vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -DSMIRK_BUILD_TESTS=OFF
        -DSMIRK_BUILD_EXAMPLES=OFF
        -DSMIRK_BUILD_BENCH=OFF
        -DSMIRK_INSTALL=ON
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME smirk CONFIG_PATH share/cmake/smirk)
# -pthread makes smirk.pc depend on the triplet, and vcpkg keeps such files here.
file(MAKE_DIRECTORY "${CURRENT_PACKAGES_DIR}/lib")
file(RENAME "${CURRENT_PACKAGES_DIR}/share/pkgconfig" "${CURRENT_PACKAGES_DIR}/lib/pkgconfig")
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/share/licenses")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
