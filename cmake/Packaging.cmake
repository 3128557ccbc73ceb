# What `cmake --install` puts where, and the Debian packages that CPack makes of it. dass-studio holds the CPU half of
# LibTorch in a folder of its own, since Debian's libtorch is unfit; all other libraries are Debian's and become
# dependencies. dass-studio-mpi is the plugin for distillation on several processes, so that nobody else needs MPI.
include_guard()
include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME main)

set(private_libraries ${CMAKE_INSTALL_LIBDIR}/dass-studio)
set(programs dass)
if(DASS_BUILD_STUDIO)
  list(APPEND programs dass-studio)
endif()
set_target_properties(${programs} PROPERTIES
  INSTALL_RPATH "$ORIGIN/../${private_libraries}"
  INSTALL_RPATH_USE_LINK_PATH OFF)
install(TARGETS ${programs} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

file(GLOB cuda_loaded_by_torch ${DASS_TORCH_DIR}/../nvidia/cu*/lib/libcudart.so.* ${DASS_TORCH_DIR}/../nvidia/cu*/lib/libcupti.so.*)
install(FILES
  ${DASS_TORCH_DIR}/lib/libtorch_cpu.so ${DASS_TORCH_DIR}/lib/libc10.so ${DASS_TORCH_DIR}/lib/libgomp.so.1
  ${cuda_loaded_by_torch}
  DESTINATION ${private_libraries})

if(TARGET dass_mpi)
  install(TARGETS dass_mpi LIBRARY DESTINATION ${private_libraries} COMPONENT mpi)
endif()

install(DIRECTORY resources/labels resources/models resources/niah resources/sample
  DESTINATION ${CMAKE_INSTALL_DATADIR}/dass-studio
  FILES_MATCHING PATTERN *.csv PATTERN *.flac PATTERN *.opus PATTERN *.json PATTERN *.safetensors PATTERN *.md)
install(PROGRAMS resources/distill/scaled_table.py DESTINATION ${CMAKE_INSTALL_DATADIR}/dass-studio/distill)
install(FILES LICENSE docs/licences.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(DASS_BUILD_STUDIO)
  install(FILES packaging/dass-studio.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES packaging/dass-studio.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES resources/icons/dass-studio.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dass-studio)
set(CPACK_PACKAGE_VENDOR "The DASS Studio developers")
set(CPACK_PACKAGE_CONTACT "The DASS Studio developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES OFF) # LibTorch is stripped already; stripping 450 MB again takes minutes
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${DASS_TORCH_DIR}/lib)
if(cuda_loaded_by_torch)
  list(GET cuda_loaded_by_torch 0 first)
  cmake_path(GET first PARENT_PATH cuda_folder)
  list(APPEND CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${cuda_folder})
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE) # a package each
set(CPACK_COMPONENTS_ALL main)
set(CPACK_DEBIAN_MAIN_PACKAGE_NAME dass-studio)
set(CPACK_DEBIAN_MAIN_PACKAGE_DEPENDS "fonts-noto-core, libqt6svg6, qt6-translations-l10n")
if(TARGET dass_mpi)
  list(APPEND CPACK_COMPONENTS_ALL mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_NAME dass-studio-mpi)
  set(CPACK_DEBIAN_MPI_DESCRIPTION "Distillation on several processes with OpenMPI, for dass-studio")
  set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "dass-studio (= ${PROJECT_VERSION})")
  set(CPACK_DEBIAN_MPI_PACKAGE_RECOMMENDS "openmpi-bin")
  set(CPACK_DEBIAN_MAIN_PACKAGE_SUGGESTS "dass-studio-mpi")
endif()
include(CPack)
