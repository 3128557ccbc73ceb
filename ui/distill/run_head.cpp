#include "ui/distill/run_head.h"

#include "ui/distill/curve_scale.h"
#include "ui/distill/run_words.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kHeight = 40;
enum NumberId { kEpoch, kStep, kSpeed, kLeft, kLoss, kPrecision, kAuc, kDPrime, kNumbers };

} // namespace

RunHead::RunHead(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), m_name(new ElidedLabel(this)),
      m_state(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)), m_trouble(new QWidget(this)),
      m_troubleIcon(new QLabel(m_trouble)), m_troubleWords(new QLabel(m_trouble)),
      m_remedy(new HintButton({}, {}, m_trouble))
{
    auto* title = new QWidget(this);
    title->setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(title);
    row->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    row->setSpacing(8);
    m_name->setWeight(QFont::DemiBold);
    row->addWidget(m_name);
    row->addWidget(m_state, 1);
    for (QAction* action : actions)
        row->addWidget(makeButton(action));

    auto* numbers = new QWidget(this);
    auto* columns = new QHBoxLayout(numbers);
    columns->setContentsMargins(Panel::kInset, 8, Panel::kInset, 8);
    columns->setSpacing(16);
    const QString names[kNumbers] = {tr("Epoch"),      tr("Step"), tr("Speed"), tr("Left"),
                                     tr("Train loss"), tr("mAP"),  tr("mAUC"),  tr("d′")};
    for (const QString& name : names) {
        Number number{new ElidedLabel(TextSize::Label, TextTone::Secondary, numbers),
                      new ElidedLabel(TextSize::Large, TextTone::Text, numbers)};
        number.name->setText(name);
        number.value->setWeight(QFont::DemiBold);
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(number.name);
        column->addWidget(number.value);
        columns->addLayout(column, m_numbers.size() == kStep ? 2 : 1);
        m_numbers.push_back(number);
    }

    auto* trouble = new QHBoxLayout(m_trouble);
    trouble->setContentsMargins(Panel::kInset, 6, Panel::kInset, 6);
    trouble->setSpacing(8);
    m_troubleWords->setWordWrap(true);
    m_troubleWords->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_troubleWords->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_remedy->setPrimary(true);
    trouble->addWidget(m_troubleIcon, 0, Qt::AlignTop);
    trouble->addWidget(m_troubleWords, 1);
    trouble->addWidget(m_remedy, 0, Qt::AlignTop);
    m_trouble->setAutoFillBackground(true);
    const auto colour = [this] {
        QPalette palette = m_trouble->palette();
        palette.setColor(QPalette::Window, tokens().notice);
        m_trouble->setPalette(palette);
    };
    connect(&Theme::instance(), &Theme::changed, this, colour);
    colour();
    connect(m_remedy, &QPushButton::clicked, this, &RunHead::remedyRequested);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addWidget(m_trouble);
    layout->addWidget(numbers);
    setRemedy({});
}

HintButton* RunHead::makeButton(QAction* action)
{
    auto* button = new HintButton(withoutMnemonic(action->text()), {}, this);
    button->setIcon(action->icon());
    if (action->objectName() == QLatin1String("distill.pause"))
        m_pause = button;
    if (action->objectName() == QLatin1String("distill.resume"))
        m_resume = button;
    const auto follow = [this, button, action] {
        const bool hadFocus = button->hasFocus();
        button->setEnabled(action->isEnabled());
        if (hadFocus && !button->isEnabled())
            passFocus(button);
        if (button == m_next && button->isEnabled()) {
            if (isAncestorOf(QApplication::focusWidget())) // nobody has gone elsewhere meanwhile
                button->setFocus(Qt::OtherFocusReason);
            m_next = nullptr;
        }
        button->setToolTip(action->toolTip());
    };
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

// From Pause to Resume and back, rather than to whatever is next: that may be Stop, which a second press would hit.
void RunHead::passFocus(const HintButton* from)
{
    if (from != m_pause && from != m_resume)
        return;
    m_next = from == m_pause ? m_resume : m_pause;
    if (m_next->isEnabled())
        std::exchange(m_next, nullptr)->setFocus(Qt::OtherFocusReason);
}

void RunHead::setRemedy(const QString& words)
{
    m_remedy->setText(words);
    m_remedy->setVisible(!words.isEmpty());
}

void RunHead::show(const RunSummary& run, const RunDetails* details)
{
    const QLocale locale;
    const QString none = QStringLiteral("–");
    m_name->setText(run.name);
    m_state->setText(whereAndSince(run));
    const QString low = lowSpaceWords(run);
    const QString trouble = low.isEmpty() ? troubleWords(run) : low;
    m_trouble->setVisible(!trouble.isEmpty());
    m_troubleWords->setText(trouble);
    const PhaseIcon icon = low.isEmpty() ? phaseIcon(run.phase) : PhaseIcon{Icon::Warning, IconTone::Warning};
    m_troubleIcon->setPixmap(themedIcon(icon.icon, icon.tone).pixmap(16, 16));

    const auto set = [this](NumberId id, const QString& value) { m_numbers[id].value->setText(value); };
    set(kEpoch, run.epochs > 0 ? tr("%1 of %2").arg(run.epoch).arg(run.epochs) : none);
    set(kStep, run.steps > 0 ? tr("%1 of %2").arg(locale.toString(run.step), locale.toString(run.steps)) : none);
    set(kSpeed, run.clipsPerSecond > 0 ? tr("%1 clips/s").arg(curveNumber(run.clipsPerSecond)) : none);
    set(kLeft, run.phase == RunPhase::Running && run.secondsLeft ? longDurationText(*run.secondsLeft) : none);
    const bool steps = details && !details->metrics.steps.empty();
    const std::int64_t rows = steps ? details->metrics.steps.rows() : 0;
    set(kLoss, steps ? curveNumber(details->metrics.steps.mean(StepValue::Loss, rows - 20, rows)) : none);
    const EpochRow* scores = nullptr;
    if (details && details->metrics.final)
        scores = &*details->metrics.final;
    else if (details && !details->metrics.epochs.empty())
        scores = &details->metrics.epochs.back();
    m_numbers[kPrecision].name->setText(!scores                  ? tr("mAP")
                                        : details->metrics.final ? tr("mAP at the end")
                                                                 : tr("mAP, epoch %1").arg(scores->epoch));
    set(kPrecision, scores ? scoreText(scores->meanAveragePrecision) : none);
    set(kAuc, scores ? curveNumber(scores->rocAuc) : none);
    set(kDPrime, scores ? curveNumber(scores->dPrime) : none);
}

} // namespace dass
