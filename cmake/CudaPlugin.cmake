# nvcc, and how the plugin is made. Without nvcc (or with DASS_CUDA=OFF) everything else is built as ever.
#
# find_package(Torch) is not used: it wants the whole CUDA toolkit, of which the plugin needs nvcc and the headers. The
# wheel's own libraries are linked by name; those that they need in turn (cuBLAS, cuDNN …) are wanted at run time only.
include_guard()

set(DASS_CUDA AUTO CACHE STRING "The CUDA plugin: AUTO (where nvcc is found), ON or OFF")
set_property(CACHE DASS_CUDA PROPERTY STRINGS AUTO ON OFF)
set(DASS_CUDA_ARCHITECTURES "80-real;86-real;89-real;90" CACHE STRING
  "GPUs to compile for, as CMAKE_CUDA_ARCHITECTURES; the last without -real, so that newer ones have PTX")

set(DASS_CUDA_FOUND FALSE)
if(DASS_CUDA STREQUAL "OFF")
  return()
endif()

# What is in the way, if anything is.
set(oldest 13.0) # LibTorch's own
set(obstacle "")
find_program(DASS_NVCC nvcc HINTS ENV CUDA_HOME PATHS /usr/local/cuda PATH_SUFFIXES bin)
if(NOT DASS_NVCC)
  set(obstacle "nvcc was not found; put it on the PATH, or pass -DDASS_NVCC=<path of nvcc>")
elseif(NOT EXISTS ${DASS_TORCH_DIR}/lib/libc10_cuda.so)
  set(obstacle "${DASS_TORCH_DIR} is a LibTorch without CUDA (no lib/libc10_cuda.so)")
else()
  execute_process(COMMAND ${DASS_NVCC} --version OUTPUT_VARIABLE version ERROR_QUIET)
  string(REGEX MATCH "release ([0-9]+\\.[0-9]+)" version "${version}")
  if(NOT CMAKE_MATCH_1 VERSION_GREATER_EQUAL ${oldest})
    set(obstacle "${DASS_NVCC} is of CUDA '${CMAKE_MATCH_1}', wanted ${oldest} or newer")
  endif()
endif()
if(obstacle AND DASS_CUDA STREQUAL "ON")
  message(FATAL_ERROR "DASS_CUDA is ON, but ${obstacle}.")
elseif(obstacle)
  message(STATUS "CUDA plugin: not built, ${obstacle}")
  return()
endif()

set(CMAKE_CUDA_COMPILER ${DASS_NVCC})
set(CMAKE_CUDA_ARCHITECTURES ${DASS_CUDA_ARCHITECTURES})
set(CMAKE_CUDA_RUNTIME_LIBRARY None) # the wheel's own, below
enable_language(CUDA)
set(DASS_CUDA_FOUND TRUE)
message(STATUS "CUDA plugin: ${DASS_NVCC}, for ${DASS_CUDA_ARCHITECTURES}")

foreach(lib torch_cuda c10_cuda)
  add_library(torch::${lib} SHARED IMPORTED)
  set_target_properties(torch::${lib} PROPERTIES IMPORTED_LOCATION ${DASS_TORCH_DIR}/lib/lib${lib}.so)
endforeach()
file(GLOB cuda_runtime ${DASS_TORCH_DIR}/../nvidia/cu*/lib/libcudart.so.*)
if(NOT cuda_runtime) # an installed toolkit instead of the wheels
  cmake_path(GET DASS_NVCC PARENT_PATH nvcc_folder)
  file(GLOB cuda_runtime ${nvcc_folder}/../lib64/libcudart.so)
endif()
list(GET cuda_runtime 0 cuda_runtime)
add_library(torch::cudart SHARED IMPORTED)
set_target_properties(torch::cudart PROPERTIES IMPORTED_LOCATION ${cuda_runtime})

# dass_cuda_plugin(NAME SOURCES … LINK …): a shared library of .cu and .cpp units, lib<NAME>.so.
function(dass_cuda_plugin name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} MODULE ${ARG_SOURCES})
  # .cu is C++17: this CMake knows no CUDA 20 of this nvcc.
  set_target_properties(${name} PROPERTIES CUDA_STANDARD 17 CUDA_STANDARD_REQUIRED ON)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(${name} SYSTEM PRIVATE ${CMAKE_CUDA_TOOLKIT_INCLUDE_DIRECTORIES})
  # ptxas tells the registers of every kernel, for docs/performance.md, and warns where some spill.
  target_compile_options(${name} PRIVATE
    "$<$<COMPILE_LANGUAGE:CUDA>:-Xptxas=-v;-Xptxas=--warn-on-spills;-Xcompiler=-Wall>")
  if(DASS_STRICT)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CUDA>:-Xptxas=--warning-as-error>)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_LINK} torch::c10_cuda torch::cudart)
  # Nothing calls libtorch_cuda by name; without it the dispatcher would have no kernels for tensors on a GPU.
  target_link_libraries(${name} PRIVATE -Wl,--no-as-needed torch::torch_cuda -Wl,--as-needed)
endfunction()
