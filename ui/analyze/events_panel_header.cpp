// What stands above the table of an EventsPanel, and what it says of it.

#include "app/session/analyze_session.h"
#include "ui/analyze/event_rules_form.h"
#include "ui/analyze/events_filter_bar.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/events_panel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fitting_row.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

namespace dass {

namespace {

constexpr int kHeaderHeight = 32;
constexpr int kFieldWidth = 58;

} // namespace

QDoubleSpinBox* EventsPanel::makeSecondsField(const QString& name)
{
    auto* field = new QDoubleSpinBox(this);
    field->setProperty(styleproperty::kToolRow, true);
    field->setRange(0, 3600);
    field->setDecimals(1);
    field->setSingleStep(0.5);
    field->setSuffix(tr(" s"));
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setFixedWidth(kFieldWidth);
    field->setAccessibleName(name);
    return field;
}

QWidget* EventsPanel::makeHeader()
{
    // What goes first in a narrow window: words, whose fields have tool tips, then what is seen anyway.
    constexpr int kWords = 1;
    constexpr int kTitle = 2;
    constexpr int kFields = 3;
    auto* header = new FittingRow(this);
    header->setFixedHeight(kHeaderHeight);
    header->row()->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    header->row()->setSpacing(8);
    auto* title = new ElidedLabel(header);
    title->setWeight(QFont::DemiBold);
    title->setText(tr("Events"));
    m_count = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    auto* mergeLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    mergeLabel->setText(tr("Merge gaps up to"));
    m_merge = makeSecondsField(mergeLabel->text());
    m_merge->setToolTip(tr("Events of one tag with a gap of at most this are one event"));
    auto* shortestLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    shortestLabel->setText(tr("Shortest"));
    m_shortest = makeSecondsField(shortestLabel->text());
    m_shortest->setToolTip(tr("Events shorter than this are left out"));
    auto* topLabel = new ElidedLabel(TextSize::Body, TextTone::Secondary, header);
    topLabel->setText(tr("Tags at a time"));
    m_topK = new QSpinBox(this);
    m_topK->setProperty(styleproperty::kToolRow, true);
    m_topK->setRange(0, ViewSettings::kMaxTopK);
    m_topK->setSpecialValueText(tr("all"));
    m_topK->setAlignment(Qt::AlignRight);
    m_topK->setKeyboardTracking(false);
    m_topK->setFixedWidth(kFieldWidth);
    m_topK->setAccessibleName(topLabel->text());
    m_topK->setToolTip(tr("Only so many tags count as heard at a time: the most probable ones"));
    m_export = new HintButton(tr("Export…"), {}, header);
    m_export->setProperty(styleproperty::kToolRow, true);
    m_export->setIcon(themedIcon(Icon::Export));
    m_export->setEnabled(false);
    KeyNames::instance().keepToolTip(m_export, tr("Write events, frames or labels to files"), "file.export");
    header->add(title, kTitle);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // shortened before what must be read
    m_count->installEventFilter(this);
    header->add(m_count, 0, 1);
    header->add(mergeLabel, kWords);
    header->add(m_merge, kFields);
    header->addGap(0, kWords);
    header->add(shortestLabel, kWords);
    header->add(m_shortest, kFields);
    header->addGap(0, kWords);
    header->add(topLabel, kWords);
    header->add(m_topK, kFields);
    m_filterButton = makeIconButton(Icon::Search, tr("Filter the events"), header);
    KeyNames::instance().keepToolTip(m_filterButton, tr("Filter the events"), "edit.filter_events");
    m_filterButton->setCheckable(true);
    connect(m_filterButton, &QToolButton::clicked, this,
            [this] { m_filter->isHidden() ? m_filter->open() : m_filter->dismiss(); });
    header->add(m_filterButton);
    const QString rules = tr("Where events end, smoothing, roll-up");
    m_rules = makeIconButton(Icon::Gear, rules, header);
    KeyNames::instance().keepToolTip(m_rules, rules, "analyze.event_settings");
    connect(m_rules, &QToolButton::clicked, this, &EventsPanel::editRules);
    header->add(m_rules);
    header->add(m_export);
    const auto apply = [this] {
        ViewSettings view = m_session.viewSettings();
        view.mergeGapSeconds = m_merge->value();
        view.minDurationSeconds = m_shortest->value();
        view.topK = m_topK->value();
        m_session.setViewSettings(view);
    };
    connect(m_merge, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_shortest, &QDoubleSpinBox::valueChanged, this, apply);
    connect(m_topK, &QSpinBox::valueChanged, this, apply);
    connect(m_export, &QPushButton::clicked, this, &EventsPanel::exportRequested);
    return header;
}

void EventsPanel::setCanExport(bool can)
{
    m_export->setEnabled(can);
}

void EventsPanel::editRules()
{
    auto* form = new EventRulesForm(m_session, this);
    form->showAbove(m_rules);
}

void EventsPanel::updateWords()
{
    const OpenRecording* recording = m_session.current();
    const bool corrected = recording && recording->corrections && !recording->corrections->empty();
    m_table->setColumnHidden(EventsModel::Correction, !corrected); // tags need the room
    const ViewSettings& view = m_session.viewSettings();
    const QSignalBlocker blockMerge(m_merge);
    const QSignalBlocker blockShortest(m_shortest);
    const QSignalBlocker blockTopK(m_topK);
    m_merge->setValue(view.mergeGapSeconds);
    m_shortest->setValue(view.minDurationSeconds);
    m_topK->setValue(view.topK);
    const bool has = recording && recording->hasResult();
    const int count = m_model->rowCount();
    m_countShort = QString::number(count);
    if (!has)
        m_countWords = m_countShort = tr("none yet");
    else if (!m_model->filter().isEmpty())
        m_countWords = m_countShort = tr("%1 of %2").arg(count).arg(m_model->all());
    else if (const int withThem = static_cast<int>(m_session.digest().corrected.size()); withThem > 0)
        m_countWords = view.allTags ? tr("%1 of all tags, %2 with corrections").arg(count).arg(withThem)
                                    : tr("%1, %2 with corrections").arg(count).arg(withThem);
    else if (view.allTags)
        m_countWords = tr("%1 of all tags at or above threshold").arg(count);
    else
        m_countWords = tr("%1 at or above threshold").arg(count);
    showCount();
}

// The words where there is room for them, else the number alone.
void EventsPanel::showCount()
{
    const int words = QFontMetrics(textFont(TextSize::Body)).horizontalAdvance(m_countWords);
    const bool number = words > m_count->width();
    m_count->setText(number ? m_countShort : m_countWords);
    if (number)
        m_count->setToolTip(m_countWords);
}

} // namespace dass
