#include "app/jobs/corrections_worker.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"
#include "core/base/free_path.h"

#include <system_error>
#include <utility>

namespace dass {

namespace {

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

CorrectionsWorker::CorrectionsWorker(QObject* parent)
    : QObject(parent), m_worker([this](const Task& task, const std::stop_token& stop) {
          if (task.corrections)
              doWrite(task);
          else if (!stop.stop_requested())
              doRead(task);
      })
{
    qRegisterMetaType<std::shared_ptr<const CorrectionList>>();
}

quint64 CorrectionsWorker::read(const std::filesystem::path& file)
{
    m_worker.add({++m_last, file, {}, nullptr});
    return m_last;
}

void CorrectionsWorker::write(const std::filesystem::path& file, CorrectedRecording recording,
                              std::shared_ptr<const CorrectionList> corrections)
{
    m_worker.addInPlaceOf([&](const Task& task) { return task.corrections && task.file == file; },
                          {0, file, std::move(recording), std::move(corrections)});
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
            damage = tr("%1. It is kept as %2.").arg(damage, fromPath(keepAside(task.file).filename()));
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
