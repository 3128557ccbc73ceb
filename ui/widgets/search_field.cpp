#include "ui/widgets/search_field.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace dass {

namespace {

constexpr int kIcon = 16;

} // namespace

SearchField::SearchField(const QString& placeholder, const QString& shortcut, QWidget* parent)
    : QLineEdit(parent), m_shortcut(shortcut)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setTextMargins(kIcon + 6, 0, 0, 0);
    setClearButtonEnabled(true);
}

void SearchField::setShortcut(const QString& shortcut)
{
    m_shortcut = shortcut;
    update();
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const QColor ink = tokens().secondary;
    painter.drawPixmap(8, (height() - kIcon) / 2, iconPixmap(Icon::Search, ink, kIcon, devicePixelRatioF()));
    if (!text().isEmpty())
        return;
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(ink);
    painter.drawText(rect().adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, m_shortcut);
}

// Esc is also the window's: while there is something to clear it is the field's.
bool SearchField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        !text().isEmpty()) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace dass
