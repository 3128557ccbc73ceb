#pragma once

#include "app/distill/corrected_sounds.h"
#include "app/distill/folder_tasks.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace dass {

class HintButton;
class PlainTable;

// A model from a person's own recordings, in one page: where they are, what it starts from, what is held out.
class GuidePage : public QWidget
{
    Q_OBJECT
public:
    explicit GuidePage(QWidget* parent = nullptr);
    ~GuidePage() override; // ends the reading

    // place: that the run's folder will lie in. models: paths with their names, the first is proposed; those that no
    // student can start from are taken away as soon as they were looked at.
    void begin(const QString& place, const QList<std::pair<QString, QString>>& models);
    void setRecordings(const QString& place); // a folder or a list
    // Which recordings are open in Analyze with what was corrected in them.
    void setCorrections(std::function<std::vector<CorrectedSound>()> corrections);
    void useCorrections();

    const OwnRecordings* recordings() const { return m_recordings.get(); }
    HintButton* startButton() const { return m_start; }
    QLineEdit* nameField() const { return m_name; }
    HintButton* correctionsButton() const { return m_fromAnalyze; }
    QSpinBox* epochsField() const { return m_epochs; }
    QComboBox* modelField() const { return m_model; }

signals:
    void closed();
    void noticed(const QString& title, const QString& text);
    void read();                                               // recordings()
    void prepared(const QString& folder, const QString& spec); // to be started

private:
    using Reading = std::function<OwnRecordings(const std::stop_token&)>;
    QLayout* makePlace(QWidget* content);
    QLayout* makeChoices();
    QLayout* makeButtons(QWidget* content);
    void lookAtModels(const QStringList& paths);
    void readRecordings();
    void startReading(Reading reading);
    void showFound();
    QString whatIsMissing() const;
    void prepare();

    QString m_folder; // that runs lie in
    std::function<std::vector<CorrectedSound>()> m_corrections;
    QLineEdit* m_place;
    QLabel* m_words;
    PlainTable* m_labels;
    QComboBox* m_model;
    QSpinBox* m_share;
    QSpinBox* m_epochs;
    QLineEdit* m_name;
    HintButton* m_fromAnalyze = nullptr;
    HintButton* m_start;
    std::shared_ptr<const OwnRecordings> m_recordings;
    QString m_error;
    QString m_readPlace; // what was read, or is being read
    bool m_reading = false;
    bool m_preparing = false;
    quint64 m_asked = 0;
    std::stop_source m_stop;        // of the reading
    std::stop_source m_stopPrepare; // other recordings that are looked at do not end it
    FolderTasks m_tasks;            // last: its thread ends before the rest goes
};

} // namespace dass
