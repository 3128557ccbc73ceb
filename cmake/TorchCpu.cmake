# The CPU half of the torch wheel as imported targets. find_package(Torch) on this wheel insists on nvcc and links the
# CUDA libraries (520 MB at start instead of 118), so only libtorch_cpu, libc10 and the wheel's libgomp are named here.
include_guard()

if(NOT DASS_TORCH_DIR)
  file(GLOB candidates ${PROJECT_SOURCE_DIR}/build/python/lib/python3*/site-packages/torch)
  if(candidates)
    list(GET candidates 0 first)
    set(DASS_TORCH_DIR ${first} CACHE PATH "Folder of the torch package" FORCE)
  endif()
endif()
if(NOT EXISTS ${DASS_TORCH_DIR}/lib/libtorch_cpu.so)
  message(FATAL_ERROR
    "LibTorch was not found (looked for lib/libtorch_cpu.so in '${DASS_TORCH_DIR}'). Run packaging/bootstrap.sh build, "
    "or pass -DDASS_TORCH_DIR=<folder of the torch package>.")
endif()

foreach(lib torch_cpu c10)
  add_library(torch::${lib} SHARED IMPORTED)
  set_target_properties(torch::${lib} PROPERTIES IMPORTED_LOCATION ${DASS_TORCH_DIR}/lib/lib${lib}.so)
endforeach()
add_library(torch::gomp SHARED IMPORTED)
set_target_properties(torch::gomp PROPERTIES IMPORTED_LOCATION ${DASS_TORCH_DIR}/lib/libgomp.so.1)

file(GLOB cuda_runtime_dirs ${DASS_TORCH_DIR}/../nvidia/cu*/lib)

add_library(dass_torch_cpu INTERFACE)
target_include_directories(dass_torch_cpu SYSTEM INTERFACE
  ${DASS_TORCH_DIR}/include ${DASS_TORCH_DIR}/include/torch/csrc/api/include)
# at::parallel_for is a template over OpenMP: without the flag it silently runs on one thread.
target_compile_options(dass_torch_cpu INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fopenmp>)
target_link_libraries(dass_torch_cpu INTERFACE torch::torch_cpu torch::c10 torch::gomp Threads::Threads)
# libtorch_cpu of this wheel needs libcudart and libcupti to load, with or without a GPU.
foreach(dir ${cuda_runtime_dirs})
  target_link_options(dass_torch_cpu INTERFACE LINKER:-rpath,${dir} LINKER:-rpath-link,${dir})
endforeach()

# What dass_use_torch reuses. Both hold nothing but the precompiled header.
add_library(dass_torch_pch_library OBJECT ${CMAKE_CURRENT_LIST_DIR}/pch_owner.cpp)
add_executable(dass_torch_pch_program ${CMAKE_CURRENT_LIST_DIR}/pch_owner.cpp)
foreach(target dass_torch_pch_library dass_torch_pch_program)
  target_link_libraries(${target} PRIVATE dass_options dass_torch_cpu)
  target_precompile_headers(${target} PRIVATE ${CMAKE_CURRENT_LIST_DIR}/torch_pch.h)
endforeach()
