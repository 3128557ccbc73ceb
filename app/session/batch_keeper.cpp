#include "app/session/batch_keeper.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"

#include <algorithm>
#include <set>
#include <utility>

namespace dass {

namespace {

constexpr int kUpdateMs = 100;

} // namespace

BatchKeeper::BatchKeeper(AnalyzeSession& session, std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_session(session), m_worker(std::move(folder))
{
    m_updateLater.setSingleShot(true);
    m_updateLater.setInterval(kUpdateMs);
    connect(&m_updateLater, &QTimer::timeout, this, &BatchKeeper::update);
    const auto later = [this] {
        if (!m_updateLater.isActive())
            m_updateLater.start();
    };
    connect(&session, &AnalyzeSession::recordingAdded, this, later);
    connect(&session, &AnalyzeSession::recordingRemoved, this, later);
    connect(&session, &AnalyzeSession::recordingMoved, this, later);
    connect(&session, &AnalyzeSession::runningChanged, this, later);
    connect(&session, &AnalyzeSession::batchEnded, this, later);
    connect(&m_worker, &BatchListWorker::looked, this, &BatchKeeper::takeLeft);
    connect(&m_worker, &BatchListWorker::failed, this, [this](const QString& error) {
        if (!std::exchange(m_failureTold, true))
            emit m_session.noticed(tr("This batch could not be kept for the next start."), error);
    });
    m_worker.start();
}

BatchKeeper::~BatchKeeper()
{
    if (m_updateLater.isActive())
        update();
}

void BatchKeeper::takeLeft(const LeftBatches& left)
{
    m_left = left;
    for (const std::string& problem : left.problems)
        emit m_session.noticed(tr("An unfinished batch could not be read."), QString::fromStdString(problem));
    if (leftRecordings() > 0)
        emit leftChanged();
}

int BatchKeeper::leftDone() const
{
    return static_cast<int>(std::ranges::count(m_left.newest, true, &BatchEntry::done));
}

bool BatchKeeper::isLeftOpen() const
{
    return leftRecordings() > 0 && std::ranges::all_of(m_left.newest, [this](const BatchEntry& entry) {
               return m_session.openAt(fromPath(entry.file)) != nullptr;
           });
}

void BatchKeeper::goOn()
{
    const LeftBatches left = std::exchange(m_left, {});
    if (left.newest.empty())
        return;
    m_session.openBatch(left.newest);
    update(); // its own list first, then the old one may go
    m_worker.removeLeft(left.file);
    emit leftChanged();
}

void BatchKeeper::forget()
{
    m_worker.removeLeft(std::exchange(m_left, {}).file);
    emit leftChanged();
}

void BatchKeeper::freeze()
{
    if (m_updateLater.isActive())
        update();
    m_frozen = true;
}

void BatchKeeper::update()
{
    m_updateLater.stop();
    const bool underWay = m_session.runs().canCancel();
    if (m_frozen || (!underWay && !m_written))
        return;
    m_written = underWay;
    std::vector<BatchEntry> entries;
    if (underWay) {
        const std::set<const OpenRecording*> queued(m_session.runs().waiting().begin(),
                                                    m_session.runs().waiting().end());
        for (const auto& recording : m_session.recordings()) {
            const bool done = recording->state == RecordingState::Done && recording->result.complete;
            const bool wanted =
                done || queued.contains(recording.get()) || recording.get() == m_session.runs().running();
            entries.push_back({toPath(recording->path), wanted, done});
        }
    }
    m_worker.write(std::move(entries));
}

} // namespace dass
