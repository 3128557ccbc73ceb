#include "app/distill/model_export.h"

#include "core/base/error.h"
#include "core/distill/run_files.h"
#include "core/model/model_files.h"

#include <QCoreApplication>

#include <array>
#include <cstdlib>
#include <string>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::array kNeeded{kConfigName, kWeightsName};
constexpr std::array kMore{kModelCardName, distill::kClassesName, distill::kConfusionsName};

[[noreturn]] void fail(ErrorCode code, const fs::path& path, const char* words)
{
    throw Error(code, path.string() + ": " + QCoreApplication::translate("dass::ModelExport", words).toStdString());
}

void copyWhole(const fs::path& from, const fs::path& to)
{
    std::error_code failure;
    if (!fs::copy_file(from, to, failure))
        throw Error(ErrorCode::Io, to.string() + ": " + failure.message());
}

} // namespace

void exportModel(const fs::path& run, const fs::path& folder, const std::stop_token& stop)
{
    std::error_code failure;
    if (fs::exists(fs::symlink_status(folder, failure)))
        fail(ErrorCode::InvalidArgument, folder,
             QT_TRANSLATE_NOOP("dass::ModelExport", "is there already; choose another name"));
    for (const char* name : kNeeded)
        if (!fs::is_regular_file(run / name, failure))
            fail(ErrorCode::NotFound, run / name,
                 QT_TRANSLATE_NOOP("dass::ModelExport", "is not there; the run has no model to export"));
    std::string name = (folder.parent_path() / ".dass-export-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        fail(ErrorCode::Io, folder,
             QT_TRANSLATE_NOOP("dass::ModelExport", "cannot be made; is the folder yours to write in?"));
    const fs::path part = name;
    try {
        for (const char* file : kNeeded)
            copyWhole(run / file, part / file);
        for (const char* file : kMore)
            if (fs::is_regular_file(run / file, failure))
                copyWhole(run / file, part / file);
        if (!stop.stop_requested()) {
            fs::permissions(part, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                      fs::perms::others_read | fs::perms::others_exec);
            fs::rename(part, folder);
            return;
        }
    } catch (const fs::filesystem_error& error) {
        fs::remove_all(part, failure);
        throw Error(ErrorCode::Io, folder.string() + ": " + error.code().message());
    } catch (...) {
        fs::remove_all(part, failure);
        throw;
    }
    fs::remove_all(part, failure);
}

} // namespace dass
