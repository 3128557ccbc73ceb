#include "ui/analyze/file_panel.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/start_text.h"
#include "ui/widgets/text_format.h"

#include <QLocale>
#include <QVBoxLayout>

namespace dass {

namespace {

QString codecText(const AudioInfo& info)
{
    const QString codec = QString::fromStdString(info.codec);
    return codec.startsWith(QLatin1String("pcm_")) ? QStringLiteral("PCM") : codec.toUpper();
}

QString rateText(int hertz)
{
    return FilePanel::tr("%1 kHz").arg(QLocale().toString(hertz / 1000.0, 'g', 4));
}

} // namespace

FilePanel::FilePanel(AnalyzeSession& session, QWidget* parent)
    : Panel(tr("File"), parent), m_session(session), m_duration(new ValueRow(tr("Duration"), this)),
      m_began(new ValueRow(tr("Start"), this)), m_start(new ValueRow(tr("Changed"), this)),
      m_sound(new ValueRow(tr("Sound"), this)), m_channels(new ValueRow(tr("Channels"), this)),
      m_size(new ValueRow(tr("Size"), this))
{
    for (ValueRow* row : {m_duration, m_began, m_start, m_sound, m_channels, m_size})
        body()->addWidget(row);
    body()->addSpacing(12);
    connect(&session, &AnalyzeSession::currentChanged, this, &FilePanel::update);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording == m_session.current())
            update();
    });
    update();
}

void FilePanel::update()
{
    const OpenRecording* recording = m_session.current();
    setVisible(recording != nullptr);
    if (!recording)
        return;
    const QString none = QStringLiteral("–");
    const QString length = recording->length() > 0 ? sampleClockText(recording->length(), false) : none;
    m_duration->setValue(recording->brokeOff() ? tr("%1 decoded").arg(length) : length);
    m_began->setValue(recording->start ? startText(*recording->start) : none);
    m_began->setNote(recording->start ? offsetText(*recording->start) : QString());
    m_began->setToolTip(recording->start ? sentenceText(startSourceText(*recording->start)) : QString());
    m_start->setValue(
        recording->fileChanged.isValid() ? recording->fileChanged.toString(QStringLiteral("yyyy-MM-dd hh:mm")) : none);
    m_size->setValue(recording->fileBytes >= 0 ? bytesText(static_cast<std::uint64_t>(recording->fileBytes)) : none);
    if (recording->info) {
        const AudioInfo& info = *recording->info;
        m_sound->setValue(tr("%1, %2, %3 ch").arg(codecText(info), rateText(info.sampleRate)).arg(info.channels));
        const std::optional<int> channel = m_session.channelOf(*recording);
        m_channels->setValue(channel             ? tr("%L1 alone").arg(*channel + 1)
                             : info.channels > 1 ? tr("mixed to mono")
                                                 : tr("mono"));
    } else {
        m_sound->setValue(none);
        m_channels->setValue(none);
    }
}

} // namespace dass
