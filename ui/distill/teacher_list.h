#pragma once

#include "app/distill/job_draft.h"
#include "ui/distill/typed_numbers.h"

#include <QWidget>

#include <functional>
#include <initializer_list>
#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace dass {

// The teachers of a job, a group of fields each.
class TeacherList : public QWidget
{
    Q_OBJECT
public:
    explicit TeacherList(QWidget* parent = nullptr);

    // oneList: the data are one list that holds both parts, so that stored outputs lie in one file.
    void setTeachers(std::vector<JobDraft::Teacher> teachers, bool oneList);
    const std::vector<JobDraft::Teacher>& teachers() const { return m_teachers; }
    void add();                                             // one more, of which everything is to be said yet
    void setNamesWidth(int width) { m_namesWidth = width; } // at least, of those that are made from now on
    std::vector<JobCheck> wrongNumbers() const { return m_numbers.problems(); } // of the field /teachers
    QWidget* openField() const; // of the first teacher that something is yet to be said of; null: none

signals:
    void changed(); // in teachers() or wrongNumbers(), by a person
    void pathWanted(QLineEdit* edit, const QString& title, const QString& filter); // to be asked for

private:
    struct Row; // the fields of one
    static Row makeFields(const JobDraft::Teacher& teacher);
    QWidget* makeTitles();
    QWidget* makeLine(const QString& words, std::initializer_list<QWidget*> widgets) const;
    QWidget* layOut(Row& row) const;
    void connectRow(std::size_t index, const Row& row);
    void connectFiles(std::size_t index, const Row& row);
    void fill();
    void change(std::size_t index, const std::function<void(JobDraft::Teacher&)>& act);
    void remove(std::size_t index);

    std::vector<JobDraft::Teacher> m_teachers;
    bool m_oneList = false;
    TypedNumbers m_numbers;
    QVBoxLayout* m_rows;
    int m_namesWidth = 0;
};

} // namespace dass
