#include "ui/analyze/run_settings_panel.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "core/base/thread_count.h"
#include "core/model/spill_file.h"
#include "ui/analyze/engine_names.h"
#include "ui/analyze/run_settings_form.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/widgets/text_format.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace dass {

RunSettingsPanel::RunSettingsPanel(AnalyzeSession& session, QWidget* parent)
    : Panel(tr("Run settings"), parent), m_session(session),
      m_gear(addButton(Icon::Gear, tr("Change the run settings"))), m_mode(new ValueRow(tr("Mode"), this)),
      m_window(new ValueRow(tr("Window"), this)), m_hop(new ValueRow(tr("Hop"), this)),
      m_pooling(new ValueRow(tr("Pooling"), this)), m_precision(new ValueRow(tr("Precision"), this)),
      m_channel(new ValueRow(tr("Channel"), this)), m_threads(new ValueRow(tr("Threads"), this)),
      m_expected(new ValueRow(tr("Expected time"), this)), m_memory(new ValueRow(tr("Working memory"), this)),
      m_files(new ValueRow(tr("Temporary files"), this)), m_words(new QLabel(this))
{
    for (ValueRow* row : {m_mode, m_window, m_hop, m_pooling, m_precision, m_channel, m_threads})
        body()->addWidget(row);
    auto* line = new QWidget(this);
    auto* inset = new QVBoxLayout(line);
    inset->setContentsMargins(kInset, 5, kInset, 5);
    inset->addWidget(new Hairline(Qt::Horizontal, line));
    body()->addWidget(line);
    for (ValueRow* row : {m_expected, m_memory, m_files})
        body()->addWidget(row);
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setWordWrap(true);
    m_words->setContentsMargins(kInset, 0, kInset, 0);
    body()->addWidget(m_words);
    body()->addSpacing(12);

    connect(m_gear, &QToolButton::clicked, this, &RunSettingsPanel::edit);
    connect(&session, &AnalyzeSession::runSettingsChanged, this, &RunSettingsPanel::update);
    connect(&session, &AnalyzeSession::modelChanged, this, &RunSettingsPanel::update);
    connect(&session, &AnalyzeSession::currentChanged, this, &RunSettingsPanel::update);
    connect(&session, &AnalyzeSession::runningChanged, this, &RunSettingsPanel::update);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording == m_session.current())
            update();
    });
    update();
}

void RunSettingsPanel::edit()
{
    auto* form = new RunSettingsForm(m_session, this);
    form->showBeside(m_gear);
}

void RunSettingsPanel::update()
{
    const RunSettings& run = m_session.runSettings();
    const bool dense = run.tagging.mode == TaggingMode::Dense;
    const bool whole = run.tagging.mode == TaggingMode::Whole;
    m_mode->setValue(dense ? tr("dense") : whole ? tr("whole") : tr("windows"));
    m_mode->setNote(whole ? tr("trained on 10.24 s") : QString());
    m_window->setValue(tr("%L1 s").arg(run.tagging.windowSeconds, 0, 'f', 2));
    m_window->setNote(std::abs(run.tagging.windowSeconds - kTrainingSeconds) < 0.005 ? tr("the training length")
                                                                                     : tr("trained on 10.24 s"));
    m_window->setVisible(!dense && !whole);
    m_hop->setVisible(!whole);
    m_hop->setValue(tr("%L1 s").arg(dense ? kDenseStepSeconds : run.tagging.hopSeconds, 0, 'f', 2));
    m_pooling->setValue(engineWords(nameOf(run.tagging.pooling)));
    m_pooling->setVisible(!dense);
    const Precision precision =
        m_session.model().state() == ModelState::Ready ? m_session.model().precision() : run.precision;
    m_precision->setValue(engineWords(nameOf(precision)));
    m_channel->setVisible(run.tagging.channel.has_value());
    if (run.tagging.channel)
        m_channel->setValue(tr("%L1 alone").arg(*run.tagging.channel + 1));
    const int threads = threadCount(run.threads);
    m_threads->setValue(run.threads == 0 ? tr("all %1").arg(threads) : QString::number(threads));
    m_threads->setNote(run.threads < 0 && threads < coreCount() ? tr("one core left free") : QString());

    const OpenRecording* recording = m_session.current();
    m_expected->setVisible(recording != nullptr);
    m_memory->setVisible(recording != nullptr);
    m_files->setVisible(recording && whole);
    m_words->setVisible(!recording);
    if (!recording) {
        m_words->setText(tr("The time is shown here once a recording is open."));
        return;
    }
    const std::optional<double> seconds = m_session.forecast().seconds(recording->length());
    const bool guessed = m_session.forecast().isGuess();
    m_expected->setValue(!seconds  ? QStringLiteral("–")
                         : guessed ? tr("≈ %1").arg(longDurationText(*seconds))
                                   : longDurationText(*seconds));
    m_expected->setToolTip(guessed ? tr("A rough guess; known better after the first run with this model.")
                                   : QString());
    const std::optional<RunCosts> costs = m_session.forecast().costs(recording->length());
    m_memory->setValue(costs ? tr("≈ %1").arg(bytesText(static_cast<std::uint64_t>(costs->memoryBytes)))
                             : QStringLiteral("–"));
    m_memory->setToolTip(tr("What the model needs while it runs, beside what the program itself takes"));
    m_files->setValue(costs && costs->scratchBytes ? bytesText(static_cast<std::uint64_t>(*costs->scratchBytes))
                                                   : QStringLiteral("–"));
    if (whole) // a disk is asked
        m_files->setToolTip(
            tr("In %1 while the recording is tagged; afterwards they are gone").arg(fromPath(spillFolder({}))));
}

} // namespace dass
