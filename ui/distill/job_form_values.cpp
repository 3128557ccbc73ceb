// How the form's fields and the draft follow each other.

#include "ui/distill/field_note.h"
#include "ui/distill/job_form.h"
#include "ui/distill/teacher_list.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <algorithm>
#include <iterator>

namespace dass {

namespace {

// Names of files are a person's own; a preset has none.
const QString kPaths[] = {QStringLiteral("/student/checkpoint"), QStringLiteral("/data/train"),
                          QStringLiteral("/data/eval"), QStringLiteral("/data/labels")};

int gravity(JobCheck::State state)
{
    switch (state) {
    case JobCheck::State::Fine:
        return 0;
    case JobCheck::State::Open:
        return 1;
    case JobCheck::State::Warning:
        return 2;
    case JobCheck::State::Problem:
        return 3;
    }
    return 0;
}

QString nameFrom(QString text)
{
    for (QChar& c : text)
        if (c == '/' || c.unicode() < 32)
            c = '-';
    text = text.trimmed();
    return text == QLatin1String(".") || text == QLatin1String("..") ? QString() : text;
}

} // namespace

QString JobForm::name() const
{
    return nameFrom(m_name->text());
}

void JobForm::setName(const QString& name)
{
    m_name->setText(name);
}

QString JobForm::folder() const
{
    const QString place = m_place->text().trimmed();
    return name().isEmpty() || place.isEmpty() ? QString() : QDir(place).absoluteFilePath(name());
}

void JobForm::setPlace(const QString& folder)
{
    m_place->setText(folder);
}

void JobForm::setPreset(const JobDraft& preset, bool fillIn)
{
    m_preset = preset;
    if (fillIn) {
        JobDraft next = preset;
        for (const QString& path : kPaths)
            if (const QVariant chosen = m_draft.value(path); !chosen.toString().isEmpty())
                next.setValue(path, chosen);
        auto teachers = next.teachers();
        const bool isOneList = !next.value(QStringLiteral("/data/split_column")).toString().isEmpty();
        for (JobDraft::Teacher& teacher : teachers)
            for (const JobDraft::Teacher& known : m_draft.teachers())
                if (known.kind == teacher.kind && teacher.path.isEmpty()) {
                    const double weight = teacher.weight;
                    teacher = known;
                    teacher.weight = weight;
                    if (isOneList && teacher.evalPath.isEmpty())
                        teacher.evalPath = teacher.path; // its rows are those of both parts
                }
        next.setTeachers(teachers);
        m_draft = next;
        fill();
    }
    markChanges();
    emit changed();
}

void JobForm::setBadShare(double share)
{
    set(QStringLiteral("/data/bad_share"), share);
}

void JobForm::setDraft(const JobDraft& draft, const QString& name)
{
    m_draft = draft;
    m_preset = draft;
    m_name->setText(name);
    fill();
    markChanges();
    emit changed();
}

void JobForm::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    m_numbers.clear();
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field)
        if (field->set && field.key() != QLatin1String("/place"))
            field->set(m_draft.value(field.key()));
    m_averageFirst->setValue(m_draft.value(QStringLiteral("/weight_average/0")).toInt());
    m_averageLast->setValue(m_draft.value(QStringLiteral("/weight_average/1")).toInt());
    m_teachers->setTeachers(m_draft.teachers(),
                            !m_draft.value(QStringLiteral("/data/split_column")).toString().isEmpty());
}

void JobForm::set(const QString& pointer, const QVariant& value)
{
    if (m_filling)
        return;
    if (pointer != QLatin1String("/place"))
        m_draft.setValue(pointer, value);
    markChanges();
    emit changed();
}

void JobForm::takeAverage()
{
    if (m_filling)
        return;
    m_draft.setValue(QStringLiteral("/weight_average"), {});
    if (m_averageFirst->value() > 0 && m_averageLast->value() > 0) {
        m_draft.setValue(QStringLiteral("/weight_average/0"), m_averageFirst->value());
        m_draft.setValue(QStringLiteral("/weight_average/1"), m_averageLast->value());
    }
    markChanges();
    emit changed();
}

// What it is and how large, which only together mean a network.
void JobForm::addNetwork(QGridLayout* grid)
{
    auto* box = new QComboBox(this);
    for (const auto& [words, network] : {std::pair{tr("DASS Nano, 1.8 M parameters"), "dass nano"},
                                         {tr("DASS Small, 30 M parameters"), "dass small"},
                                         {tr("DASS Medium, 49 M parameters"), "dass medium"},
                                         {tr("AST Tiny, 6 M parameters"), "ast tiny"},
                                         {tr("AST Small, 22 M parameters"), "ast small"},
                                         {tr("AST Base, 87 M parameters"), "ast base"}})
        box->addItem(words, QString::fromLatin1(network));
    box->setPlaceholderText(tr("as it was"));
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
        const QStringList network = box->currentData().toString().split(' ');
        if (!m_filling && network.size() == 2)
            setNetwork(network[0], network[1]);
    });
    addRow(grid, QStringLiteral("/student/size"), tr("Network"), box, {}, [this, box](const QVariant&) {
        const QString arch = m_draft.value(QStringLiteral("/student/arch")).toString();
        box->setCurrentIndex(box->findData(arch + ' ' + m_draft.size()));
    });
}

void JobForm::setNetwork(const QString& arch, const QString& size)
{
    m_draft.setNetwork(arch, size);
    fill();
    markChanges();
    emit changed();
}

bool JobForm::isAsPreset(const QString& pointer) const
{
    if (pointer == QLatin1String("/student/size") && !m_draft.hasSame(QStringLiteral("/student/arch"), m_preset))
        return false;
    if (pointer == QLatin1String("/teachers"))
        return m_draft.teachers() == m_preset.teachers();
    const bool isPath = std::ranges::find(kPaths, pointer) != std::end(kPaths);
    if (isPath && m_preset.value(pointer).toString().isEmpty())
        return true; // a file that the preset leaves to the person
    return m_draft.hasSame(pointer, m_preset);
}

int JobForm::changes() const
{
    int count = 0;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field)
        if (field.key() != QLatin1String("/place") && field.key() != QLatin1String("/output") &&
            !isAsPreset(field.key()))
            ++count;
    return count;
}

void JobForm::markChanges()
{
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        const bool own = field.key() == QLatin1String("/place") || field.key() == QLatin1String("/output");
        const bool isChanged = !own && !isAsPreset(field.key());
        field->name->setText(isChanged ? changedName(field->title) : field->title);
        field->name->setToolTip(isChanged ? tr("Differs from the preset") : QString());
    }
    const bool step = m_draft.value(QStringLiteral("/schedule/kind")).toString() == QLatin1String("step");
    for (const char* key : {"/schedule/decay_from", "/schedule/decay_every"})
        m_fields[QLatin1String(key)].control->setEnabled(step);
    const bool starts = m_draft.value(QStringLiteral("/student/init")).toString() != QLatin1String("scratch");
    m_fields[QStringLiteral("/student/checkpoint")].control->setEnabled(starts);
    const bool isAst = m_draft.value(QStringLiteral("/student/arch")).toString() == QLatin1String("ast");
    m_fields[QStringLiteral("/student/pooling")].control->setEnabled(!isAst);
}

// What is fine is said of files alone: of the rest it would only push the fields about.
void JobForm::showReport(const JobReport& report)
{
    for (Field& field : m_fields)
        field.note->say({}, {});
    QHash<QString, JobCheck::State> said;
    for (const JobCheck& check : report.checks) {
        const auto field = m_fields.constFind(check.field);
        if (field == m_fields.cend() || gravity(check.state) < gravity(said.value(check.field)))
            continue;
        const bool isFile = std::ranges::find(kPaths, check.field) != std::end(kPaths);
        if (!isFile && check.state == JobCheck::State::Fine)
            continue;
        field->note->say(check.state, check.words);
        said.insert(check.field, check.state);
    }
}

std::vector<JobCheck> JobForm::wrongNumbers() const
{
    std::vector<JobCheck> wrong = m_numbers.problems();
    const std::vector<JobCheck> ofTeachers = m_teachers->wrongNumbers();
    wrong.insert(wrong.end(), ofTeachers.begin(), ofTeachers.end());
    return wrong;
}

void JobForm::focusField(const QString& pointer)
{
    const auto field = m_fields.constFind(pointer);
    if (field == m_fields.cend())
        return;
    QWidget* target = field->control;
    if (pointer == QLatin1String("/teachers"))
        if (QWidget* open = m_teachers->openField())
            target = open;
    target->setFocus(Qt::OtherFocusReason);
}

} // namespace dass
