#include "ui/distill/job_form.h"

#include "ui/distill/field_note.h"
#include "ui/distill/number_text.h"
#include "ui/distill/teacher_list.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/path_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

namespace {

constexpr int kFieldWidth = 84;

} // namespace

JobForm::JobForm(QWidget* parent) : QWidget(parent), m_lastFolder(QDir::homePath())
{
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(Panel::kInset, 8, Panel::kInset, 12);
    columns->setSpacing(16);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    left->setSpacing(0);
    right->setSpacing(0);
    makeStudent(left);
    makeTeachers(left);
    makeData(left);
    makeTraining(right);
    m_teachers->setNamesWidth(alignNames(*left));
    alignNames(*right);
    left->addStretch(1);
    right->addStretch(1);
    columns->addLayout(left, 1);
    columns->addWidget(new Hairline(Qt::Vertical, this));
    columns->addLayout(right, 1);
    fill();
}

QGridLayout* JobForm::addSection(QVBoxLayout* column, const QString& title)
{
    if (column->count() > 0) {
        column->addSpacing(8);
        column->addWidget(new Hairline(Qt::Horizontal, this));
        column->addSpacing(8);
    }
    auto* label = new QLabel(title, this);
    label->setFont(titleFont());
    label->setMinimumHeight(28);
    column->addWidget(label);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    column->addLayout(grid);
    return grid;
}

QString JobForm::changedName(const QString& title)
{
    return QStringLiteral("● ") + title;
}

// As wide as the longest name once it is marked: fields stand in one line, and none moves when it is changed.
int JobForm::alignNames(const QVBoxLayout& column)
{
    int widest = 0;
    QList<QGridLayout*> sections;
    for (int i = 0; i < column.count(); ++i)
        if (auto* grid = qobject_cast<QGridLayout*>(column.itemAt(i)->layout()))
            sections << grid;
    for (const QGridLayout* grid : sections)
        for (int row = 0; row < grid->rowCount(); ++row) {
            const QLayoutItem* item = grid->itemAtPosition(row, 0);
            if (const auto* name = item ? qobject_cast<const QLabel*>(item->widget()) : nullptr)
                widest = std::max(widest, QLabel(changedName(name->text())).sizeHint().width());
        }
    for (QGridLayout* grid : sections)
        grid->setColumnMinimumWidth(0, widest);
    return widest;
}

void JobForm::addRow(QGridLayout* grid, const QString& pointer, const QString& title, QWidget* control,
                     const QString& after, std::function<void(const QVariant&)> set)
{
    const int row = grid->rowCount();
    Field field;
    field.control = control;
    field.title = title;
    field.set = std::move(set);
    field.name = new QLabel(title, this);
    field.name->setForegroundRole(QPalette::PlaceholderText);
    field.name->setMinimumHeight(30);
    field.note = new FieldNote(pointer.startsWith(QLatin1String("/data/")), this); // of a list there is always a word
    control->setAccessibleName(title);
    grid->addWidget(field.name, row, 0);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    const bool wide = control->sizePolicy().horizontalPolicy() == QSizePolicy::Expanding &&
                      control->maximumWidth() == QWIDGETSIZE_MAX;
    line->addWidget(control, wide ? 1 : 0);
    if (!after.isEmpty()) {
        auto* words = new QLabel(after, this);
        words->setForegroundRole(QPalette::PlaceholderText);
        line->addWidget(words);
    }
    if (!wide)
        line->addStretch(1);
    grid->addLayout(line, row, 1, 1, 2);
    grid->addWidget(field.note, row + 1, 1, 1, 2);
    m_fields.insert(pointer, field);
}

void JobForm::addChoice(QGridLayout* grid, const QString& pointer, const QString& title, const QList<Choice>& choices)
{
    auto* box = new QComboBox(this);
    for (const Choice& choice : choices)
        box->addItem(choice.words, choice.value);
    box->setPlaceholderText(tr("as it was")); // what the form has no word for
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, pointer] { set(pointer, box->currentData()); });
    addRow(grid, pointer, title, box, {}, [box](const QVariant& value) { box->setCurrentIndex(box->findData(value)); });
}

void JobForm::addCount(QGridLayout* grid, const QString& pointer, const QString& title, int lowest, int highest,
                       const QString& after)
{
    auto* box = new QSpinBox(this);
    box->setRange(lowest, highest);
    box->setAlignment(Qt::AlignRight);
    box->setFixedWidth(kFieldWidth);
    connect(box, &QSpinBox::valueChanged, this, [this, pointer](int value) { set(pointer, value); });
    addRow(grid, pointer, title, box, after, [box](const QVariant& value) { box->setValue(value.toInt()); });
}

void JobForm::addNumber(QGridLayout* grid, const QString& pointer, const QString& title, double lowest, double highest,
                        const QString& after)
{
    auto* edit = new QLineEdit(this);
    edit->setAlignment(Qt::AlignRight);
    edit->setFixedWidth(kFieldWidth);
    edit->setToolTip(tr("From %1 to %2").arg(numberText(lowest), numberText(highest)));
    connect(edit, &QLineEdit::textEdited, this, [this, edit, pointer, lowest, highest] {
        if (const auto number = m_numbers.read(*edit, pointer, pointer, lowest, highest))
            set(pointer, *number);
        else
            emit changed();
    });
    addRow(grid, pointer, title, edit, after,
           [edit](const QVariant& value) { edit->setText(numberText(value.toDouble())); });
}

// A field that is gone by then, as a teacher's is in another job's form, takes no answer.
void JobForm::askForPath(QLineEdit* edit, const QString& title, const QString& filter)
{
    const QString start = edit->text().isEmpty() ? m_lastFolder : edit->text();
    const auto take = [this, edit](const QString& path) {
        m_lastFolder = QFileInfo(path).absolutePath();
        edit->setText(path);
    };
    if (filter.isEmpty())
        askForFolder(this, title, start, edit, take);
    else
        askForFile(this, title, start, filter, edit, take);
}

QLineEdit* JobForm::addPath(QGridLayout* grid, const QString& pointer, const QString& title, const QString& filter,
                            bool optional)
{
    auto* line = new QWidget(this);
    line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(8);
    auto* edit = new QLineEdit(line);
    edit->setAccessibleName(title);
    edit->setPlaceholderText(optional ? tr("none") : filter.isEmpty() ? tr("folder") : tr("file"));
    auto* browse = makeIconButton(Icon::More, tr("Choose: %1").arg(title), line);
    layout->addWidget(edit, 1);
    layout->addWidget(browse);
    line->setFocusProxy(edit);
    connect(edit, &QLineEdit::textChanged, this, [this, pointer](const QString& text) {
        set(pointer, text.trimmed().isEmpty() ? QVariant() : QVariant(text.trimmed()));
    });
    connect(browse, &QToolButton::clicked, this, [this, edit, title, filter] { askForPath(edit, title, filter); });
    addRow(grid, pointer, title, line, {}, [edit](const QVariant& value) { edit->setText(value.toString()); });
    return edit;
}

void JobForm::makeStudent(QVBoxLayout* column)
{
    QGridLayout* grid = addSection(column, tr("Student"));
    m_name = new QLineEdit(this);
    m_name->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addRow(grid, QStringLiteral("/output"), tr("Name"), m_name, {}, {});
    connect(m_name, &QLineEdit::textChanged, this, &JobForm::changed);
    addNetwork(grid);
    addChoice(grid, QStringLiteral("/student/init"), tr("Start from"),
              {{tr("scratch"), QStringLiteral("scratch")},
               {tr("ImageNet (VMamba, DeiT)"), QStringLiteral("imagenet")},
               {tr("checkpoint"), QStringLiteral("checkpoint")}});
    addPath(grid, QStringLiteral("/student/checkpoint"), tr("Weights"),
            tr("Weights (*.safetensors *.pth *.pt *.ckpt);;All files (*)"), true);
    addChoice(grid, QStringLiteral("/student/pooling"), tr("Pooling"),
              {{tr("mean"), QStringLiteral("mean")},
               {tr("first"), QStringLiteral("first")},
               {tr("middle"), QStringLiteral("mid")},
               {tr("last"), QStringLiteral("last")},
               {tr("sum"), QStringLiteral("sum")},
               {tr("maximum"), QStringLiteral("max")}});
}

void JobForm::makeTeachers(QVBoxLayout* column)
{
    QGridLayout* grid = addSection(column, tr("Teachers"));
    m_teachers = new TeacherList(this);
    grid->addWidget(m_teachers, 0, 0, 1, 3);
    Field field;
    field.control = m_teachers;
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
    connect(add, &QToolButton::clicked, m_teachers, &TeacherList::add);
    connect(m_teachers, &TeacherList::pathWanted, this, &JobForm::askForPath);
    connect(m_teachers, &TeacherList::changed, this, [this] {
        m_draft.setTeachers(m_teachers->teachers());
        markChanges();
        emit changed();
    });
}

void JobForm::makeData(QVBoxLayout* column)
{
    QGridLayout* grid = addSection(column, tr("Data"));
    const QString lists = tr("Lists (*.json *.csv);;All files (*)");
    addPath(grid, QStringLiteral("/data/train"), tr("Training list"), lists, false);
    addPath(grid, QStringLiteral("/data/eval"), tr("Evaluation list"), lists, true);
    addPath(grid, QStringLiteral("/data/labels"), tr("Label file"), tr("Tables (*.csv);;All files (*)"), false);
    m_place = addPath(grid, QStringLiteral("/place"), tr("Runs lie in"), {}, false);
}

void JobForm::makeTraining(QVBoxLayout* column)
{
    QGridLayout* loss = addSection(column, tr("Loss"));
    addChoice(loss, QStringLiteral("/loss/kd"), tr("Distillation loss"),
              {{tr("KL divergence"), QStringLiteral("kldiv")},
               {tr("BCE, sigmoid"), QStringLiteral("bce")},
               {tr("BCE, softmax"), QStringLiteral("bce_softmax")},
               {tr("squared distance"), QStringLiteral("l2")},
               {tr("cosine"), QStringLiteral("cosine")},
               {tr("cosine + distance"), QStringLiteral("l2c")}});
    addNumber(loss, QStringLiteral("/loss/kd_weight"), tr("Distillation weight"), 0, 1, tr("the rest: labels"));
    addNumber(loss, QStringLiteral("/loss/temperature"), tr("Temperature"), 0.001, 1000, {});

    QGridLayout* schedule = addSection(column, tr("Optimizer and schedule"));
    addNumber(schedule, QStringLiteral("/optimizer/lr"), tr("Learning rate"), 0, 1000, tr("Adam"));
    addNumber(schedule, QStringLiteral("/optimizer/weight_decay"), tr("Weight decay"), 0, 1, {});
    addCount(schedule, QStringLiteral("/optimizer/warmup_steps"), tr("Warm-up"), 0, 1'000'000'000, tr("steps"));
    addCount(schedule, QStringLiteral("/schedule/epochs"), tr("Epochs"), 1, 1'000'000, {});
    addChoice(schedule, QStringLiteral("/schedule/kind"), tr("Schedule"),
              {{tr("steps"), QStringLiteral("step")}, {tr("cosine"), QStringLiteral("cosine")}});
    addCount(schedule, QStringLiteral("/schedule/decay_from"), tr("Halve the rate after"), 1, 1'000'000'000,
             tr("epochs"));
    addCount(schedule, QStringLiteral("/schedule/decay_every"), tr("then every"), 1, 1'000'000'000, tr("epochs"));
    addCount(schedule, QStringLiteral("/batch"), tr("Batch"), 1, 100'000, tr("clips"));
    addChoice(schedule, QStringLiteral("/sampler"), tr("Sampler"),
              {{tr("shuffle"), QStringLiteral("shuffle")}, {tr("balanced"), QStringLiteral("balanced")}});
    auto* average = new QWidget(this);
    auto* line = new QHBoxLayout(average);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (QSpinBox** box : {&m_averageFirst, &m_averageLast}) {
        *box = new QSpinBox(average);
        (*box)->setRange(0, 1'000'000);
        (*box)->setSpecialValueText(tr("none"));
        (*box)->setAlignment(Qt::AlignRight);
        (*box)->setFixedWidth(kFieldWidth - 16);
        connect(*box, &QSpinBox::valueChanged, this, &JobForm::takeAverage);
    }
    m_averageFirst->setAccessibleName(tr("Averaged epochs, from"));
    m_averageLast->setAccessibleName(tr("Averaged epochs, to"));
    line->addWidget(m_averageFirst);
    line->addWidget(new QLabel(tr("to"), average));
    line->addWidget(m_averageLast);
    addRow(schedule, QStringLiteral("/weight_average/0"), tr("Averaged epochs"), average, {}, {});

    QGridLayout* augmentation = addSection(column, tr("Augmentation"));
    addNumber(augmentation, QStringLiteral("/mixup"), tr("Mixup rate"), 0, 1, {});
    addCount(augmentation, QStringLiteral("/freq_mask"), tr("Masks, up to"), 0, 128, tr("mel bins"));
    addCount(augmentation, QStringLiteral("/time_mask"), tr("and up to"), 0, 1'000'000, tr("frames"));

    QGridLayout* machine = addSection(column, tr("Machine"));
    addChoice(machine, QStringLiteral("/device"), tr("Device"),
              {{tr("automatic"), QStringLiteral("auto")}, {tr("CPU"), QStringLiteral("cpu")}});
    addChoice(machine, QStringLiteral("/precision"), tr("Precision"),
              {{tr("automatic"), QStringLiteral("auto")},
               {tr("fp32"), QStringLiteral("fp32")},
               {tr("bf16"), QStringLiteral("bf16")}});
    addCount(machine, QStringLiteral("/seed"), tr("Seed"), 0, std::numeric_limits<int>::max(), {});
}

} // namespace dass
