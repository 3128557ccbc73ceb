#include "ui/distill/field_note.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace dass {

namespace {

constexpr int kIcon = 12;
constexpr int kLine = 16;

} // namespace

std::pair<Icon, IconTone> checkIcon(JobCheck::State state)
{
    switch (state) {
    case JobCheck::State::Problem:
        return {Icon::Error, IconTone::Danger};
    case JobCheck::State::Warning:
        return {Icon::Warning, IconTone::Warning};
    case JobCheck::State::Open:
        return {Icon::File, IconTone::Secondary};
    case JobCheck::State::Fine:
        break;
    }
    return {Icon::Check, IconTone::Success};
}

FieldNote::FieldNote(bool keepsRoom, QWidget* parent)
    : QWidget(parent), m_mark(new QLabel(this)), m_words(new QLabel(this)), m_keepsRoom(keepsRoom)
{
    m_words->setFont(textFont(TextSize::Label));
    m_words->setWordWrap(true);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_mark->setFixedSize(kIcon, kLine);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    if (keepsRoom)
        setMinimumHeight(kLine);
    connect(&Theme::instance(), &Theme::changed, this, &FieldNote::paintMark);
    say({}, {});
}

void FieldNote::say(JobCheck::State state, const QString& words)
{
    m_state = state;
    m_words->setText(words);
    setVisible(m_keepsRoom || !words.isEmpty());
    paintMark();
}

QString FieldNote::words() const
{
    return m_words->text();
}

void FieldNote::paintMark()
{
    const auto [icon, tone] = checkIcon(m_state);
    m_mark->setPixmap(m_words->text().isEmpty() ? QPixmap()
                                                : iconPixmap(icon, toneColour(tone), kIcon, devicePixelRatioF()));
    QPalette colours = palette();
    const bool isQuiet = m_state == JobCheck::State::Fine || m_state == JobCheck::State::Open;
    colours.setColor(QPalette::WindowText, toneColour(isQuiet ? IconTone::Secondary : tone));
    m_words->setPalette(colours);
}

} // namespace dass
