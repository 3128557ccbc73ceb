#include "ui/haystack/experiment_picture.h"

#include <algorithm>
#include <utility>

namespace dass {

std::shared_ptr<const ExperimentPicture> pictureOf(const ExperimentPictureRequest& request)
{
    auto picture = std::make_shared<ExperimentPicture>();
    picture->results = request.results ? request.results : plannedResults(request.plan);
    const std::vector<niah::CellRecord>& cells = picture->results->experiment->cells;
    picture->series = seriesOf(*picture->results->experiment);
    if (picture->series.size() > kMostSeries)
        picture->series.resize(kMostSeries);
    if (picture->series.empty())
        return picture;
    picture->shown = std::min(request.series, picture->series.size() - 1);
    picture->grid = HeatGrid(*picture->results, picture->series[picture->shown]);
    const std::vector<double>& positions = picture->grid.positions;
    if (request.selected && *request.selected < cells.size())
        picture->position = cells[*request.selected].cell.position;
    else if (!positions.empty())
        picture->position = positions[positions.size() / 2];
    const auto drawn = static_cast<std::ptrdiff_t>(std::min(kMostLines, picture->series.size()));
    picture->lines = retentionLines(*picture->results, {picture->series.begin(), picture->series.begin() + drawn},
                                    picture->position);
    return picture;
}

ExperimentPictureWorker::ExperimentPictureWorker(QObject* parent)
    : QObject(parent),
      m_worker([this](quint64 number, const ExperimentPictureRequest& request, const std::stop_token& stop) {
          auto picture = pictureOf(request);
          if (!stop.stop_requested())
              emit ready(number, std::move(picture));
      })
{
    qRegisterMetaType<std::shared_ptr<const ExperimentPicture>>();
}

} // namespace dass
