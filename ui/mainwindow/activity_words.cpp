#include "ui/mainwindow/activity_words.h"

#include "app/session/analyze_session.h"
#include "core/base/thread_count.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/widgets/text_format.h"

namespace dass {

ActivityWords::ActivityWords(AnalyzeSession& session, TransportBar& bar, QObject* parent)
    : QObject(parent), m_session(session), m_bar(bar)
{
    connect(&session, &AnalyzeSession::modelChanged, this, [this] {
        if (m_session.model().state() == ModelState::Loading)
            keep({}, Trouble::None); // they were about another model
        update();
    });
    for (const auto signal : {&AnalyzeSession::runningChanged, &AnalyzeSession::runSettingsChanged})
        connect(&session, signal, this, &ActivityWords::update);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording == m_session.runs().running())
            update();
    });
    connect(&session, &AnalyzeSession::batchEnded, this, [this](const BatchSummary& summary) {
        keep(wordsOf(summary), summary.failed > 0 ? Trouble::Tagging : Trouble::None);
        update();
    });
    connect(&bar, &TransportBar::cancelRequested, &session, &AnalyzeSession::cancel);
    connect(&bar, &TransportBar::nextFailedRequested, this, &ActivityWords::goToNextFailed);
    update();
}

void ActivityWords::tell(const QString& words)
{
    keep(words, Trouble::None);
    update();
}

void ActivityWords::tellTrouble(const QString& words)
{
    keep(words, Trouble::Other);
    update();
}

void ActivityWords::keep(const QString& words, Trouble trouble)
{
    m_words = words;
    m_trouble = trouble;
}

void ActivityWords::update()
{
    const bool paused = m_session.runs().isPaused();
    m_bar.setPaused(paused);
    if (paused)
        showPaused();
    else if (m_session.runs().running())
        showRunning();
    else if (m_trouble == Trouble::Tagging)
        m_bar.showFailures(m_words);
    else if (m_trouble == Trouble::Other)
        m_bar.showTrouble(m_words);
    else
        m_bar.showIdle(m_words.isEmpty() ? readyWords() : m_words);
}

void ActivityWords::showRunning()
{
    const OpenRecording& running = *m_session.runs().running();
    const TaggingProgress& progress = running.progress;
    m_bar.showProgress(tr("Tagging %1").arg(running.name), running.progressShare(),
                       progress.timesRealTime > 0 ? speedText(progress.timesRealTime) : QString(),
                       progress.secondsLeft ? tr("%1 left").arg(longDurationText(*progress.secondsLeft)) : QString());
}

void ActivityWords::showPaused()
{
    const int waiting = static_cast<int>(m_session.runs().waiting().size());
    const QString wait = waiting == 0 ? QString() : tr("%n waiting", nullptr, waiting);
    const OpenRecording* running = m_session.runs().running();
    m_bar.showProgress(running ? tr("Paused: %1").arg(running->name) : tr("Paused"),
                       running ? running->progressShare() : 0, wait, {});
}

QString ActivityWords::readyWords() const
{
    switch (m_session.model().state()) {
    case ModelState::None:
        return tr("No model: choose one, top right");
    case ModelState::Loading:
        return tr("Loading the model…");
    case ModelState::Failed:
        return tr("The model could not be loaded");
    case ModelState::Ready:
        break;
    }
    const QString name = QString::fromStdString(m_session.model().info()->name);
    if (const QString& device = m_session.model().device(); device != QLatin1String("cpu")) // "cuda:0"
        return tr("Ready. %1 on GPU %2").arg(name, device.section(':', 1));
    const int threads = threadCount(m_session.runSettings().threads);
    return threads == 1 ? tr("Ready. %1 on the CPU, 1 thread").arg(name)
                        : tr("Ready. %1 on the CPU, %2 threads").arg(name).arg(threads);
}

QString ActivityWords::wordsOf(const BatchSummary& summary) const
{
    const QString took = longDurationText(summary.seconds);
    if (summary.cancelled)
        return tr("Cancelled; what was tagged is kept");
    if (summary.files() == 0 && summary.restored > 0)
        return summary.restored == 1 ? tr("Opened with the result of an earlier run")
                                     : tr("%n files opened with results of earlier runs", nullptr, summary.restored);
    if (summary.files() == 1 && summary.failed == 1)
        return tr("The recording could not be tagged");
    if (summary.files() == 1)
        return tr("Tagged in %1").arg(took);
    if (summary.failed == 0)
        return tr("%n files tagged in %1", nullptr, summary.tagged).arg(took);
    return tr("%1 of %n files tagged in %2, %3 failed", nullptr, summary.files())
        .arg(summary.tagged)
        .arg(took)
        .arg(summary.failed);
}

void ActivityWords::goToNextFailed()
{
    const auto& all = m_session.recordings();
    const int count = static_cast<int>(all.size());
    const int from = m_session.indexOf(m_session.current());
    for (int step = 1; step <= count; ++step) {
        OpenRecording* recording = all[static_cast<std::size_t>((from + step) % count)].get();
        if (recording->state == RecordingState::Failed) {
            m_session.setCurrent(recording);
            return;
        }
    }
}

} // namespace dass
