#include "ui/analyze/picture_maker.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/analyze/plot_view.h"
#include "ui/plots/time_viewport.h"

#include <string_view>
#include <utility>

namespace dass {

PictureMaker::PictureMaker(AnalyzeSession& session, const PlotView& shown, PictureRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_view(std::make_unique<PlotView>(session)), m_thread(nextJobId())
{
    if (const OpenRecording* recording = session.current())
        m_title = recording->name;
    m_view->setAttribute(Qt::WA_DontShowOnScreen);
    m_view->setAttribute(Qt::WA_QuitOnClose, false);
    m_view->preparePicture(m_request.track, m_request.scale);
    m_view->setCurrentTag(shown.currentTag());
    m_view->resize(m_request.size);
    m_view->viewport()->setRange(shown.viewport()->start(), shown.viewport()->end());
    connect(&m_thread, &JobThread::ended, this,
            [this](quint64, JobEnd end, const QString& error) { emit ended(end, error); });
}

PictureMaker::~PictureMaker() = default;

void PictureMaker::start()
{
    connect(m_view->stack(), &PlotStack::drawn, this, &PictureMaker::writeIfComplete, Qt::QueuedConnection);
    m_view->show();
}

void PictureMaker::cancel()
{
    if (m_view) { // nothing is being written
        m_view.reset();
        emit ended(JobEnd::Cancelled, {});
    } else {
        m_thread.cancel();
    }
}

void PictureMaker::writeIfComplete()
{
    if (!m_view || !m_view->stack()->isComplete())
        return;
    const Drawing drawing = m_view->stack()->picture();
    const QSize size = m_view->stack()->size();
    m_view.reset();
    m_thread.start([drawing, size, request = m_request, title = m_title](const std::stop_token& stop) {
        const QByteArray bytes = pictureBytes(drawing, request.format, size, request.scale, title);
        if (stop.stop_requested())
            return Outcome::Cancelled;
        if (bytes.isEmpty())
            throw Error(ErrorCode::Internal, "the picture could not be drawn; choose a smaller one");
        writeFileAtomically(toPath(request.path),
                            std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        return Outcome::Finished;
    });
}

} // namespace dass
