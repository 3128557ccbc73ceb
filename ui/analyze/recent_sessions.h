#pragma once

#include <QWidget>

class QVBoxLayout;

namespace dass {

class Settings;

// The sessions that were saved or opened last, as buttons; takes no room while there are none.
class RecentSessions : public QWidget
{
    Q_OBJECT
public:
    explicit RecentSessions(const Settings& settings, QWidget* parent = nullptr); // which outlive it

signals:
    void openRequested(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();

    const Settings& m_settings;
    QWidget* m_rows = nullptr;
    QVBoxLayout* m_column;
};

} // namespace dass
