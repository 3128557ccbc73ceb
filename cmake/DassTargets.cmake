# How every target of the project is made: warnings, sanitizers, include root, precompiled torch headers.
include_guard()
find_package(Threads REQUIRED)

add_library(dass_options INTERFACE)
target_include_directories(dass_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
# For C++; nvcc's own units have theirs in CudaPlugin.cmake.
set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
# g++ 12 sees an overlap in string concatenation where there is none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  list(APPEND warnings -Wno-restrict)
endif()
if(DASS_STRICT)
  list(APPEND warnings -Werror)
endif()
target_compile_options(dass_options INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:${warnings}>")
if(DASS_ASSERTIONS)
  target_compile_options(dass_options INTERFACE -UNDEBUG)
endif()
if(DASS_SANITIZE)
  target_compile_options(dass_options INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${DASS_SANITIZE};-fno-omit-frame-pointer>")
  target_link_options(dass_options INTERFACE -fsanitize=${DASS_SANITIZE})
endif()

# dass_use_torch(TARGET SCOPE): links ATen and includes its headers precompiled. Parsing them takes 30 s and 500 MB, so
# it is done twice in all: once as code for libraries (-fPIC), once as code for programs (-fPIE), which cannot share.
function(dass_use_torch name scope)
  target_link_libraries(${name} ${scope} dass_torch_cpu)
  get_target_property(type ${name} TYPE)
  if(type STREQUAL "EXECUTABLE")
    set(precompiled dass_torch_pch_program)
  else()
    set(precompiled dass_torch_pch_library)
  endif()
  target_precompile_headers(${name} REUSE_FROM ${precompiled})
endfunction()

# dass_library(NAME SOURCES … [LINK …] [TORCH]): one folder of core, app or ui. TORCH: its units include ATen.
function(dass_library name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC dass_options ${ARG_LINK})
  if(ARG_TORCH)
    dass_use_torch(${name} PUBLIC)
  endif()
endfunction()

# dass_test(NAME SOURCES … LINK … [TORCH] [SHARDS N] [LABELS …]): a GoogleTest program, which is one CTest test (SHARDS:
# so many, which can run side by side). With DASS_TEST_CASES each of its cases is one: then each loads LibTorch, which
# takes as long as all the rest of most of them.
function(dass_test name)
  cmake_parse_arguments(ARG "TORCH" "SHARDS" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE dass_options ${ARG_LINK} GTest::gmock_main)
  if(ARG_TORCH)
    dass_use_torch(${name} PRIVATE)
  endif()
  target_compile_definitions(${name} PRIVATE
    DASS_SOURCE_DIR="${PROJECT_SOURCE_DIR}" DASS_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  if(DASS_TEST_CASES)
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120 PROPERTIES LABELS "${ARG_LABELS}")
    return()
  endif()
  string(REGEX REPLACE "^dass_(.*)_test$" "\\1" test ${name})
  if(NOT ARG_SHARDS)
    set(ARG_SHARDS 1)
  endif()
  foreach(shard RANGE 1 ${ARG_SHARDS})
    set(part ${test})
    if(ARG_SHARDS GREATER 1)
      string(APPEND part .${shard})
    endif()
    math(EXPR index "${shard} - 1")
    add_test(NAME ${part} COMMAND ${name})
    set_tests_properties(${part} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 1800 COST ${ARG_SHARDS}
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index}")
  endforeach()
endfunction()
