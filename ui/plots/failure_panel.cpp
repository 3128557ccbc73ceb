#include "ui/plots/failure_panel.h"

#include "ui/plots/plot_stack.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {
namespace {

constexpr int kWidestText = 300;
constexpr int kPanelMargin = 4; // between the line and the panel
constexpr int kPadding = 12;

} // namespace

FailurePanel::FailurePanel(QWidget* parent)
    : QWidget(parent), m_title(new QLabel), m_text(new QLabel), m_buttons(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(kWidestText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_title->setWordWrap(true);
    m_title->setMaximumWidth(kWidestText);
    m_buttons->setSpacing(8);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addLayout(m_buttons);
    setAutoFillBackground(true);
}

void FailurePanel::setFailure(const PlotFailure& failure)
{
    m_title->setText(failure.title);
    m_text->setText(failure.text);
    while (QLayoutItem* const item = m_buttons->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->deleteLater(); // its own click may have led here
        }
        delete item;
    }
    for (int i = 0; i < failure.actions.size(); ++i) {
        auto* const button = new QPushButton(failure.actions[i]);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT actionTriggered(i); });
        m_buttons->addWidget(button);
    }
    m_buttons->addStretch();
    adjustSize();
}

void FailurePanel::setColours(const PlotColours& colours, const QFont& smallFont)
{
    QPalette own = palette();
    own.setColor(QPalette::Window, colours.base);
    setPalette(own);
    QFont semibold = font();
    semibold.setWeight(QFont::DemiBold);
    m_title->setFont(semibold);
    m_text->setFont(smallFont);
    QPalette quiet = m_text->palette();
    quiet.setColor(QPalette::WindowText, colours.secondary);
    m_text->setPalette(quiet);
    QPalette plain = m_title->palette();
    plain.setColor(QPalette::WindowText, colours.text);
    m_title->setPalette(plain);
}

void FailurePanel::placeIn(const QRect& track, int left)
{
    adjustSize();
    const int furthest = std::max(track.left(), track.right() - width());
    const int x = std::clamp(left + kPanelMargin, track.left(), furthest);
    const int y = track.top() + std::max(0, (track.height() - height()) / 2);
    move(x, y);
}

} // namespace dass
