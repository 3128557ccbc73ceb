#include "app/jobs/corrections_worker.h"

#include "core/base/error.h"
#include "core/base/free_path.h"

#include <system_error>
#include <utility>

namespace dass {

namespace {

QString nameOf(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

// A file that cannot be used gets a name at which it is not in the way, and no other such file is lost.
std::filesystem::path keepAside(const std::filesystem::path& file)
{
    const std::filesystem::path aside = freePath(std::filesystem::path(file) += ".damaged");
    std::error_code error;
    std::filesystem::rename(file, aside, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot rename '" + file.string() + "': " + error.message());
    return aside;
}

} // namespace

CorrectionsWorker::CorrectionsWorker(QObject* parent) : QObject(parent)
{
    qRegisterMetaType<std::shared_ptr<const CorrectionList>>();
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

CorrectionsWorker::~CorrectionsWorker() = default;

quint64 CorrectionsWorker::read(const std::filesystem::path& file)
{
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back({++m_last, file, {}, nullptr});
    m_wake.notify_one();
    return m_last;
}

void CorrectionsWorker::write(const std::filesystem::path& file, CorrectedRecording recording,
                              std::shared_ptr<const CorrectionList> corrections)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_tasks, [&](const Task& task) { return task.corrections && task.file == file; });
    m_tasks.push_back({0, file, std::move(recording), std::move(corrections)});
    m_wake.notify_one();
}

void CorrectionsWorker::run(const std::stop_token& stop)
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); }))
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        if (task.corrections)
            doWrite(task);
        else if (!stop.stop_requested())
            doRead(task);
    }
}

void CorrectionsWorker::doRead(const Task& task)
{
    QString damage;
    CorrectionList corrections;
    try {
        corrections = readCorrections(task.file);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound)
            damage = QString::fromStdString(describe(error));
    } catch (const std::exception& exception) {
        damage = QString::fromStdString(describe(exception));
    }
    if (!damage.isEmpty()) {
        try {
            damage = tr("%1. It is kept as %2.").arg(damage, nameOf(keepAside(task.file).filename()));
        } catch (const std::exception& exception) {
            damage = tr("%1. It could not be kept under another name: %2.")
                         .arg(damage, QString::fromStdString(describe(exception)));
        }
    }
    emit ready(task.number, std::make_shared<const CorrectionList>(std::move(corrections)), damage);
}

void CorrectionsWorker::doWrite(const Task& task)
{
    try {
        if (task.corrections->empty()) {
            std::filesystem::remove(task.file);
            return;
        }
        std::filesystem::create_directories(task.file.parent_path());
        writeCorrections(task.file, task.recording, *task.corrections);
    } catch (const std::exception& exception) {
        emit writingFailed(QString::fromStdString(describe(exception)));
    }
}

} // namespace dass
