#include "ui/distill/check_row.h"

#include "ui/distill/field_note.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kIcon = 16;

} // namespace

CheckRow::CheckRow(const JobCheck& check, QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto [icon, tone] = checkIcon(check.state);
    auto* mark = new QLabel(this);
    mark->setPixmap(themedIcon(icon, tone).pixmap(kIcon, kIcon));
    auto* words =
        new QLabel(check.title + QStringLiteral("<br><small>%1</small>").arg(check.words.toHtmlEscaped()), this);
    words->setTextFormat(Qt::RichText);
    words->setWordWrap(true);
    words->setToolTip(check.words);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(words);
    if (check.leaveOut) {
        m_wayOut = new HintButton(check.leaveOut->clips == 1
                                      ? tr("Leave out 1 clip")
                                      : tr("Leave out %1 clips").arg(QLocale().toString(check.leaveOut->clips)),
                                  {}, this);
        m_wayOut->setToolTip(tr("The list stays as it is; the run puts up with clips that cannot be read, as long as "
                                "they are no more than %1 of a list")
                                 .arg(percentText(check.leaveOut->badShare)));
        m_wayOut->setAccessibleDescription(m_wayOut->toolTip());
        column->addWidget(m_wayOut, 0, Qt::AlignLeft);
        connect(m_wayOut, &QPushButton::clicked, this,
                [this, share = check.leaveOut->badShare] { emit leaveOutRequested(share); });
    }
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
}

} // namespace dass
