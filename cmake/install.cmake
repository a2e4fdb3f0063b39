# Install rules: headers, find_package(smirk), pkg-config. Everything is independent of the architecture.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(smirk_cmake_dir ${CMAKE_INSTALL_DATADIR}/cmake/smirk)

install(DIRECTORY include/smirk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(TARGETS smirk EXPORT smirk-targets)
install(EXPORT smirk-targets NAMESPACE smirk:: DESTINATION ${smirk_cmake_dir})

configure_package_config_file(cmake/smirk-config.cmake.in smirk-config.cmake INSTALL_DESTINATION ${smirk_cmake_dir})
write_basic_package_version_file(smirk-config-version.cmake COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/smirk-config.cmake ${PROJECT_BINARY_DIR}/smirk-config-version.cmake
  DESTINATION ${smirk_cmake_dir})

configure_file(cmake/smirk.pc.in smirk.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/smirk.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/smirk)
