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

ElidedLabel* makeFieldName(const QString& words, QWidget* parent)
{
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary, parent);
    label->setText(words);
    return label;
}

void fitIntoHeader(QAbstractSpinBox* field, const ElidedLabel* name, const QString& toolTip)
{
    field->setProperty(styleproperty::kToolRow, true);
    field->setAlignment(Qt::AlignRight);
    field->setKeyboardTracking(false);
    field->setFixedWidth(kFieldWidth);
    field->setAccessibleName(name->text());
    field->setToolTip(toolTip);
}

} // namespace

QDoubleSpinBox* EventsPanel::makeSecondsField(const ElidedLabel* name, const QString& toolTip)
{
    auto* field = new QDoubleSpinBox(this);
    field->setRange(0, 3600);
    field->setDecimals(1);
    field->setSingleStep(0.5);
    field->setSuffix(tr(" s"));
    fitIntoHeader(field, name, toolTip);
    return field;
}

QSpinBox* EventsPanel::makeTopField(const ElidedLabel* name)
{
    auto* field = new QSpinBox(this);
    field->setRange(0, ViewSettings::kMaxTopK);
    field->setSpecialValueText(tr("all"));
    fitIntoHeader(field, name, tr("Only so many tags count as heard at a time: the most probable ones"));
    return field;
}

HintButton* EventsPanel::makeExportButton(QWidget* parent)
{
    auto* button = new HintButton(tr("Export…"), {}, parent);
    button->setProperty(styleproperty::kToolRow, true);
    button->setIcon(themedIcon(Icon::Export));
    button->setEnabled(false);
    KeyNames::instance().keepToolTip(button, tr("Write events, frames or labels to files"), "file.export");
    connect(button, &QPushButton::clicked, this, &EventsPanel::exportRequested);
    return button;
}

QToolButton* EventsPanel::makeFilterButton(QWidget* parent)
{
    const QString words = tr("Filter the events");
    QToolButton* button = makeIconButton(Icon::Search, words, parent);
    KeyNames::instance().keepToolTip(button, words, "edit.filter_events");
    button->setCheckable(true);
    connect(button, &QToolButton::clicked, this,
            [this] { m_filter->isHidden() ? m_filter->open() : m_filter->dismiss(); });
    return button;
}

QToolButton* EventsPanel::makeRulesButton(QWidget* parent)
{
    const QString words = tr("Where events end, smoothing, roll-up");
    QToolButton* button = makeIconButton(Icon::Gear, words, parent);
    KeyNames::instance().keepToolTip(button, words, "analyze.event_settings");
    connect(button, &QToolButton::clicked, this, &EventsPanel::editRules);
    return button;
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
    ElidedLabel* merge = makeFieldName(tr("Merge gaps up to"), header);
    m_merge = makeSecondsField(merge, tr("Events of one tag with a gap of at most this are one event"));
    ElidedLabel* shortest = makeFieldName(tr("Shortest"), header);
    m_shortest = makeSecondsField(shortest, tr("Events shorter than this are left out"));
    ElidedLabel* top = makeFieldName(tr("Tags at a time"), header);
    m_topK = makeTopField(top);
    m_export = makeExportButton(header); // the first button for Tab, the last from the left
    header->add(title, kTitle);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // shortened before what must be read
    m_count->installEventFilter(this);
    header->add(m_count, 0, 1);
    header->add(merge, kWords);
    header->add(m_merge, kFields);
    header->addGap(0, kWords);
    header->add(shortest, kWords);
    header->add(m_shortest, kFields);
    header->addGap(0, kWords);
    header->add(top, kWords);
    header->add(m_topK, kFields);
    m_filterButton = makeFilterButton(header);
    header->add(m_filterButton);
    m_rules = makeRulesButton(header);
    header->add(m_rules);
    header->add(m_export);
    connectFields();
    return header;
}

void EventsPanel::connectFields()
{
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
