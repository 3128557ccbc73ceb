#include "ui/widgets/key_names.h"

#include <QWidget>

namespace dass {

KeyNames& KeyNames::instance()
{
    static KeyNames names;
    return names;
}

void KeyNames::set(const QHash<QString, QString>& names)
{
    if (names == m_names)
        return;
    m_names = names;
    emit changed();
}

QString KeyNames::withKeys(const QString& words, const QString& id) const
{
    const QString keys = of(id);
    return keys.isEmpty() ? words : tr("%1 (%2)", "what an action does, and its keys").arg(words, keys);
}

void KeyNames::keepToolTip(QWidget* widget, const QString& words, const QString& id)
{
    const auto show = [this, widget, words, id] { widget->setToolTip(withKeys(words, id)); };
    connect(this, &KeyNames::changed, widget, show);
    show();
}

} // namespace dass
