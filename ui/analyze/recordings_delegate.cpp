#include "ui/analyze/recordings_delegate.h"

#include "app/session/open_recording.h"
#include "ui/analyze/recordings_model.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace dass {

namespace {

constexpr int kInset = 12;
constexpr int kIcon = 14;
constexpr int kGap = 8; // between the name and what stands at the right
constexpr int kTextLeft = kInset + kIcon + 6;
constexpr int kRecordingRow = 26;
constexpr int kTallRow = 43;

const OpenRecording* recordingAt(const QModelIndex& index)
{
    return index.data(RecordingsModel::RecordingRole).value<const OpenRecording*>();
}

// A ring that fills clockwise with the share that is done.
void drawRing(QPainter& painter, const QRectF& box, double share, const QColor& colour)
{
    const Tokens& t = tokens();
    const QRectF circle = box.adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.hairline, 2));
    painter.drawEllipse(circle);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, 90 * 16, -static_cast<int>(share * 360 * 16) - 16);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

double decodedShare(const OpenRecording& recording)
{
    const std::int64_t length = recording.axisLength();
    return length > 0 ? std::min(1.0, static_cast<double>(recording.decodedSamples) / static_cast<double>(length)) : 0;
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
        drawRing(painter, box, recording.progressShare(), t.accent);
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
        if (isDecoding(recording))
            drawRing(painter, box, decodedShare(recording), t.secondary);
        else
            icon(Icon::Clock, t.secondary);
        break;
    }
}

QString shortName(const QString& tag)
{
    return tag.section(',', 0, 0); // "Crowing, cock-a-doodle-doo" is "Crowing" beside a name
}

// What stands at the right, in full and where that would shorten the name.
struct RightText
{
    QString full;
    QString brief;
};

RightText rightText(const OpenRecording& recording, const QString& topTag)
{
    if (recording.state == RecordingState::Failed && !recording.hasResult())
        return {RecordingsModel::tr("failed"), RecordingsModel::tr("failed")};
    const QString length = recording.length() > 0 ? sampleClockText(recording.length(), false) : QString();
    const QString state = recording.state == RecordingState::Tagging ? percentText(recording.progressShare())
                          : isDecoding(recording)                    ? stateText(recording)
                          : recording.state == RecordingState::Done  ? shortName(topTag)
                                                                     : QString();
    if (state.isEmpty() || length.isEmpty())
        return {state + length, state + length};
    return {state + QStringLiteral(" · ") + length, recording.state == RecordingState::Tagging ? state : length};
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
    const QRect row(option.rect.left(), option.rect.top(), option.rect.width(), kRecordingRow);
    drawStateIcon(*painter, QRect(row.left() + kInset, row.center().y() - kIcon / 2 + 1, kIcon, kIcon), *recording);

    const bool tagging = recording->state == RecordingState::Tagging;
    const QString right =
        rightTextOf(*recording, index.data(RecordingsModel::TopTagRole).toString(), option.rect.width());
    painter->setFont(textFont(TextSize::Label));
    const int rightWidth = right.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(right) + kGap;
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

QString RecordingsDelegate::rightTextOf(const OpenRecording& recording, const QString& topTag, int width)
{
    const RightText right = rightText(recording, topTag);
    const int name = QFontMetrics(textFont(TextSize::Body)).horizontalAdvance(recording.name);
    const int full = QFontMetrics(textFont(TextSize::Label)).horizontalAdvance(right.full) + kGap;
    return kTextLeft + name + full + kInset <= width ? right.full : right.brief;
}

QSize RecordingsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const OpenRecording* recording = recordingAt(index);
    return {100, recording && !trouble(*recording).isEmpty() ? kTallRow : kRecordingRow};
}

} // namespace dass
