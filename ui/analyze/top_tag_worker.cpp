#include "ui/analyze/top_tag_worker.h"

#include <numeric>
#include <utility>

namespace dass {

namespace {

std::int64_t topOf(const ProbabilityMatrix& probabilities, std::vector<std::int64_t> classes,
                   const std::stop_token& stop)
{
    if (classes.empty()) {
        classes.resize(static_cast<std::size_t>(probabilities.classes()));
        std::iota(classes.begin(), classes.end(), 0);
    }
    std::int64_t top = -1;
    float most = -1;
    for (std::int64_t r = 0; r < probabilities.rows() && !stop.stop_requested(); ++r) {
        const auto row = probabilities.row(r);
        for (const std::int64_t c : classes) {
            if (row[static_cast<std::size_t>(c)] > most) { // false of what is no number
                most = row[static_cast<std::size_t>(c)];
                top = c;
            }
        }
    }
    return top;
}

} // namespace

TopTagWorker::TopTagWorker(QObject* parent)
    : QObject(parent), m_worker([this](Request request, const std::stop_token& stop) {
          const std::int64_t top = topOf(*request.probabilities, std::move(request.classes), stop);
          if (!stop.stop_requested())
              emit found(request.number, top);
      })
{
}

quint64 TopTagWorker::request(std::shared_ptr<const ProbabilityMatrix> probabilities, std::vector<std::int64_t> classes)
{
    m_worker.add({++m_last, std::move(probabilities), std::move(classes)});
    return m_last;
}

} // namespace dass
