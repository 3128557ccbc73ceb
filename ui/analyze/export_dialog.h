#pragma once

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace dass {

class AnalyzeSession;
class HintButton;

// Chooses formats, tags and folder, and writes the current recording's files. Stays open and says so when writing
// fails.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(AnalyzeSession& session, QWidget* parent);

signals:
    void exported(const QString& folder, int files);

private:
    void chooseFolder();
    void updateButtons();
    void write();

    AnalyzeSession& m_session;
    std::vector<QCheckBox*> m_formats; // in the order of allExports()
    QComboBox* m_tags;
    QLineEdit* m_folder;
    QLineEdit* m_stem;
    QLabel* m_error;
    HintButton* m_write;
};

} // namespace dass
