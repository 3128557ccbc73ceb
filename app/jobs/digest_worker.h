#pragma once

#include "app/jobs/latest_worker.h"
#include "core/corrections/apply_corrections.h"

#include <QMetaType>
#include <QObject>

#include <memory>
#include <utility>
#include <vector>

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
// older ones are stopped or dropped, and what is left of them is never answered. GUI thread.
class DigestWorker : public QObject
{
    Q_OBJECT
public:
    explicit DigestWorker(QObject* parent = nullptr);

    // Returns the request's number, which comes back with its answer.
    quint64 request(DigestRequest request) { return m_worker.request(std::move(request)); }

signals:
    void ready(quint64 request, std::shared_ptr<const dass::Digest> digest);
    void failed(quint64 request, const QString& error);

private:
    void work(quint64 number, const DigestRequest& request, const std::stop_token& stop);

    LatestWorker<DigestRequest> m_worker;
};

} // namespace dass
