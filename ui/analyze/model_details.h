#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace dass {

class AnalyzeSession;
class CardView;
class ElidedLabel;
class HintButton;
struct ShelvedModel;

// Everything that is known of one model, or of a release, and what can be done with it besides choosing it.
class ModelDetails : public QWidget
{
    Q_OBJECT
public:
    explicit ModelDetails(AnalyzeSession& session, QWidget* parent = nullptr);

    void showModel(const ShelvedModel* model); // null: none

private:
    void clearFacts();
    void addFact(const QString& name, const QString& value);
    void addFact(const QString& name, QWidget* value);
    void showOnDisk(const ShelvedModel& model);
    void showRelease(const ShelvedModel& model);
    void showProgress(const ShelvedModel& model);
    void askToRemove();
    void showFolder();

    AnalyzeSession& m_session;
    QString m_key;   // of what is shown
    QString m_shown; // and in which state its facts were: they are made anew only for another
    ElidedLabel* m_title;
    ElidedLabel* m_place;
    QWidget* m_factBox;
    QGridLayout* m_facts;
    QLabel* m_page;
    QWidget* m_progressBox;
    QProgressBar* m_bar;
    ElidedLabel* m_progress;
    QLabel* m_trouble;
    QLabel* m_words;
    QWidget* m_line;
    CardView* m_card;
    HintButton* m_copy;
    HintButton* m_showFolder;
    HintButton* m_remove;
    HintButton* m_discard;
};

} // namespace dass
