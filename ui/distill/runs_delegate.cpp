#include "ui/distill/runs_delegate.h"

#include "ui/distill/run_words.h"
#include "ui/distill/runs_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QPainter>

namespace dass {

namespace {

constexpr int kInset = 12;
constexpr int kIcon = 14;
constexpr int kTextLeft = kInset + kIcon + 6;
constexpr int kRow = 44;

void drawRing(QPainter& painter, const QRectF& box, double share)
{
    const Tokens& t = tokens();
    const QRectF circle = box.adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.hairline, 2));
    painter.drawEllipse(circle);
    painter.setPen(QPen(t.accent, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, 90 * 16, -static_cast<int>(share * 360 * 16) - 16);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void RunsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const RunsModel*>(index.model());
    if (!model)
        return;
    const RunSummary& run = model->run(index.row());
    const Tokens& t = tokens();
    painter->save();
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const QRect row = option.rect;
    const QRect iconBox(row.left() + kInset, row.top() + 6, kIcon, kIcon);
    if (run.phase == RunPhase::Running || run.phase == RunPhase::Starting) {
        drawRing(*painter, iconBox, run.share());
    } else {
        const PhaseIcon icon = phaseIcon(run.phase);
        painter->drawPixmap(
            iconBox, iconPixmap(icon.icon, toneColour(icon.tone), kIcon, painter->device()->devicePixelRatioF()));
    }
    const QRect name(row.left() + kTextLeft, row.top() + 4, row.width() - kTextLeft - kInset, 18);
    painter->setFont(textFont(TextSize::Body));
    painter->setPen(t.text);
    const QString title = run.here ? run.name : run.name + QStringLiteral(" (%1)").arg(run.host);
    painter->drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(title, Qt::ElideMiddle, name.width()));

    painter->setFont(textFont(TextSize::Label));
    const QRect below(name.left(), name.bottom() + 1, name.width(), 15);
    const QString trouble = troubleWords(run);
    if (!trouble.isEmpty()) {
        painter->setPen(toneColour(phaseIcon(run.phase).tone));
        const QString words = phaseWords(run.phase) + QStringLiteral(": ") + trouble;
        painter->drawText(below, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(words, Qt::ElideRight, below.width()));
    } else {
        const QString right = leftWords(run);
        const int width = painter->fontMetrics().horizontalAdvance(right);
        painter->setPen(t.secondary);
        painter->drawText(below, Qt::AlignRight | Qt::AlignVCenter, right);
        painter->drawText(
            below, Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(progressWords(run), Qt::ElideRight, below.width() - width - 8));
    }
    if (isAtWork(run.phase) && run.steps > 0) {
        const int done = static_cast<int>(row.width() * run.share());
        painter->fillRect(QRect(row.left(), row.bottom() - 1, row.width(), 2), t.hairline);
        painter->fillRect(QRect(row.left(), row.bottom() - 1, done, 2),
                          run.phase == RunPhase::Paused ? t.secondary : t.accent);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, option.widget);
    }
    painter->restore();
}

QSize RunsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {100, kRow};
}

} // namespace dass
