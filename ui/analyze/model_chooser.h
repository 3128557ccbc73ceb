#pragma once

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QListView;

namespace dass {

class AnalyzeSession;
class HintButton;
class ModelDetails;
class ModelList;
struct ShelvedModel;

// Chooses the model to tag with, from those on this computer and those that can be downloaded; takes files and folders
// by dialog or drop. Downloads go on when it is closed.
class ModelChooser : public QDialog
{
    Q_OBJECT
public:
    ModelChooser(AnalyzeSession& session, QWidget* parent);

    // Opens it over the window, or raises the one that is open. key: what it shows first (ShelvedModel::key()); empty:
    // the model in use.
    static void present(QWidget* parent, AnalyzeSession& session, const QString& key = {});

    void select(const QString& key);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QHBoxLayout* makeSides();
    QHBoxLayout* makeButtons();
    void connectShelf();
    const ShelvedModel* selected() const;
    void showSelected();
    void act();
    void askForFiles(bool folder);
    void say(const QString& words);

    AnalyzeSession& m_session;
    QString m_key; // of the chosen row
    ModelList* m_list;
    QListView* m_view;
    ModelDetails* m_details;
    QLabel* m_notice;
    HintButton* m_act;
};

} // namespace dass
