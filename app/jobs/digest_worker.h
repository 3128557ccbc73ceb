#pragma once

#include "core/corrections/apply_corrections.h"

#include <QMetaType>
#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace dass {

// What the tables show of a result.
struct Digest
{
    std::vector<Event> events;                                   // corrected
    std::vector<CorrectedRow> corrected;                         // of the events
    std::vector<ClassSummary> summary;                           // [classes]
    std::shared_ptr<const CorrectionList> corrections = nullptr; // that it was made with
};

struct DigestRequest
{
    TaggingResult result;
    EventSettings settings;
    bool withEvents = true; // of the model; without them only a person's and the summary are made
    std::shared_ptr<const CorrectionList> corrections = nullptr; // null: none
    std::shared_ptr<const ModelInfo> model = nullptr;            // that made the result; there where corrections are
};

// Finds events and summaries off the GUI thread, because a long recording takes some 50 ms. The newest request wins:
// older ones that have not been started are dropped, and answers to them are never sent. GUI thread.
class DigestWorker : public QObject
{
    Q_OBJECT
public:
    explicit DigestWorker(QObject* parent = nullptr);
    ~DigestWorker() override;

    // Returns the request's number, which comes back with its answer.
    quint64 request(DigestRequest request);

signals:
    void ready(quint64 request, std::shared_ptr<const dass::Digest> digest);
    void failed(quint64 request, const QString& error);

private:
    void run(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<DigestRequest> m_next;
    quint64 m_last = 0;    // the number of m_next
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass
