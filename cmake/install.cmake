# What `cmake --install` puts where, and `cpack -G DEB` into a package: the program, the headers of generated code, the
# tracer, the driver library, and the CMake package that finds them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # what is built is installed; tests need not be
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/trestle")
install(TARGETS trestle trestle_model trestle_tracer trestle_driver EXPORT trestle-targets)
get_target_property(headers trestle_model TRESTLE_HEADERS)
install(FILES ${headers}
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/trestle")
install(DIRECTORY tracer/ DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/trestle/tracer" FILES_MATCHING PATTERN "*.h")
install(DIRECTORY driver/ DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/trestle/driver" FILES_MATCHING PATTERN "*.h")
# The validator within other programs: what it is made of, as archives, and one header. Loaded when it is asked for
# (find_package(trestle COMPONENTS validator)), since those who link it need the libraries that this build used.
install(TARGETS trestle_embed trestle_report trestle_bridge trestle_explain trestle_mapping trestle_explore trestle_trace
  trestle_codegen trestle_evaluator trestle_core trestle_modules trestle_syntax trestle_toolbox trestle_diagnostics
  trestle_grammar trestle_runtime EXPORT trestle-validator-targets)
install(FILES validator/embed/validator.h DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/trestle/validator/embed")
install(EXPORT trestle-validator-targets NAMESPACE trestle:: DESTINATION "${package}")
install(EXPORT trestle-targets NAMESPACE trestle:: DESTINATION "${package}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/trestle-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES cmake/trestle-config.cmake cmake/trestle_add_spec.cmake cmake/trestle_add_tracer.cmake
  cmake/trestle_compile_spec.cmake
  "${PROJECT_BINARY_DIR}/trestle-config-version.cmake" DESTINATION "${package}")
install(FILES LICENSE README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs")
install(DIRECTORY examples/ DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples")

set(CPACK_PACKAGE_NAME trestle)
set(CPACK_PACKAGE_VENDOR "The Trestle authors")
set(CPACK_PACKAGE_CONTACT "The Trestle authors <trestle@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Runs TLA+ specifications, and holds programs against them")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "g++ | clang")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, libgtest-dev")
include(CPack)
