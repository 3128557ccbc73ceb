#!/usr/bin/env bash
# Sets DASS Studio up on Debian 12 and builds, runs or tests it. See usage below, or docs/build.md.
set -euo pipefail

readonly kTorch="torch==2.11.0"
# libtorch_cpu of this wheel loads these two, with or without a GPU; nothing else of CUDA is needed.
readonly kTorchNeeds=("nvidia-cuda-runtime==13.0.96" "nvidia-cuda-cupti==13.0.85")
readonly kFreshDiskMb=4500 kMbPerCompiler=1500

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root logs="$root/build/logs" venv="$root/build/python" bin="$root/build/release/bin"
readonly readers="$root/build/readers" readerPackages="$root/packaging/reader-packages.txt"
readonly sample="$root/resources/sample/sample.flac"

usage() {
  cat <<'TEXT'
packaging/bootstrap.sh build [--no-cuda]             install what is missing, compile: build/release/bin/{dass,dass-studio}
packaging/bootstrap.sh run   [--no-cuda] [FILE...]   build if needed, open the window on FILE... or the bundled sample;
                                                     where there is no display, tag them and print the table
packaging/bootstrap.sh test  [--no-cuda]             build everything, run every test, print a summary

For Debian 12 on x86-64, as root or with sudo. About 5 GB of disk and 15 minutes on 2 cores from nothing; a few
seconds when nothing is to do. Logs are in build/logs.
TEXT
}

badUsage() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 2
}
say() { printf '==> %s\n' "$*"; }
die() {
  printf 'bootstrap: %s\n' "$*" >&2
  exit 1
}

# logged NAME HINT COMMAND...: runs the command into build/logs/NAME.log; a failure shows the log's end and the hint.
logged() {
  local name=$1 hint=$2
  shift 2
  if ! "$@" >"$logs/$name.log" 2>&1 </dev/null; then
    tail -n 20 "$logs/$name.log" >&2
    die "$name failed. $hint (whole log: build/logs/$name.log)"
  fi
}

asRoot() {
  if [[ $EUID -eq 0 ]]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

# Asks for the password once, in sight; asRoot then runs with its output in a log.
becomeRoot() {
  [[ $EUID -ne 0 ]] || return 0
  if ! command -v sudo >/dev/null || ! sudo -v; then
    die "packages are missing and this user cannot become root. As root: apt-get install --no-install-recommends $*"
  fi
}

requireDisk() {
  local free
  free=$(df --output=avail -m "$root" | tail -n 1)
  [[ $free -ge $kFreshDiskMb ]] || die "only $free MB are free below $root; the set-up needs about $kFreshDiskMb MB. \
Free some space, or put the checkout on a larger disk"
}

missingPackages() {
  local wanted installed
  wanted=$(grep -v -e '^#' -e '^$' "$root/packaging/apt-packages.txt" | sort -u)
  # dpkg-query fails when it does not know one of the names; what it knows is still printed.
  # shellcheck disable=SC2086
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
    sed -n 's/^installed //p' | sort -u) || true
  comm -23 <(echo "$wanted") <(echo "$installed")
}

# apt-get waits for dpkg's lock by itself, but not for the one on the lists.
aptUpdate() {
  local attempt
  for attempt in {1..30}; do
    if LC_ALL=C asRoot apt-get update -q 2>&1 | tee "$logs/apt-update-attempt.log"; then
      return 0
    fi
    grep -q 'Could not get lock' "$logs/apt-update-attempt.log" || return 1
    echo "another program holds apt's lock; attempt $attempt of 30, next in 10 s"
    sleep 10
  done
  return 1
}

setUpPackages() {
  local id="unknown" version="" missing
  if [[ -r /etc/os-release ]]; then
    id=$(. /etc/os-release && echo "${ID:-unknown}")
    version=$(. /etc/os-release && echo "${VERSION_ID:-}")
  fi
  if [[ $id != debian || $version != 12 ]]; then
    say "This is $id $version, not Debian 12: no package is installed here. What is missing shows when configuring" \
      "(names for Debian 12: packaging/apt-packages.txt)"
    return
  fi
  missing=$(missingPackages)
  if [[ -z $missing ]]; then
    say "Debian packages: all installed"
    return
  fi
  becomeRoot "${missing//$'\n'/ }"
  requireDisk
  say "Debian packages: installing $(wc -l <<<"$missing"): ${missing//$'\n'/ }"
  logged apt-update "Is the network up, and may this user become root?" aptUpdate
  # shellcheck disable=SC2086
  logged apt-install "Is the network up, and does /etc/apt list Debian 12 (bookworm) main?" \
    asRoot apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $missing
}

setUpTorch() {
  local stamp="$venv/.torch-set-up" python=/usr/bin/python3 wanted found
  wanted="$kTorch ${kTorchNeeds[*]}"
  found=$(compgen -G "$venv/lib/python3*/site-packages/torch/lib/libtorch_cpu.so" || true)
  if [[ -n $found && -r $stamp && $(<"$stamp") == "$wanted" ]]; then
    say "LibTorch: ${kTorch#*==} is set up"
    return
  fi
  requireDisk
  "$python" -c 'import ensurepip' 2>/dev/null || python=python3
  say "LibTorch: fetching $kTorch into build/python (0.5 GB to download, 1.3 GB on disk)"
  if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    logged python-venv "Is python3-venv installed?" "$python" -m venv --clear "$venv"
  fi
  logged pip-torch "Is the network up, and does pip reach its index?" \
    "$venv/bin/python" -m pip install --no-deps --disable-pip-version-check "$kTorch" "${kTorchNeeds[@]}"
  compgen -G "$venv/lib/python3*/site-packages/torch/lib/libtorch_cpu.so" >/dev/null ||
    die "pip installed $kTorch but libtorch_cpu.so is not there. Remove build/python and run this again"
  echo "$wanted" >"$stamp"
}

# Python packages that read written files back, for the tests alone. Without them these tests are skipped, the rest runs.
setUpReaders() {
  local stamp="$readers/.set-up" python=/usr/bin/python3
  if [[ -r $stamp ]] && cmp -s "$stamp" "$readerPackages"; then
    say "Readers of written files: set up"
    return
  fi
  say "Readers of written files: fetching crowsetta, pandas and tensorboard into build/readers (0.1 GB to download, 0.4 GB on disk)"
  "$python" -c 'import ensurepip' 2>/dev/null || python=python3
  if "$python" -m venv --clear "$readers" >"$logs/readers.log" 2>&1 &&
    "$readers/bin/python" -m pip install --no-deps --disable-pip-version-check --only-binary :all: \
      -r "$readerPackages" >>"$logs/readers.log" 2>&1 </dev/null; then
    cp "$readerPackages" "$stamp"
  else
    tail -n 3 "$logs/readers.log" >&2
    say "They could not be set up: the tests that need them are skipped (whole log: build/logs/readers.log)"
  fi
}

configure() {
  local plugin=AUTO # where nvcc is found
  [[ $cuda == yes ]] || plugin=OFF
  local options=("-DDASS_CUDA=$plugin")
  if [[ -f $root/build/release/build.ninja ]] && grep -q "^DASS_CUDA:STRING=$plugin$" "$root/build/release/CMakeCache.txt"; then
    return # ninja configures again by itself when a CMake file has changed
  fi
  if command -v ccache >/dev/null; then
    options+=("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
  fi
  say "Configuring build/release"
  logged configure "The first 'CMake Error' above names what is missing." \
    cmake -S "$root" --preset release "${options[@]}"
}

# Torch's headers take a compiler past 1 GB: as many compilers as there are cores, but no more than memory holds.
jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(($(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024 / kMbPerCompiler))
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

compile() {
  local parallel
  parallel=$(jobs)
  say "Compiling ${*:-everything} with $parallel at a time"
  cmake --build "$root/build/release" --parallel "$parallel" ${1:+--target "$@"} </dev/null ||
    die "compiling failed; the first error above says where. Was a source file changed?"
}

setUp() {
  [[ $(uname -m) == x86_64 ]] || die "this is $(uname -m); only x86-64 is supported"
  cd "$root" # presets are looked up where cmake starts
  mkdir -p "$logs"
  setUpPackages
  setUpTorch
  configure
}

build() {
  setUp
  compile dass dass-studio
  say "Programs: build/release/bin/dass, build/release/bin/dass-studio"
}

run() {
  build
  if [[ $# -eq 0 ]]; then
    set -- "$sample"
  fi
  cd "$startFolder"
  if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    say "Starting the window on $*"
    exec "$bin/dass-studio" "$@"
  fi
  say "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): tagging $* here"
  exec "$bin/dass" tag --format table --output - --hop 2 --merge-gap 2 -- "$@"
}

runTests() {
  setUp
  setUpReaders
  compile
  say "Running the tests"
  # Test programs run side by side: their OpenMP threads must sleep, not spin, while they wait. No window may pop up.
  export OMP_WAIT_POLICY=passive QT_QPA_PLATFORM=offscreen
  local log=build/release/Testing/Temporary/LastTest.log passed skipped
  ctest --preset release --parallel "$(nproc)" </dev/null ||
    die "some tests failed: they are listed above, with their output; $log has all"
  passed=$(sed -n -E 's/^\[  PASSED  \] ([0-9]+) tests?\.$/\1/p; s/^Totals: ([0-9]+) passed,.*/\1/p' "$root/$log" |
    awk '{ sum += $1 } END { print sum + 0 }')
  skipped=$(sed -n -E 's/^\[  SKIPPED \] ([0-9]+) tests?, listed below:$/\1/p; s/^Totals: .* ([0-9]+) skipped,.*/\1/p' \
    "$root/$log" | awk '{ sum += $1 } END { print sum + 0 }')
  say "$passed cases passed, $skipped were skipped ($log says why)"
}

main() {
  local command=${1:-} argument files=()
  startFolder=$PWD
  cuda=yes
  [[ $# -eq 0 ]] || shift
  for argument in "$@"; do
    case $argument in
      --no-cuda) cuda=no ;;
      --help | -h) command=--help ;;
      -*) badUsage "unknown option $argument. Try packaging/bootstrap.sh --help" ;;
      *) files+=("$argument") ;;
    esac
  done
  if [[ $command != run && ${#files[@]} -gt 0 ]]; then
    badUsage "'$command' takes no file (got ${files[0]}). Did you mean: packaging/bootstrap.sh run ${files[0]}"
  fi
  case $command in
    build) build ;;
    run) run "${files[@]}" ;;
    test) runTests ;;
    --help | -h) usage ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
}

main "$@"
