#pragma once

#include "app/jobs/latest_worker.h"
#include "core/niah/spec.h"
#include "ui/haystack/experiment_figure.h"

#include <QMetaType>
#include <QObject>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dass {

// What an experiment looks like, ready to be drawn: its series, the grid of one, and the curves of all.
struct ExperimentPicture
{
    std::shared_ptr<const ExperimentResults> results;
    std::vector<ExperimentSeries> series; // the first kMostSeries
    std::size_t shown = 0;                // of these, the grid's
    HeatGrid grid;
    double position = 0.5;            // of the curves
    std::vector<RetentionLine> lines; // of the first kMostLines series
};

inline constexpr std::size_t kMostSeries = 200;
inline constexpr std::size_t kMostLines = 24; // more cannot be told from each other

struct ExperimentPictureRequest
{
    std::shared_ptr<const ExperimentResults> results; // null: what the plan will give
    niah::Spec plan;
    std::size_t series = 0; // that is to be shown, if there are so many
    std::optional<std::size_t> selected;
};

// Any thread. With many cells it takes longer than a frame.
std::shared_ptr<const ExperimentPicture> pictureOf(const ExperimentPictureRequest& request);

// Makes pictures off the GUI thread; the newest request wins. GUI thread.
class ExperimentPictureWorker : public QObject
{
    Q_OBJECT
public:
    explicit ExperimentPictureWorker(QObject* parent = nullptr);

    quint64 request(ExperimentPictureRequest request) { return m_worker.request(std::move(request)); }
    void cancel() { m_worker.cancel(); }

signals:
    void ready(quint64 request, std::shared_ptr<const dass::ExperimentPicture> picture);

private:
    LatestWorker<ExperimentPictureRequest, JobPriority::Background> m_worker;
};

} // namespace dass

Q_DECLARE_METATYPE(std::shared_ptr<const dass::ExperimentPicture>)
