#include "ui/distill/teacher_list.h"

#include "ui/distill/number_text.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/widgets/panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kWeightWidth = 44;
constexpr int kIconButton = 26; // that removes a teacher
constexpr double kMostWeight = 1e6;

QString weightKey(std::size_t index)
{
    return QStringLiteral("/teachers/%1/weight").arg(index);
}

QComboBox* makeChoices(std::initializer_list<std::pair<QString, const char*>> choices, const QString& chosen,
                       const QString& name)
{
    auto* box = new QComboBox;
    for (const auto& [words, value] : choices)
        box->addItem(words, QString::fromLatin1(value));
    box->setCurrentIndex(box->findData(chosen));
    box->setAccessibleName(name);
    return box;
}

QLineEdit* makeFileEdit(const QString& path, const QString& name, const QString& none)
{
    auto* edit = new QLineEdit(path);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(none);
    return edit;
}

} // namespace

// The fields of one teacher, which live as long as their widgets do.
struct TeacherList::Row
{
    QComboBox* kind = nullptr;
    QLineEdit* path = nullptr;
    QToolButton* browse = nullptr;
    QLineEdit* weight = nullptr;
    QToolButton* remove = nullptr;
    QLineEdit* evalPath = nullptr;
    QToolButton* browseEval = nullptr;
    QComboBox* input = nullptr;
    QSpinBox* rate = nullptr;
    QCheckBox* trusted = nullptr;
    QWidget* file = nullptr;   // the line that all but the student's own mean have
    QWidget* stored = nullptr; // that stored outputs have
    QList<QWidget*> script;    // and those that a TorchScript file has

    void showLines() const
    {
        const QString chosen = kind->currentData().toString();
        file->setVisible(chosen != QLatin1String("ema"));
        stored->setVisible(chosen == QLatin1String("stored"));
        for (QWidget* line : script)
            line->setVisible(chosen == QLatin1String("torchscript"));
        rate->setEnabled(input->currentData() == QLatin1String("waveform"));
    }
    void distrust() const // it was said of another file
    {
        const QSignalBlocker quiet(trusted);
        trusted->setChecked(false);
    }
    void tell(JobDraft::Teacher& teacher) const // all but the weight, which may be no number
    {
        teacher.kind = kind->currentData().toString();
        teacher.path = path->text().trimmed();
        teacher.evalPath = evalPath->text().trimmed();
        teacher.isTrusted = trusted->isChecked();
        teacher.input = input->currentData().toString();
        teacher.sampleRate = rate->value();
    }
};

TeacherList::TeacherList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
}

void TeacherList::setTeachers(std::vector<JobDraft::Teacher> teachers, bool oneList)
{
    m_teachers = std::move(teachers);
    m_oneList = oneList;
    fill();
}

void TeacherList::add()
{
    m_teachers.push_back({QStringLiteral("ast"), {}, 1});
    fill();
    emit changed();
}

QWidget* TeacherList::makeTitles()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (const QString& words : {tr("Kind"), tr("Weight")}) {
        auto* title = new QLabel(words, row);
        title->setFont(textFont(TextSize::Label));
        title->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(title);
    }
    layout->insertStretch(1);
    layout->addSpacing(layout->spacing() + kIconButton);
    return row;
}

void TeacherList::fill()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_numbers.clear();
    if (!m_teachers.empty())
        m_rows->addWidget(makeTitles());
    for (std::size_t i = 0; i < m_teachers.size(); ++i) {
        Row row = makeFields(m_teachers[i]);
        m_rows->addWidget(layOut(row));
        connectRow(i, row);
        connectFiles(i, row);
    }
}

void TeacherList::change(std::size_t index, const std::function<void(JobDraft::Teacher&)>& act)
{
    if (index >= m_teachers.size())
        return;
    act(m_teachers[index]);
    emit changed();
}

// Below the kind: what only some kinds have. The first widget takes the room.
QWidget* TeacherList::makeLine(const QString& words, std::initializer_list<QWidget*> widgets) const
{
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* name = new QLabel(words);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setMinimumWidth(m_namesWidth);
    layout->addWidget(name);
    for (QWidget* widget : widgets)
        layout->addWidget(widget, widget == *widgets.begin() ? 1 : 0);
    return line;
}

TeacherList::Row TeacherList::makeFields(const JobDraft::Teacher& teacher)
{
    Row row;
    row.kind = makeChoices({{tr("AST"), "ast"},
                            {tr("HTS-AT"), "hts-at"},
                            {tr("DASS"), "dass"},
                            {tr("own mean (EMA)"), "ema"},
                            {tr("stored outputs"), "stored"},
                            {tr("TorchScript"), "torchscript"}},
                           teacher.kind, tr("Kind of the teacher"));
    row.kind->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // as wide as the longest of its choices
    row.path = makeFileEdit(teacher.path, tr("File of the teacher"), tr("file"));
    row.path->setObjectName(QStringLiteral("teacherFile"));
    row.browse = makeIconButton(Icon::More, tr("Choose the teacher’s file"), nullptr);
    row.weight = new QLineEdit(numberText(teacher.weight));
    row.weight->setObjectName(QStringLiteral("teacherWeight"));
    row.weight->setFixedWidth(kWeightWidth);
    row.weight->setAlignment(Qt::AlignRight);
    row.weight->setAccessibleName(tr("Weight of the teacher"));
    row.weight->setToolTip(tr("Weight in the mean of the teachers"));
    row.remove = makeIconButton(Icon::Close, tr("Without this teacher"), nullptr);
    row.evalPath = makeFileEdit(teacher.evalPath, tr("Outputs for the evaluation list"), tr("none"));
    row.browseEval = makeIconButton(Icon::More, tr("Choose the outputs for the evaluation list"), nullptr);
    row.input = makeChoices({{tr("spectrogram"), "spectrogram"}, {tr("waveform"), "waveform"}},
                            teacher.hearsWaveform() ? QStringLiteral("waveform") : QStringLiteral("spectrogram"),
                            tr("What the teacher hears"));
    row.rate = new QSpinBox;
    row.rate->setRange(16'000, 192'000);
    row.rate->setSuffix(QStringLiteral(" Hz"));
    row.rate->setValue(teacher.sampleRate);
    row.rate->setAccessibleName(tr("Sample rate that the teacher hears"));
    row.trusted = new QCheckBox(tr("I trust who made this file"));
    row.trusted->setObjectName(QStringLiteral("teacherTrust"));
    row.trusted->setChecked(teacher.isTrusted);
    return row;
}

QWidget* TeacherList::layOut(Row& row) const
{
    auto* why = new QLabel(tr("A TorchScript file is a program: it runs with all your rights."));
    why->setFont(textFont(TextSize::Label));
    why->setForegroundRole(QPalette::PlaceholderText);
    why->setWordWrap(true);
    auto* whole = new QWidget;
    auto* lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 2, 0, 2);
    lines->setSpacing(4);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{row.kind, row.weight, row.remove})
        first->addWidget(widget);
    first->insertStretch(1);
    lines->addLayout(first);
    row.file = makeLine(tr("File"), {row.path, row.browse});
    row.stored = makeLine(tr("Evaluation"), {row.evalPath, row.browseEval});
    row.script = {makeLine(tr("Hears"), {row.input, row.rate}), row.trusted, why};
    for (QWidget* line : QList<QWidget*>{row.file, row.stored} + row.script)
        lines->addWidget(line);
    row.showLines();
    return whole;
}

void TeacherList::connectRow(std::size_t index, const Row& row)
{
    const auto apply = [=, this] { change(index, [&](JobDraft::Teacher& one) { row.tell(one); }); };
    connect(row.kind, &QComboBox::currentIndexChanged, this, [=] {
        row.distrust();
        row.showLines();
        apply();
    });
    connect(row.evalPath, &QLineEdit::textChanged, this, apply);
    connect(row.trusted, &QCheckBox::toggled, this, apply);
    connect(row.rate, &QSpinBox::valueChanged, this, apply);
    connect(row.input, &QComboBox::currentIndexChanged, this, [=] {
        row.showLines();
        apply();
    });
    connect(row.weight, &QLineEdit::textEdited, this, [=, this] {
        const auto number = m_numbers.read(*row.weight, weightKey(index), QStringLiteral("/teachers"), 0, kMostWeight);
        if (number)
            change(index, [&](JobDraft::Teacher& one) { one.weight = *number; });
        else
            emit changed();
    });
    connect(row.remove, &QToolButton::clicked, this, [=, this] { remove(index); });
}

void TeacherList::connectFiles(std::size_t index, const Row& row)
{
    connect(row.path, &QLineEdit::textChanged, this, [=, this] {
        const QString before = index < m_teachers.size() ? m_teachers[index].path : QString();
        const QString now = row.path->text().trimmed();
        if (now == before)
            return;
        row.distrust();
        if (m_oneList && row.evalPath->text().trimmed() == before) {
            const QSignalBlocker quiet(row.evalPath);
            row.evalPath->setText(now);
        }
        change(index, [&](JobDraft::Teacher& one) { row.tell(one); });
    });
    connect(row.browse, &QToolButton::clicked, this, [=, this] {
        emit pathWanted(row.path, tr("File of the teacher"),
                        tr("Weights and outputs (*.safetensors *.pth *.pt *.ckpt *.npy);;All files (*)"));
    });
    connect(row.browseEval, &QToolButton::clicked, this, [=, this] {
        emit pathWanted(row.evalPath, tr("Outputs for the evaluation list"),
                        tr("Stored outputs (*.npy *.safetensors);;All files (*)"));
    });
}

void TeacherList::remove(std::size_t index)
{
    if (index >= m_teachers.size())
        return;
    m_teachers.erase(m_teachers.begin() + static_cast<std::ptrdiff_t>(index));
    fill();
    emit changed();
}

QWidget* TeacherList::openField() const
{
    const auto fieldOf = [this](const char* name, std::size_t index) {
        const auto found = findChildren<QWidget*>(QLatin1String(name));
        return static_cast<qsizetype>(index) < found.size() ? found[static_cast<qsizetype>(index)] : nullptr;
    };
    for (std::size_t i = 0; i < m_teachers.size(); ++i) {
        if (m_teachers[i].kind != QLatin1String("ema") && m_teachers[i].path.isEmpty())
            return fieldOf("teacherFile", i);
        if (m_numbers.isWrong(weightKey(i)))
            return fieldOf("teacherWeight", i);
        if (m_teachers[i].kind == QLatin1String("torchscript") && !m_teachers[i].isTrusted)
            return fieldOf("teacherTrust", i);
    }
    return nullptr;
}

} // namespace dass
