#include "core/model/pickle_globals.h"

#include <algorithm>
#include <array>

namespace dass {

namespace {

// Constructors of plain data that training scripts leave beside the weights: settings, paths, scores, schedules.
constexpr std::string_view kInertGlobals[] = {
    "_codecs.encode",
    "argparse.Namespace",
    "builtins.bytearray",
    "builtins.complex",
    "builtins.frozenset",
    "builtins.set",
    "builtins.slice",
    "collections.Counter",
    "collections.defaultdict",
    "collections.deque",
    "copy_reg._reconstructor",
    "copyreg._reconstructor",
    "datetime.datetime",
    "datetime.timedelta",
    "functools.partial",
    "numpy._core.multiarray._reconstruct",
    "numpy._core.multiarray.scalar",
    "numpy.core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy.dtype",
    "numpy.ndarray",
    "pathlib.Path",
    "pathlib.PosixPath",
    "pathlib.PurePosixPath",
    "pathlib.WindowsPath",
    "torch.Generator",
    "torch.device",
};

// Packages whose objects reach the system. They cannot do so here; their presence says that the file is an attack.
constexpr std::string_view kDangerousPackages[] = {
    "__builtin__",
    "asyncio",
    "bdb",
    "builtins",
    "code",
    "codeop",
    "commands",
    "ctypes",
    "dill",
    "cloudpickle",
    "http",
    "idlelib",
    "importlib",
    "io",
    "linecache",
    "marshal",
    "multiprocessing",
    "nt",
    "operator",
    "os",
    "pdb",
    "pickle",
    "pip",
    "pkgutil",
    "platform",
    "posix",
    "profile",
    "pty",
    "pydoc",
    "requests",
    "runpy",
    "shutil",
    "site",
    "smtplib",
    "socket",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "timeit",
    "trace",
    "types",
    "urllib",
    "webbrowser",
};

constexpr std::pair<std::string_view, DType> kStorages[] = {
    {"torch.BFloat16Storage", DType::BF16}, {"torch.BoolStorage", DType::Bool},  {"torch.ByteStorage", DType::U8},
    {"torch.CharStorage", DType::I8},       {"torch.DoubleStorage", DType::F64}, {"torch.FloatStorage", DType::F32},
    {"torch.HalfStorage", DType::F16},      {"torch.IntStorage", DType::I32},    {"torch.LongStorage", DType::I64},
    {"torch.ShortStorage", DType::I16},
};

} // namespace

GlobalRole roleOf(std::string_view global)
{
    if (global == "collections.OrderedDict" || global == "builtins.dict")
        return GlobalRole::OrderedDict;
    if (global == "torch._utils._rebuild_tensor_v2" || global == "torch._utils._rebuild_tensor")
        return GlobalRole::RebuildTensor;
    if (global == "torch._utils._rebuild_parameter" || global == "torch._utils._rebuild_parameter_with_state")
        return GlobalRole::RebuildParameter;
    if (global == "torch.Size")
        return GlobalRole::Size;
    const bool inert = std::find(std::begin(kInertGlobals), std::end(kInertGlobals), global) != std::end(kInertGlobals);
    return inert ? GlobalRole::Inert : GlobalRole::Refused;
}

bool mayInstantiate(std::string_view global)
{
    const std::string_view package = global.substr(0, global.find('.'));
    return roleOf(global) != GlobalRole::Refused ||
           std::find(std::begin(kDangerousPackages), std::end(kDangerousPackages), package) ==
               std::end(kDangerousPackages);
}

std::optional<DType> storageDType(std::string_view global)
{
    for (const auto& [name, dtype] : kStorages)
        if (name == global)
            return dtype;
    return std::nullopt;
}

} // namespace dass
