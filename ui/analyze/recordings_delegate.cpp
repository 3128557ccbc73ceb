#include "ui/analyze/recordings_delegate.h"

#include "app/session/open_recording.h"
#include "ui/analyze/recordings_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QPainter>

namespace dass {

namespace {

constexpr int kInset = 12;
constexpr int kIcon = 14;
constexpr int kTextLeft = kInset + kIcon + 6;
constexpr int kRow = 26;
constexpr int kTallRow = 43;

const OpenRecording* recordingAt(const QModelIndex& index)
{
    return index.data(RecordingsModel::RecordingRole).value<const OpenRecording*>();
}

// A ring that fills clockwise with the share that is done.
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

void drawStateIcon(QPainter& painter, const QRect& box, const OpenRecording& recording)
{
    const Tokens& t = tokens();
    const auto icon = [&](Icon name, const QColor& colour) {
        painter.drawPixmap(box, iconPixmap(name, colour, kIcon, painter.device()->devicePixelRatioF()));
    };
    if (recording.file == FileState::Missing) {
        icon(Icon::Error, t.danger);
        return;
    }
    switch (recording.state) {
    case RecordingState::Tagging:
        if (recording.paused) {
            icon(Icon::Pause, t.text);
            break;
        }
        drawRing(painter, box, recording.progressShare());
        break;
    case RecordingState::Done:
        recording.damaged() || recording.file == FileState::Changed ? icon(Icon::Warning, t.warning)
                                                                    : icon(Icon::Check, t.success);
        break;
    case RecordingState::Failed:
        icon(Icon::Error, t.danger);
        break;
    case RecordingState::Cancelled:
        icon(Icon::Cancel, t.secondary);
        break;
    case RecordingState::Waiting:
        icon(Icon::Clock, t.secondary);
        break;
    }
}

QString rightText(const OpenRecording& recording)
{
    if (recording.state == RecordingState::Tagging)
        return percentText(recording.progressShare());
    if (recording.state == RecordingState::Failed && !recording.hasResult())
        return RecordingsModel::tr("failed");
    return recording.length() > 0 ? sampleClockText(recording.length(), false) : QString();
}

} // namespace

void RecordingsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const OpenRecording* recording = recordingAt(index);
    if (!recording)
        return;
    const Tokens& t = tokens();
    painter->save();
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const QRect row(option.rect.left(), option.rect.top(), option.rect.width(), kRow);
    drawStateIcon(*painter, QRect(row.left() + kInset, row.center().y() - kIcon / 2 + 1, kIcon, kIcon), *recording);

    const QString right = rightText(*recording);
    const bool tagging = recording->state == RecordingState::Tagging;
    painter->setFont(textFont(TextSize::Label));
    const int rightWidth = right.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(right) + 8;
    painter->setPen(tagging ? t.text : recording->state == RecordingState::Failed ? t.danger : t.secondary);
    painter->drawText(row.adjusted(0, 0, -kInset, 0), Qt::AlignRight | Qt::AlignVCenter, right);

    painter->setFont(textFont(TextSize::Body));
    painter->setPen(t.text);
    const QRect name = row.adjusted(kTextLeft, 0, -kInset - rightWidth, 0);
    painter->drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(recording->name, Qt::ElideMiddle, name.width()));

    if (const QString reason = trouble(*recording); !reason.isEmpty()) {
        painter->setFont(textFont(TextSize::Label));
        const bool bad = recording->state == RecordingState::Failed || recording->file == FileState::Missing;
        painter->setPen(bad ? t.danger : t.warning);
        const QRect line(name.left(), row.bottom() - 2, option.rect.right() - kInset - name.left(), 15);
        painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(reason, Qt::ElideRight, line.width()));
    }
    if (tagging) {
        const int done = static_cast<int>(option.rect.width() * recording->progressShare());
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, done, 2), t.accent);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, option.widget);
    }
    painter->restore();
}

QSize RecordingsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const OpenRecording* recording = recordingAt(index);
    return {100, recording && !trouble(*recording).isEmpty() ? kTallRow : kRow};
}

} // namespace dass
