#include "ui/analyze/sample_preview.h"

#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "core/overview/mel_pyramid.h"
#include "ui/plots/colour_map.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QFileInfo>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dass {

namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 72;
constexpr int kTimes = 20;                                       // room for the times below
constexpr double kSteps[] = {1, 2, 5, 10, 15, 30, 60, 120, 300}; // seconds between times
constexpr int kMostTimes = 7;
constexpr double kRangeDb = 54; // below the loudest cell, as in the plots

// One image row for two mel bands, so that the picture is drawn without being scaled.
QImage makeImage(const MelPyramid& mel)
{
    const MelColumns columns = mel.query(0, mel.frames(), kWidth);
    const ColourTable& table = colourTable(ColourMap::Magma);
    const double top = MelPyramid::levelOf(mel.loudest());
    const double bottom = top - kRangeDb * 2; // half a decibel a level
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    for (int y = 0; y < kHeight; ++y) {
        const int from = (kHeight - 1 - y) * MelPyramid::kBands / kHeight;
        const int to = std::max(from + 1, (kHeight - y) * MelPyramid::kBands / kHeight);
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < kWidth; ++x) {
            const auto* bands = columns.levels.data() + static_cast<std::ptrdiff_t>(x) * MelPyramid::kBands;
            const double level = *std::max_element(bands + from, bands + to);
            const double share = std::clamp((level - bottom) / (top - bottom), 0.0, 1.0);
            line[x] = table[static_cast<std::size_t>(share * 255)];
        }
    }
    return image;
}

} // namespace

SamplePreview::SamplePreview(const QString& file, QWidget* parent) : QWidget(parent), m_file(file)
{
    setFixedSize(sizeHint());
    setAccessibleName(tr("Spectrogram of %1").arg(QFileInfo(file).fileName()));
}

SamplePreview::~SamplePreview() = default;

QSize SamplePreview::sizeHint() const
{
    return {kWidth, kHeight + kTimes};
}

void SamplePreview::showEvent(QShowEvent*)
{
    if (m_job || !m_image.isNull())
        return;
    m_job = std::make_unique<OverviewJob>(toPath(m_file));
    connect(m_job.get(), &OverviewJob::progressed, this,
            [this](quint64, const OverviewUpdate& update) { take(update); });
    m_job->start();
}

void SamplePreview::take(const OverviewUpdate& update)
{
    if (update.mel->frames() == 0)
        return;
    m_seconds = static_cast<double>(update.samples) / fbank::kSampleRate;
    m_image = makeImage(*update.mel);
    emit described(tr("%1 of made-up sounds").arg(longDurationText(std::round(m_seconds))));
    QWidget::update();
}

void SamplePreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    if (m_image.isNull()) {
        painter.fillRect(QRect(0, 0, kWidth, kHeight), t.grid);
        return;
    }
    painter.drawImage(0, 0, m_image);
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(t.secondary);
    const auto* step = std::find_if(std::begin(kSteps), std::end(kSteps) - 1,
                                    [this](double seconds) { return m_seconds / seconds < kMostTimes; });
    for (double time = 0; time <= m_seconds; time += *step) {
        const QString text = tr("%1 s").arg(std::lround(time));
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const int x = static_cast<int>(kWidth * time / m_seconds) - (time > 0 ? width / 2 : 0);
        painter.drawText(std::min(x, kWidth - width), kHeight + 4 + painter.fontMetrics().ascent(), text);
    }
}

} // namespace dass
