// The list of teachers in the form.

#include "ui/distill/field_note.h"
#include "ui/distill/job_form.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/widgets/panel.h"

#include <QComboBox>
#include <QDoubleValidator>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kWeightWidth = 44;
constexpr int kIconButton = 26; // that removes a teacher

} // namespace

void JobForm::makeTeachers(QVBoxLayout* column)
{
    QGridLayout* grid = addSection(column, tr("Teachers"));
    auto* list = new QWidget(this);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_teachers = new QVBoxLayout(list);
    m_teachers->setContentsMargins(0, 0, 0, 0);
    m_teachers->setSpacing(4);
    grid->addWidget(list, 0, 0, 1, 3);
    Field field;
    field.control = list;
    field.title = tr("Teachers");
    field.name = new QLabel(this);
    field.name->hide();
    field.note = new FieldNote(true, this);
    grid->addWidget(field.note, 1, 0, 1, 3);
    m_fields.insert(QStringLiteral("/teachers"), field);
    auto* add = new QToolButton(this);
    add->setText(tr("Add a teacher"));
    add->setIcon(themedIcon(Icon::Plus));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    add->setFocusPolicy(Qt::TabFocus);
    grid->addWidget(add, 2, 0, 1, 3, Qt::AlignLeft);
    connect(add, &QToolButton::clicked, this, [this] {
        auto teachers = m_draft.teachers();
        teachers.push_back({QStringLiteral("ast"), {}, 1});
        m_draft.setTeachers(teachers);
        fillTeachers();
        markChanges();
        emit changed();
    });
}

QWidget* JobForm::makeTeacherTitles()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto add = [&](const QString& words, int width) {
        auto* title = new QLabel(words, row);
        title->setFont(textFont(TextSize::Label));
        title->setForegroundRole(QPalette::PlaceholderText);
        if (width > 0)
            title->setFixedWidth(width);
        layout->addWidget(title, width > 0 ? 0 : 1);
        return title;
    };
    add(tr("Kind"), kNameWidth);
    add(tr("File"), 0);
    add(tr("Weight"), kWeightWidth)->setAlignment(Qt::AlignRight);
    layout->addSpacing(layout->spacing() + kIconButton);
    return row;
}

void JobForm::fillTeachers()
{
    while (QLayoutItem* item = m_teachers->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto teachers = m_draft.teachers();
    if (!teachers.empty())
        m_teachers->addWidget(makeTeacherTitles());
    for (std::size_t i = 0; i < teachers.size(); ++i) {
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 2, 0, 2);
        layout->setSpacing(8);
        auto* kind = new QComboBox(row);
        for (const auto& [words, value] : {std::pair{tr("AST"), "ast"},
                                           {tr("HTS-AT"), "hts-at"},
                                           {tr("DASS"), "dass"},
                                           {tr("own mean (EMA)"), "ema"},
                                           {tr("stored outputs"), "stored"},
                                           {tr("TorchScript"), "torchscript"}})
            kind->addItem(words, QString::fromLatin1(value));
        kind->setCurrentIndex(kind->findData(teachers[i].kind));
        kind->setAccessibleName(tr("Kind of the teacher"));
        kind->setFixedWidth(kNameWidth);
        auto* path = new QLineEdit(teachers[i].path, row);
        path->setObjectName(QStringLiteral("teacherFile"));
        path->setAccessibleName(tr("File of the teacher"));
        path->setPlaceholderText(tr("file"));
        auto* browse = makeIconButton(Icon::More, tr("Choose the teacher’s file"), row);
        auto* weight = new QLineEdit(numberText(teachers[i].weight), row);
        weight->setValidator(new QDoubleValidator(0, 1e6, 6, weight));
        weight->setFixedWidth(kWeightWidth);
        weight->setAlignment(Qt::AlignRight);
        weight->setAccessibleName(tr("Weight of the teacher"));
        weight->setToolTip(tr("Weight in the mean of the teachers"));
        auto* remove = makeIconButton(Icon::Close, tr("Without this teacher"), row);
        for (QWidget* widget : std::initializer_list<QWidget*>{kind, path, browse, weight, remove})
            layout->addWidget(widget, widget == path ? 1 : 0);
        const auto apply = [this, i, kind, path, weight] {
            auto all = m_draft.teachers();
            if (i >= all.size())
                return;
            all[i] = {kind->currentData().toString(), path->text().trimmed(), weight->text().toDouble()};
            m_draft.setTeachers(all);
            markChanges();
            emit changed();
        };
        connect(kind, &QComboBox::currentIndexChanged, this, apply);
        connect(path, &QLineEdit::textChanged, this, apply);
        connect(weight, &QLineEdit::textEdited, this, apply);
        connect(browse, &QToolButton::clicked, this, [this, path] {
            const QString file = askForFile(
                tr("File of the teacher"),
                tr("Weights and outputs (*.safetensors *.pth *.pt *.ckpt *.npy);;All files (*)"), path->text());
            if (!file.isEmpty())
                path->setText(file);
        });
        connect(remove, &QToolButton::clicked, this, [this, i] {
            auto all = m_draft.teachers();
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
            m_draft.setTeachers(all);
            fillTeachers();
            markChanges();
            emit changed();
        });
        m_teachers->addWidget(row);
    }
}

} // namespace dass
