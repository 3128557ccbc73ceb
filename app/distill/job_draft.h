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

    struct Teacher // of what its kind has no use for the specification says nothing
    {
        QString kind; // "ast"; as in a specification
        QString path;
        double weight = 1;
        QString evalPath{};     // of stored outputs: those of the evaluation list
        bool isTrusted = false; // of a TorchScript file, which is a program
        QString input{};        // of a TorchScript module: "spectrogram", "waveform"; empty: the program's default
        int sampleRate = 16000; // Hz of the waveform that it hears

        bool hearsWaveform() const { return input == QLatin1String("waveform"); }
        bool operator==(const Teacher&) const = default;
    };
    std::vector<Teacher> teachers() const;
    void setTeachers(const std::vector<Teacher>& teachers);

    // "nano", "small", "medium", of an AST "tiny", "small", "base", also where a specification names its dims; or
    // empty.
    QString size() const;
    // A student of such a name. An AST is not pooled and drops nothing; a DASS drops what is usual for its size, unless
    // the draft had another value than what was usual.
    void setNetwork(const QString& arch, const QString& size);
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
