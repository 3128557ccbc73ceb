#include "ui/analyze/run_settings_form.h"

#include "app/session/analyze_session.h"
#include "core/base/thread_count.h"
#include "ui/analyze/device_chooser.h"
#include "ui/analyze/engine_names.h"
#include "ui/style/fonts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QScreen>
#include <QSpinBox>

#include <algorithm>

namespace dass {

namespace {

constexpr int kFieldWidth = 120;

template <class Value>
void select(QComboBox* box, Value value)
{
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

QDoubleSpinBox* makeSecondsField(double lowest, double highest, double value, QWidget* parent)
{
    auto* field = new QDoubleSpinBox(parent);
    field->setDecimals(2);
    field->setSingleStep(0.5);
    field->setSuffix(RunSettingsForm::tr(" s"));
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setRange(lowest, highest);
    field->setValue(value);
    return field;
}

// A number of which 0 has words of its own.
void fillCount(QSpinBox* field, int highest, const QString& none, int value)
{
    field->setRange(0, highest);
    field->setSpecialValueText(none);
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setValue(value);
}

} // namespace

RunSettingsForm::RunSettingsForm(AnalyzeSession& session, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_session(session), m_device(new DeviceChooser(session, GpuListJob::usable, this)),
      m_mode(new QComboBox(this)), m_window(makeSecondsField(RunSettings::kShortestWindow, RunSettings::kLongestWindow,
                                                             session.runSettings().tagging.windowSeconds, this)),
      m_hop(makeSecondsField(RunSettings::kShortestHop, m_window->value(), session.runSettings().tagging.hopSeconds,
                             this)),
      m_pooling(new QComboBox(this)), m_precision(new QComboBox(this)), m_channel(new QSpinBox(this)),
      m_threads(new QSpinBox(this)), m_oneCoreFree(new QCheckBox(tr("&Leave one core free"), this)),
      m_words(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    fillChoices();
    fillNumbers();
    layOut();
    connectFields();
    updateEnabled();
}

void RunSettingsForm::fillChoices()
{
    const RunSettings& run = m_session.runSettings();
    m_mode->addItem(tr("windows"), static_cast<int>(TaggingMode::Windows));
    m_mode->addItem(tr("dense"), static_cast<int>(TaggingMode::Dense));
    m_mode->addItem(tr("whole"), static_cast<int>(TaggingMode::Whole));
    m_mode->setItemData(0, tr("Clips as in training, every hop"), Qt::ToolTipRole);
    m_mode->setItemData(1, tr("One pass over longer spans, a probability every 0.32 s"), Qt::ToolTipRole);
    m_mode->setItemData(2, tr("The recording as one input: what is in it, not when"), Qt::ToolTipRole);
    select(m_mode, run.tagging.mode);
    for (const Pooling pooling :
         {Pooling::Mean, Pooling::First, Pooling::Mid, Pooling::Last, Pooling::Sum, Pooling::Max})
        m_pooling->addItem(engineWords(nameOf(pooling)), static_cast<int>(pooling));
    select(m_pooling, run.tagging.pooling);
    for (const Precision precision : {Precision::Auto, Precision::Fp32, Precision::Bf16})
        m_precision->addItem(engineWords(nameOf(precision)), static_cast<int>(precision));
    select(m_precision, run.precision);
}

void RunSettingsForm::fillNumbers()
{
    const RunSettings& run = m_session.runSettings();
    m_hop->setToolTip(tr("At most as long as the window, so that no sound goes unheard"));
    fillCount(m_channel, RunSettings::kMostChannels, tr("mixed"), run.tagging.channel ? *run.tagging.channel + 1 : 0);
    m_channel->setToolTip(tr("The mean of a recording's channels, or one of them alone"));
    fillCount(m_threads, coreCount(), tr("all"), std::max(run.threads, 0));
    m_oneCoreFree->setToolTip(tr("For other programs, while recordings are tagged"));
    m_oneCoreFree->setChecked(run.threads == RunSettings::kOneCoreFree);
}

void RunSettingsForm::layOut()
{
    m_device->hideLabel();
    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 12, 12, 12);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Device"), m_device);
    form->addRow(tr("&Mode"), m_mode);
    form->addRow(tr("&Window"), m_window);
    form->addRow(tr("&Hop"), m_hop);
    form->addRow(tr("&Pooling"), m_pooling);
    form->addRow(tr("P&recision"), m_precision);
    form->addRow(tr("&Channel"), m_channel);
    form->addRow(tr("&Threads"), m_threads);
    form->addRow(m_oneCoreFree);
    for (QWidget* field : std::initializer_list<QWidget*>{m_device, m_mode, m_window, m_hop, m_pooling, m_precision,
                                                          m_channel, m_threads})
        field->setFixedWidth(kFieldWidth);
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setWordWrap(true);
    form->addRow(m_words);
}

void RunSettingsForm::connectFields()
{
    for (QComboBox* box : {m_mode, m_pooling, m_precision})
        connect(box, &QComboBox::currentIndexChanged, this, &RunSettingsForm::apply);
    connect(m_window, &QDoubleSpinBox::valueChanged, m_hop, &QDoubleSpinBox::setMaximum); // before it is applied
    for (QDoubleSpinBox* field : {m_window, m_hop})
        connect(field, &QDoubleSpinBox::valueChanged, this, &RunSettingsForm::apply);
    for (QSpinBox* field : {m_channel, m_threads})
        connect(field, &QSpinBox::valueChanged, this, &RunSettingsForm::apply);
    connect(m_oneCoreFree, &QCheckBox::toggled, this, &RunSettingsForm::apply);
}

void RunSettingsForm::showBeside(const QWidget* anchor)
{
    move(anchor->mapToGlobal(QPoint(anchor->width() + 8, 0)));
    fitToScreen();
    show();
    m_mode->setFocus(Qt::PopupFocusReason);
}

void RunSettingsForm::fitToScreen()
{
    adjustSize();
    move(x(), std::min(y(), screen()->availableGeometry().bottom() - height() - 8));
}

void RunSettingsForm::apply()
{
    RunSettings run = m_session.runSettings();
    run.tagging.mode = static_cast<TaggingMode>(m_mode->currentData().toInt());
    run.tagging.windowSeconds = m_window->value();
    run.tagging.hopSeconds = m_hop->value();
    run.tagging.pooling = static_cast<Pooling>(m_pooling->currentData().toInt());
    run.tagging.channel.reset();
    if (m_channel->value() > 0)
        run.tagging.channel = m_channel->value() - 1;
    run.precision = static_cast<Precision>(m_precision->currentData().toInt());
    run.threads = chosenThreads();
    m_session.setRunSettings(run);
    updateEnabled();
}

int RunSettingsForm::chosenThreads() const
{
    const bool all = m_threads->value() == 0;
    return all && m_oneCoreFree->isChecked() ? RunSettings::kOneCoreFree : m_threads->value();
}

void RunSettingsForm::updateEnabled()
{
    const auto mode = static_cast<TaggingMode>(m_mode->currentData().toInt());
    const bool windows = mode == TaggingMode::Windows;
    m_window->setEnabled(windows);
    m_hop->setEnabled(windows);
    m_pooling->setEnabled(mode != TaggingMode::Dense);
    QString words = tr("Released models were trained on 10.24 s. Changes act on the next run.");
    if (mode == TaggingMode::Whole)
        words = tr("The recording is one input: you learn what is in it, not when. Temporary files hold what memory "
                   "does not. %1")
                    .arg(words);
    m_words->setText(words);
    fitToScreen(); // the words take another number of lines
    m_oneCoreFree->setEnabled(m_threads->value() == 0 && coreCount() > 1);
}

} // namespace dass
