# How every floor is compiled: the language, the warnings, the hardening.
include(GNUInstallDirs)
include(CheckIPOSupported)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# Assertions stay on in release: a wrong ledger is worse than a stopped program. CMake would define NDEBUG here.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g" CACHE STRING "" FORCE)

option(DUMISAKE_WERROR "Treat warnings as errors" OFF)
option(DUMISAKE_HARDEN "Hardening flags of a release build" OFF)
set(DUMISAKE_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(DUMISAKE_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)

add_library(toolchain INTERFACE)
target_compile_definitions(toolchain INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
target_compile_options(toolchain INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough
  -Wnull-dereference -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -fno-common -fstack-protector-strong)
if(DUMISAKE_WERROR)
  target_compile_options(toolchain INTERFACE -Werror)
endif()
if(DUMISAKE_HARDEN)
  target_compile_options(toolchain INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-clash-protection -fcf-protection)
  target_link_options(toolchain INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
  check_ipo_supported(RESULT DUMISAKE_LTO LANGUAGES C)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ${DUMISAKE_LTO})
endif()
if(DUMISAKE_SANITIZE)
  target_compile_options(toolchain INTERFACE -fsanitize=${DUMISAKE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(toolchain INTERFACE -fsanitize=${DUMISAKE_SANITIZE})
endif()
if(DUMISAKE_FUZZ)
  # Every floor tells libFuzzer which way a byte went; otherwise it explores blind.
  target_compile_options(toolchain INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(toolchain INTERFACE -fsanitize=fuzzer-no-link)
endif()
