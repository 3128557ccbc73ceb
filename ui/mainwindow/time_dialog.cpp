#include "ui/mainwindow/time_dialog.h"

#include "ui/style/fonts.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace dass {

TimeDialog::TimeDialog(double lengthSeconds, const std::optional<double>& clockStart, QWidget* parent)
    : QDialog(parent), m_length(lengthSeconds), m_clockStart(clockStart), m_field(new QLineEdit(this)),
      m_words(new QLabel(this)), m_go(new HintButton(tr("Go"), tr("Enter"), this))
{
    setWindowTitle(tr("Go to time"));
    m_field->setPlaceholderText(tr("hh:mm:ss.s"));
    m_field->setAccessibleName(tr("Time"));
    m_field->setMinimumWidth(160);
    m_words->setFont(textFont(TextSize::Label));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_go->setPrimary(true);
    m_go->setDefault(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_field, 1);
    row->addWidget(m_go);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->addLayout(row);
    layout->addWidget(m_words);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    connect(m_field, &QLineEdit::textChanged, this, &TimeDialog::check);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (const std::optional<double> time = typed()) {
            emit chosen(*time);
            accept();
        }
    });
    check();
}

// A time of day before that of the start is the next day's.
std::optional<double> TimeDialog::typed() const
{
    constexpr double kDay = 86400;
    std::optional<double> time = parseTime(m_field->text());
    if (time && m_clockStart)
        *time = std::fmod(std::fmod(*time - *m_clockStart, kDay) + kDay, kDay);
    return time;
}

void TimeDialog::check()
{
    const std::optional<double> time = typed();
    const bool empty = m_field->text().trimmed().isEmpty();
    const bool good = time && *time <= m_length;
    const QString end = sampleTimeText(static_cast<std::int64_t>(m_length * 16000), m_clockStart);
    m_go->setEnabled(good);
    m_field->setProperty(styleproperty::kInvalid, !empty && !good);
    m_field->update();
    m_words->setText(time && !good     ? tr("The recording ends at %1.").arg(end)
                     : !empty && !time ? tr("Write a time as 1:02:03.5, 2:03 or 93.5.")
                     : m_clockStart    ? tr("Time of day, from %1 to %2").arg(clockText(*m_clockStart), end)
                                       : tr("Up to %1").arg(end));
}

} // namespace dass
