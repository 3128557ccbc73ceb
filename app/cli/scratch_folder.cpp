#include "app/cli/scratch_folder.h"

#include "core/base/error.h"
#include "core/base/temporary_folder.h"

#include <stdlib.h>
#include <string>
#include <system_error>

namespace dass::cli {

ScratchFolder::ScratchFolder()
{
    const std::filesystem::path where = temporaryFolder();
    std::string name = (where / "dass-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw Error(ErrorCode::Io, "cannot make a temporary folder in '" + where.string() + "'");
    m_path = name;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored; // a leftover there harms nobody
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace dass::cli
