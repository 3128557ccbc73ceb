#include "ui/distill/measure_panel.h"

#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace dass {

namespace {

const QString kNone = QStringLiteral("–");

} // namespace

MeasurePanel::MeasurePanel(QWidget* parent)
    : QWidget(parent), m_time(new ValueRow(tr("Time"), this)), m_step(new ValueRow(tr("A step"), this)),
      m_memory(new ValueRow(tr("Memory"), this)), m_words(new QLabel(this)), m_button(new HintButton({}, {}, this))
{
    auto* panel = new Panel(tr("On this computer"), this);
    for (ValueRow* row : {m_time, m_step, m_memory})
        panel->body()->addWidget(row);
    m_words->setWordWrap(true);
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setContentsMargins(Panel::kInset, 4, Panel::kInset, 0);
    panel->body()->addWidget(m_words);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(Panel::kInset, 8, Panel::kInset, 12);
    line->addWidget(m_button);
    line->addStretch(1);
    panel->body()->addLayout(line);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel);
    connect(m_button, &QPushButton::clicked, this, [this] {
        m_words->clear();
        if (m_measure.isRunning())
            m_measure.cancel();
        else
            m_measure.start(m_spec);
        showState();
    });
    connect(&m_measure, &RunMeasure::measured, this, &MeasurePanel::take);
    connect(&m_measure, &RunMeasure::failed, this, [this](const QString& error) {
        m_words->setText(sentenceText(error));
        showState();
    });
    showState();
}

void MeasurePanel::setSpec(const std::string& spec)
{
    if (spec == m_spec)
        return;
    m_spec = spec;
    m_measure.cancel();
    m_words->clear();
    for (ValueRow* row : {m_time, m_step, m_memory})
        row->setValue(kNone);
    showState();
}

void MeasurePanel::setReady(bool ready)
{
    m_ready = ready;
    showState();
}

void MeasurePanel::cancel()
{
    m_measure.cancel();
    showState();
}

QString MeasurePanel::time() const
{
    return m_time->value();
}

void MeasurePanel::showState()
{
    const bool runs = m_measure.isRunning();
    m_button->setText(runs ? tr("Cancel") : tr("Measure"));
    m_button->setEnabled(runs || m_ready);
    m_button->setToolTip(runs || m_ready
                             ? tr("Makes a few steps with the real clips and teachers, and keeps nothing of them")
                             : tr("Can be measured once the checks find nothing to solve or to choose"));
    if (runs)
        m_words->setText(tr("Making a few steps…"));
    m_words->setVisible(!m_words->text().isEmpty());
}

void MeasurePanel::take(const MeasuredRun& run)
{
    m_time->setValue(tr("about %1").arg(longDurationText(run.expectedSeconds)));
    m_step->setValue(tr("%1 s").arg(QLocale().toString(run.stepSeconds, 'g', 3)));
    m_memory->setValue(run.memoryBytes > 0 ? bytesText(static_cast<std::uint64_t>(run.memoryBytes)) : kNone);
    m_words->setText(run.measuredSteps == 1 ? tr("Measured over 1 step, beside what else runs now.")
                                            : tr("Measured over %n steps, beside what else runs now.", nullptr,
                                                 static_cast<int>(run.measuredSteps)));
    showState();
}

} // namespace dass
