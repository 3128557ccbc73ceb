#pragma once

#include <QHash>
#include <QObject>
#include <QString>

class QWidget;

namespace dass {

// The keys of the program's actions as words, for hints and tool tips of widgets that do not have the action itself.
// Actions are named by their ids (ShortcutMap). GUI thread.
class KeyNames : public QObject
{
    Q_OBJECT
public:
    static KeyNames& instance();

    QString of(const QString& id) const { return m_names.value(id); } // empty: none
    void set(const QHash<QString, QString>& names);

    // "Open recordings (Ctrl+O)", without the brackets where there are no keys.
    QString withKeys(const QString& words, const QString& id) const;
    // Makes that the widget's tool tip, now and whenever keys change.
    void keepToolTip(QWidget* widget, const QString& words, const QString& id);

signals:
    void changed();

private:
    QHash<QString, QString> m_names;
};

} // namespace dass
