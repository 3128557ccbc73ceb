#include "app/session/unsaved_work.h"

#include "app/jobs/path_text.h"
#include "app/session/session_file.h"
#include "app/session/session_files.h"
#include "core/base/error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <system_error>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

// As old as it may be: only the end of its process makes it stale.
std::unique_ptr<QLockFile> lockOf(const fs::path& session)
{
    auto lock = std::make_unique<QLockFile>(fromPath(session) + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);
    return lock;
}

} // namespace

UnsavedWork::UnsavedWork(fs::path folder) : m_folder(std::move(folder)) {}

UnsavedWork::~UnsavedWork() = default;

fs::path UnsavedWork::own()
{
    if (!m_own.empty())
        return m_own;
    std::error_code error;
    fs::create_directories(m_folder, error);
    const fs::path session = m_folder / ("work-" + std::to_string(QCoreApplication::applicationPid()) + '-' +
                                         std::to_string(QRandomGenerator::global()->generate()) + kSessionSuffix);
    auto lock = lockOf(session); // first, so that no work is ever seen without its owner
    if (!lock->tryLock(0))
        throw Error(ErrorCode::Io, "cannot write '" + session.string() +
                                       ".lock'; check the free space and rights of "
                                       "that folder");
    m_locks[session] = std::move(lock);
    m_own = session;
    return m_own;
}

void UnsavedWork::clearOwn() noexcept
{
    if (!m_own.empty())
        remove(std::exchange(m_own, {}));
}

std::vector<UnsavedWork::Left> UnsavedWork::findLeft()
{
    std::vector<Left> left;
    std::error_code error; // a folder that is not there holds nothing
    for (fs::directory_iterator it(m_folder, error), end; !error && it != end; it.increment(error)) {
        const fs::path& session = it->path();
        if (session.extension() != kSessionSuffix || m_locks.contains(session))
            continue;
        auto lock = lockOf(session);
        if (!lock->tryLock(0))
            continue;
        m_locks[session] = std::move(lock);
        left.push_back({session, QFileInfo(fromPath(session)).lastModified()});
    }
    std::ranges::sort(left, std::greater(), &Left::saved);
    return left;
}

void UnsavedWork::remove(const fs::path& left) noexcept
{
    SessionFiles::remove(left);
    m_locks.erase(left);
}

} // namespace dass
