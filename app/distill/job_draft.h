#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <string>
#include <vector>

namespace dass {

// A specification while a person works on it, value by value; what the form does not show is kept as it is. Values are
// named by JSON pointers ("/loss/kd_weight"). A value type.
class JobDraft
{
public:
    JobDraft(); // the defaults of the form
    ~JobDraft();
    JobDraft(const JobDraft& other);
    JobDraft& operator=(const JobDraft& other);

    static JobDraft read(const std::string& text); // throws Error(BadFile)

    QVariant value(const QString& pointer) const; // text, number or truth; invalid: none, or something else
    void setValue(const QString& pointer, const QVariant& value); // invalid: null
    bool hasSame(const QString& pointer, const JobDraft& other) const;

    struct Teacher
    {
        QString kind; // "ast"; as in a specification
        QString path;
        double weight = 1;
    };
    std::vector<Teacher> teachers() const;
    // Keeps what the others of a kind and path say besides.
    void setTeachers(const std::vector<Teacher>& teachers);

    // "nano", "small", "medium", of an AST "tiny", "small", "base", also where a specification names its dims; or
    // empty.
    QString size() const;
    std::string text() const;

private:
    struct Document;
    std::unique_ptr<Document> m_document;
};

// A row of the paper, or a start that is quick to try.
struct JobPreset
{
    QString name;
    QString note; // where it is from, and what it reached there
    JobDraft draft;
};
std::vector<JobPreset> jobPresets();

} // namespace dass
