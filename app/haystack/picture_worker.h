#pragma once

#include "app/haystack/mixture_picture.h"
#include "app/jobs/latest_worker.h"

#include <QObject>

namespace dass {

// Draws parts of mixtures off the GUI thread; the newest request wins. GUI thread.
class PictureWorker : public QObject
{
    Q_OBJECT
public:
    explicit PictureWorker(QObject* parent = nullptr);

    void request(std::shared_ptr<const HeldMixture> mixture, std::int64_t first, std::int64_t last, int columns);

signals:
    void ready(std::shared_ptr<const dass::MixturePicture> picture);
    void failed(const QString& error);

private:
    struct Request
    {
        std::shared_ptr<const HeldMixture> mixture;
        std::int64_t first = 0;
        std::int64_t last = 0;
        int columns = 0;
    };
    LatestWorker<Request, JobPriority::Background> m_worker;
};

} // namespace dass
