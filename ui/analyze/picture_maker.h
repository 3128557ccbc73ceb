#pragma once

#include "app/jobs/job_thread.h"
#include "ui/plots/picture_file.h"
#include "ui/plots/plot_stack.h"

#include <QObject>

#include <memory>

namespace dass {

class AnalyzeSession;
class PlotView;

struct PictureRequest
{
    PictureTrack track = PictureTrack::All;
    PictureFormat format = PictureFormat::Png;
    QSize size;       // logical pixels; the picture is larger where the tracks need more
    double scale = 1; // device pixels a logical one, of a PNG and of the spectrogram in every format
    QString path;
};

// Draws the current recording once more, in the size of a picture and out of sight, waits until the spectrogram is
// there, and has a job write the file whole. GUI thread.
class PictureMaker : public QObject
{
    Q_OBJECT
public:
    static constexpr int kLargest = 8000; // either way, device pixels

    // The part of the recording, the spectrogram's colours and the current tag are those of `shown`.
    PictureMaker(AnalyzeSession& session, const PlotView& shown, PictureRequest request, QObject* parent = nullptr);
    ~PictureMaker() override;

    void start();
    void cancel();

signals:
    void ended(dass::JobEnd end, const QString& error); // once

private:
    void writeIfComplete();

    const PictureRequest m_request;
    QString m_title;
    std::unique_ptr<PlotView> m_view; // until the picture is taken
    JobThread m_thread;               // last: its destructor waits for the body
};

} // namespace dass
