# Installs the library into a folder, then builds and runs a program that uses it: as a CMake package,
# for wider machines, by pkg-config, as a shared library, as headers alone (by clang too), fetched, and
# inside a project that exports itself.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

# The second time nothing is compiled anew.
find_program(CCACHE ccache)
if(CCACHE)
  set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} ${CCACHE})
endif()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)

# Also for wider registers than the library's, whichever header of Eigen comes first.
set(kinds plain)
if(MACHINE MATCHES "x86_64|AMD64")
  list(APPEND kinds avx native)
endif()
set(flags_of_plain "")
set(flags_of_avx "-mavx")
set(flags_of_native "-march=native")
foreach(kind IN LISTS kinds)
  run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/${kind} -G Ninja -D CMAKE_PREFIX_PATH=${WORK}/prefix
      -D CMAKE_CXX_COMPILER=${CXX} -D "CMAKE_CXX_FLAGS=${CXX_FLAGS} ${flags_of_${kind}} -O1")
  run(${CMAKE_COMMAND} --build ${WORK}/${kind})
  execute_process(COMMAND ${WORK}/${kind}/consumer OUTPUT_FILE ${WORK}/${kind}.txt RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR "the consumer built with \"${flags_of_${kind}}\" failed: ${result}")
  endif()
  run(${CMAKE_COMMAND} -E compare_files ${WORK}/plain.txt ${WORK}/${kind}.txt)
endforeach()

# Without the target's flags: a file that includes Eigen first is refused, one that does not is right.
if(MACHINE MATCHES "x86_64|AMD64")
  execute_process(COMMAND ${CXX} -std=c++20 -mavx -fsyntax-only -I${WORK}/prefix/include -isystem ${EIGEN}
                          -include Eigen/Core ${SOURCE}/main.cpp ERROR_VARIABLE said RESULT_VARIABLE result)
  if(NOT result OR NOT said MATCHES "Eigen was included for AVX before zonerank")
    message(FATAL_ERROR "Eigen before zonerank: ${said}")
  endif()
  run(${CXX} -std=c++20 -mavx -fsyntax-only -I${WORK}/prefix/include -isystem ${EIGEN} ${SOURCE}/main.cpp)
endif()

file(GLOB_RECURSE pkgconfig ${WORK}/prefix/*/zonerank.pc)
get_filename_component(folder "${pkgconfig}" DIRECTORY)
get_filename_component(libraries ${folder} DIRECTORY)
find_program(PKG_CONFIG NAMES pkg-config pkgconf)
if(PKG_CONFIG)
  set(ENV{PKG_CONFIG_PATH} "${folder}:$ENV{PKG_CONFIG_PATH}")
  execute_process(COMMAND ${PKG_CONFIG} --cflags --libs zonerank OUTPUT_VARIABLE flags RESULT_VARIABLE
                          result OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(result)
    message(FATAL_ERROR "pkg-config does not find zonerank")
  endif()
  separate_arguments(flags UNIX_COMMAND "${flags}")
  separate_arguments(own UNIX_COMMAND "${CXX_FLAGS}")
  if(MACHINE MATCHES "x86_64|AMD64")
    list(APPEND own -march=native)
  endif()
  run(${CXX} ${own} -std=c++20 -O1 ${SOURCE}/own_eigen.cpp ${SOURCE}/main.cpp ${flags} -o ${WORK}/by_pkg_config)
  run(${WORK}/by_pkg_config)
endif()

# The objects of the static library linked as BUILD_SHARED_LIBS links them: own symbols are exported,
# and no others.
file(GLOB archive ${libraries}/libzonerank.a)
find_program(NM nm)
if(archive AND NM AND NOT CXX_FLAGS MATCHES "sanitize")
  set(shared ${WORK}/libzonerank.so)
  run(${CXX} -shared -o ${shared} -Wl,--version-script=${EXPORTS} -Wl,--whole-archive ${archive}
      -Wl,--no-whole-archive -pthread)
  execute_process(COMMAND ${NM} -D -C --defined-only ${shared} OUTPUT_VARIABLE symbols)
  string(REGEX REPLACE "\n" ";" symbols "${symbols}")
  set(count 0)
  foreach(symbol IN LISTS symbols)
    if(symbol MATCHES "^[0-9a-f]+ . (typeinfo for |typeinfo name for |vtable for |VTT for |guard variable for )?zonerank::")
      math(EXPR count "${count} + 1")
    elseif(symbol MATCHES "^[0-9a-f]+ [A-Z] [A-Za-z_]+.*::" AND NOT symbol MATCHES "zonerank::")
      message(FATAL_ERROR "a symbol of another library is exported: ${symbol}")
    endif()
  endforeach()
  if(count LESS 100)
    message(FATAL_ERROR "only ${count} symbols are exported")
  endif()
  run(${CXX} -std=c++20 -O1 -DEIGEN_MAX_ALIGN_BYTES=16 -I${WORK}/prefix/include -isystem ${EIGEN}
      ${SOURCE}/own_eigen.cpp ${SOURCE}/main.cpp ${shared} -Wl,-rpath,${WORK} -pthread -o ${WORK}/by_shared_library)
  run(${WORK}/by_shared_library)
endif()

# Headers alone, by include paths and by target; with a system file and the sample the bits of the
# compiled library.
run(${CMAKE_COMMAND} -S ${SOURCE}/headers -B ${WORK}/headers -G Ninja -D CMAKE_PREFIX_PATH=${WORK}/prefix
    -D ALONE_INCLUDE=${WORK}/prefix/include -D EIGEN=${EIGEN} -D CMAKE_CXX_COMPILER=${CXX}
    -D "CMAKE_CXX_FLAGS=${CXX_FLAGS} -O0")
run(${CMAKE_COMMAND} --build ${WORK}/headers)
run(${WORK}/headers/alone)
run(${WORK}/headers/figures ${WORK}/sample OUTPUT_FILE ${WORK}/figures.csv)
foreach(form compiled inline)
  run(${WORK}/headers/${form} ${ZONERANK}/src/systems/torch-2013.toml ${WORK}/figures.csv OUTPUT_FILE
      ${WORK}/${form}.txt)
endforeach()
run(${CMAKE_COMMAND} -E compare_files ${WORK}/compiled.txt ${WORK}/inline.txt)

# The same read by clang, where it is installed.
find_program(CLANG NAMES clang++ clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14)
if(CLANG AND NOT CXX_FLAGS MATCHES "sanitize")
  run(${CLANG} -std=c++20 -fsyntax-only -DZONERANK_HEADER_ONLY -Wall -Wextra -Werror -I${WORK}/prefix/include
      -isystem ${EIGEN} ${SOURCE}/headers/alone.cpp)
endif()

# Fetched by another project.
run(${CMAKE_COMMAND} -S ${SOURCE}/fetched -B ${WORK}/fetched -G Ninja -D ZONERANK_SOURCE=${ZONERANK}
    -D ZONERANK_TOGETHER=4
    -D CMAKE_CXX_COMPILER=${CXX} -D "CMAKE_CXX_FLAGS=${CXX_FLAGS} -O0")
run(${CMAKE_COMMAND} --build ${WORK}/fetched --target fetched)
run(${WORK}/fetched/fetched)

# Inside another project whose own target is exported.
run(${CMAKE_COMMAND} -S ${SOURCE}/parent -B ${WORK}/parent -G Ninja -D ZONERANK_SOURCE=${ZONERANK}
    -D CMAKE_CXX_COMPILER=${CXX})
