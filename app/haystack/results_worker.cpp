#include "app/haystack/results_worker.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"

namespace dass {

ResultsWorker::ResultsWorker(QObject* parent)
    : QObject(parent), m_worker([this](quint64 number, const Request& request, const std::stop_token& stop) {
          try {
              auto results = m_reader.read(request.folder, stop);
              if (!results)
                  return;
              emit ready(number, std::move(results));
              if (request.cell)
                  emit needlesReady(number, *request.cell, m_reader.needles(*request.cell));
          } catch (const std::exception& exception) {
              emit failed(number, QString::fromStdString(describe(exception)));
          }
      })
{
    qRegisterMetaType<std::shared_ptr<const ExperimentResults>>();
    qRegisterMetaType<std::vector<NeedleScore>>();
}

quint64 ResultsWorker::request(const QString& folder, std::optional<std::size_t> cell)
{
    return m_worker.request({toPath(folder), cell});
}

} // namespace dass
