#pragma once

#include "app/distill/job_checks.h"
#include "app/distill/job_draft.h"
#include "ui/distill/typed_numbers.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace dass {

class FieldNote;
class TeacherList;

// The fields of a specification. A field that differs from the preset carries a dot; what the checks found wrong stands
// below the field that it is about.
class JobForm : public QWidget
{
    Q_OBJECT
public:
    explicit JobForm(QWidget* parent = nullptr);

    void setPreset(const JobDraft& preset, bool fill); // fill: keeps names and files that a person has chosen
    void setDraft(const JobDraft& draft, const QString& name);
    const JobDraft& draft() const { return m_draft; }
    QString name() const;
    void setName(const QString& name);
    QString folder() const;               // of the run
    void setPlace(const QString& folder); // that the run's folder will lie in
    void setBadShare(double share);       // data.bad_share, which has no field
    void showReport(const JobReport& report);
    void focusField(const QString& pointer);
    int changes() const; // fields that differ from the preset
    // Problems with what stands in fields and is no number of theirs; the draft has the values that were there before.
    std::vector<JobCheck> wrongNumbers() const;

signals:
    void changed();

private:
    struct Field
    {
        QWidget* control = nullptr;
        QLabel* name = nullptr;
        FieldNote* note = nullptr;
        QString title;
        std::function<void(const QVariant&)> set;
    };
    struct Choice
    {
        QString words;
        QString value;
    };

    QGridLayout* addSection(QVBoxLayout* column, const QString& title);
    static int alignNames(const QVBoxLayout& column); // of all its sections; returns their width
    static QString changedName(const QString& title); // of a field that differs from the preset
    void addRow(QGridLayout* grid, const QString& pointer, const QString& title, QWidget* control, const QString& after,
                std::function<void(const QVariant&)> set);
    void addChoice(QGridLayout* grid, const QString& pointer, const QString& title, const QList<Choice>& choices);
    void addCount(QGridLayout* grid, const QString& pointer, const QString& title, int lowest, int highest,
                  const QString& after);
    void addNumber(QGridLayout* grid, const QString& pointer, const QString& title, double lowest, double highest,
                   const QString& after);
    QLineEdit* addPath(QGridLayout* grid, const QString& pointer, const QString& title, const QString& filter,
                       bool optional);
    void makeStudent(QVBoxLayout* column);
    void addNetwork(QGridLayout* grid);
    void makeTeachers(QVBoxLayout* column);
    void makeData(QVBoxLayout* column);
    void makeTraining(QVBoxLayout* column);
    void fill();
    void takeAverage();
    void setNetwork(const QString& arch, const QString& size);
    bool isAsPreset(const QString& pointer) const;
    void set(const QString& pointer, const QVariant& value);
    void markChanges();
    void askForPath(QLineEdit* edit, const QString& title, const QString& filter);

    JobDraft m_draft;
    JobDraft m_preset;
    QHash<QString, Field> m_fields;
    TypedNumbers m_numbers;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_place = nullptr;
    TeacherList* m_teachers = nullptr;
    QSpinBox* m_averageFirst = nullptr;
    QSpinBox* m_averageLast = nullptr;
    QString m_lastFolder;
    bool m_filling = false;
};

} // namespace dass
