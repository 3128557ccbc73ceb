#include "ui/mainwindow/start_dialog.h"

#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/start_text.h"
#include "ui/widgets/text_format.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace dass {

StartDialog::StartDialog(const QString& recording, const std::optional<RecordingStart>& start,
                         const std::optional<RecordingStart>& found, QWidget* parent)
    : QDialog(parent), m_found(found), m_time(new QLineEdit(this)), m_zone(new QLineEdit(this)),
      m_words(new QLabel(this)), m_asFound(new HintButton(tr("As in the file"), {}, this)),
      m_set(new HintButton(tr("Set"), tr("Enter"), this))
{
    setWindowTitle(tr("Start of %1").arg(recording));
    m_time->setPlaceholderText(tr("2024-05-31 04:30:00"));
    m_time->setAccessibleName(tr("Date and time"));
    m_time->setMinimumWidth(200);
    m_zone->setPlaceholderText(tr("UTC+2, or empty if unknown"));
    m_zone->setAccessibleName(tr("Offset from UTC"));
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_asFound->setEnabled(found.has_value());
    m_asFound->setToolTip(found ? tr("Take what the file says of itself") : tr("The file does not say when it began"));
    m_set->setPrimary(true);
    m_set->setDefault(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Date and time"), m_time);
    form->addRow(tr("&Zone"), m_zone);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_asFound);
    buttons->addStretch(1);
    buttons->addWidget(m_set);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    connect(m_time, &QLineEdit::textChanged, this, &StartDialog::check);
    connect(m_zone, &QLineEdit::textChanged, this, &StartDialog::check);
    connect(m_asFound, &QPushButton::clicked, this, [this] { show(m_found); });
    connect(m_set, &QPushButton::clicked, this, [this] {
        if (const std::optional<RecordingStart> now = typed()) {
            emit chosen(now);
            accept();
        }
    });
    show(start);
    check();
}

void StartDialog::show(const std::optional<RecordingStart>& start)
{
    m_time->setText(start ? startText(*start) : QString());
    m_zone->setText(start ? offsetText(*start) : QString());
}

std::optional<RecordingStart> StartDialog::typed() const
{
    std::optional<RecordingStart> start = startFromIso(m_time->text().toStdString());
    if (!start)
        return std::nullopt;
    const QString zone = m_zone->text().trimmed();
    if (!zone.isEmpty()) {
        start->utcOffset = parseUtcOffset(QString(zone).replace(QChar(0x2212), '-').toStdString());
        if (!start->utcOffset)
            return std::nullopt;
    }
    if (m_found && m_found->time == start->time && m_found->utcOffset == start->utcOffset)
        return m_found;
    return start;
}

void StartDialog::check()
{
    const bool time = startFromIso(m_time->text().toStdString()).has_value();
    const bool empty = m_time->text().trimmed().isEmpty();
    const std::optional<RecordingStart> now = typed();
    m_set->setEnabled(now.has_value());
    m_time->setProperty(styleproperty::kInvalid, !empty && !time);
    m_zone->setProperty(styleproperty::kInvalid, time && !now);
    m_time->update();
    m_zone->update();
    m_words->setText(now     ? sentenceText(startSourceText(*now))
                     : empty ? tr("The file does not say when it began.")
                     : !time ? tr("Write date and time as 2024-05-31 04:30:00.")
                             : tr("Write the zone as UTC+2 or UTC−3:30, or leave it empty."));
}

} // namespace dass
