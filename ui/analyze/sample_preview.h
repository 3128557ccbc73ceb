#pragma once

#include <QImage>
#include <QWidget>

#include <memory>

namespace dass {

class OverviewJob;
struct OverviewUpdate;

// The sample recording's spectrogram in small, with a few times below it. Decodes off the GUI thread when it is first
// shown.
class SamplePreview : public QWidget
{
    Q_OBJECT
public:
    explicit SamplePreview(const QString& file, QWidget* parent = nullptr);
    ~SamplePreview() override;

    QSize sizeHint() const override;

signals:
    void described(const QString& facts); // "60 s, 16 kHz, 1 channel"

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void take(const OverviewUpdate& update);

    QString m_file;
    QImage m_image;
    double m_seconds = 0;
    std::unique_ptr<OverviewJob> m_job;
};

} // namespace dass
