#pragma once

#include "app/session/settings.h"

#include <QMenu>

#include <optional>

class QActionGroup;

namespace dass {

// Which channels of a recording are heard: a menu that the menu bar and the transport bar share.
class ListenMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ListenMenu(const HeardChannels& choice, QWidget* parent = nullptr);

    const HeardChannels& choice() const { return m_choice; }
    int channels() const { return m_channels; }
    QString words() const;      // what is heard: "all channels", "channel 2"
    QString shortWords() const; // likewise, for a small button

    // channels: that the recording has, 0 without one or while that is not known; heard: alone, from 0; none: all.
    void setRecording(int channels, const std::optional<int>& heard);

signals:
    void changed(); // by a person
    void wordsChanged();

private:
    void choose(const HeardChannels& choice);
    void chooseNext(); // from all to each one and back
    QAction* addChoice(const QString& text, const char* id, const HeardChannels& choice);
    void offerChannels();
    void showChosen();

    HeardChannels m_choice;
    int m_channels = 0;
    std::optional<int> m_heard;
    QActionGroup* m_choices; // one of them is chosen
    QAction* m_asTagged;
    QAction* m_all;
    QAction* m_next;
    QList<QAction*> m_ones; // a channel alone, the first first
};

} // namespace dass
