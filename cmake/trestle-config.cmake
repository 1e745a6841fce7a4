# find_package(trestle): the targets trestle::command (the program), trestle::model (what generated code includes) and
# trestle::tracer, trestle::driver, and the functions trestle_add_spec and trestle_add_tracer.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/trestle-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/trestle_add_spec.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/trestle_add_tracer.cmake")
