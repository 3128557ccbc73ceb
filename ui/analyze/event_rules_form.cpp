#include "ui/analyze/event_rules_form.h"

#include "app/session/analyze_session.h"
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

constexpr int kFieldWidth = 130;

} // namespace

EventRulesForm::EventRulesForm(AnalyzeSession& session, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_session(session), m_end(new QDoubleSpinBox(this)), m_smoothing(new QComboBox(this)),
      m_rows(new QSpinBox(this)), m_rollUp(new QCheckBox(tr("&Parents have the events of what is below them"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    const ViewSettings& view = session.viewSettings();
    m_end->setRange(0, 1);
    m_end->setDecimals(2);
    m_end->setSingleStep(0.01);
    m_end->setSpecialValueText(tr("the threshold"));
    m_end->setValue(view.endThreshold);
    m_end->setAccessibleName(tr("Events end below"));
    m_end->setToolTip(tr("Once begun, an event goes on while the tag is at least this probable; not above the "
                         "threshold"));
    m_smoothing->addItem(tr("none"), static_cast<int>(Smoothing::None));
    m_smoothing->addItem(tr("mean"), static_cast<int>(Smoothing::Mean));
    m_smoothing->addItem(tr("median"), static_cast<int>(Smoothing::Median));
    m_smoothing->setCurrentIndex(m_smoothing->findData(static_cast<int>(view.smoothing)));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Each probability becomes the mean or median of its neighbourhood in time before events "
                               "are looked for. Curves show that, and faintly behind it what the model said, as the "
                               "heat strip does"));
    m_rows->setRange(1, kMostSmoothingRows);
    m_rows->setSingleStep(2);
    m_rows->setSuffix(tr(" rows"));
    m_rows->setValue(view.smoothingRows);
    m_rows->setAccessibleName(tr("Rows to smooth over"));
    m_rows->setToolTip(tr("An odd number, the row itself in the middle; a row is one hop long"));
    m_rollUp->setChecked(view.rollUp);
    m_rollUp->setToolTip(tr("A tag is as probable as the most probable of itself and the tags below it in the tree"));
    for (QAbstractSpinBox* field : std::initializer_list<QAbstractSpinBox*>{m_end, m_rows}) {
        field->setAlignment(Qt::AlignRight);
        field->setKeyboardTracking(false);
    }

    auto* form = new QFormLayout(this);
    form->setContentsMargins(12, 12, 12, 12);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->addRow(tr("Events end &below"), m_end);
    form->addRow(tr("&Smoothing"), m_smoothing);
    form->addRow(tr("&Over"), m_rows);
    form->addRow(m_rollUp);
    for (QWidget* field : std::initializer_list<QWidget*>{m_end, m_smoothing, m_rows})
        field->setFixedWidth(kFieldWidth);
    auto* words = new QLabel(tr("Acts at once on the stored probabilities."), this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(words);

    connect(m_end, &QDoubleSpinBox::valueChanged, this, &EventRulesForm::apply);
    connect(m_smoothing, &QComboBox::currentIndexChanged, this, &EventRulesForm::apply);
    connect(m_rows, &QSpinBox::valueChanged, this, &EventRulesForm::apply);
    connect(m_rollUp, &QCheckBox::toggled, this, &EventRulesForm::apply);
    updateEnabled();
}

void EventRulesForm::showAbove(const QWidget* anchor)
{
    adjustSize();
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(anchor->width() - width(), -height() - 8));
    corner.setX(std::max(corner.x(), screen.left() + 8));
    corner.setY(std::max(corner.y(), screen.top() + 8));
    move(corner);
    show();
    m_end->setFocus(Qt::PopupFocusReason);
}

void EventRulesForm::apply()
{
    if (m_rows->value() % 2 == 0) { // typed
        m_rows->setValue(m_rows->value() + 1);
        return; // comes again
    }
    ViewSettings view = m_session.viewSettings();
    view.endThreshold = m_end->value();
    view.smoothing = static_cast<Smoothing>(m_smoothing->currentData().toInt());
    view.smoothingRows = m_rows->value();
    view.rollUp = m_rollUp->isChecked();
    m_session.setViewSettings(view);
    updateEnabled();
}

void EventRulesForm::updateEnabled()
{
    m_rows->setEnabled(m_smoothing->currentData().toInt() != static_cast<int>(Smoothing::None));
}

} // namespace dass
