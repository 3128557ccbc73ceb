#include "app/haystack/picture_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

PictureWorker::PictureWorker(QObject* parent)
    : QObject(parent), m_worker([this](quint64, const Request& request, const std::stop_token& stop) {
          try {
              if (auto picture = drawMixture(*request.mixture, request.first, request.last, request.columns, stop))
                  emit ready(std::move(picture));
          } catch (const std::exception& exception) {
              emit failed(QString::fromStdString(describe(exception)));
          }
      })
{
    qRegisterMetaType<std::shared_ptr<const MixturePicture>>();
}

void PictureWorker::request(std::shared_ptr<const HeldMixture> mixture, std::int64_t first, std::int64_t last,
                            int columns)
{
    m_worker.request({std::move(mixture), first, last, columns});
}

} // namespace dass
