#include "ui/distill/new_job_page.h"

#include "app/jobs/file_look.h"
#include "app/jobs/path_text.h"
#include "core/base/error.h"
#include "core/base/free_path.h"
#include "ui/distill/check_row.h"
#include "ui/distill/job_form.h"
#include "ui/distill/measure_panel.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace dass {

namespace {

constexpr int kPresetsWidth = 224; // at least
constexpr int kMostPresetsWidth = 288;
constexpr int kSideWidth = 248;
constexpr int kBottomHeight = 40;
constexpr int kPauseMs = 400;  // after the last change
constexpr int kMostChecks = 2; // at once: one may wait for a disk that does not answer
constexpr int kPresetRow = 42;
constexpr int kNoteRole = Qt::UserRole + 1;

// A preset's name over where it is from.
class PresetDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const QRect name(option.rect.left() + Panel::kInset, option.rect.top() + 4,
                         option.rect.width() - 2 * Panel::kInset, 18);
        painter->setFont(textFont(TextSize::Body));
        painter->setPen(tokens().text);
        painter->drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
        painter->setFont(textFont(TextSize::Label));
        painter->setPen(tokens().secondary);
        painter->drawText(name.translated(0, 17), Qt::AlignVCenter | Qt::TextSingleLine,
                          index.data(kNoteRole).toString());
        if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
            QStyleOptionFocusRect ring;
            ring.QStyleOption::operator=(option);
            QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, option.widget);
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, kPresetRow}; }
};

std::filesystem::path freeFolder(const std::filesystem::path& wanted)
{
    try {
        return freePath(wanted);
    } catch (const Error&) {
        return wanted; // the check says that it is taken
    }
}

JobReport reportOf(const std::string& spec, const std::filesystem::path& folder, const std::stop_token& stop)
{
    try {
        return checkJob(spec, folder, stop);
    } catch (const std::exception& exception) {
        JobReport report;
        report.checks.push_back({JobCheck::State::Problem,
                                 NewJobPage::tr("Specification"),
                                 QString::fromStdString(describe(exception)),
                                 {}});
        return report;
    }
}

} // namespace

NewJobPage::NewJobPage(QWidget* parent) : QWidget(parent), m_presets(jobPresets()), m_form(new JobForm)
{
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_form);
    auto* columns = new QHBoxLayout;
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(makePresets());
    columns->addWidget(new Hairline(Qt::Vertical));
    columns->addWidget(scroll, 1);
    columns->addWidget(new Hairline(Qt::Vertical));
    columns->addWidget(makeSide());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(columns, 1);
    layout->addWidget(new Hairline(Qt::Horizontal));
    layout->addWidget(makeBottom());
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &NewJobPage::check);
    connect(m_form, &JobForm::changed, this, &NewJobPage::checkSoon);
}

NewJobPage::~NewJobPage()
{
    m_stop.request_stop();
}

QWidget* NewJobPage::makePresets()
{
    auto* panel = new Panel(tr("Presets"));
    panel->setHint(tr("published mAP"));
    m_presetsPanel = panel;
    m_presetList = new QListWidget;
    m_presetList->setFrameShape(QFrame::NoFrame);
    m_presetList->setAccessibleName(tr("Presets"));
    m_presetList->setMouseTracking(true);
    m_presetList->setItemDelegate(new PresetDelegate(m_presetList));
    m_presetList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_presetList->viewport()->setAutoFillBackground(false);
    fillPresets(m_presets);
    connect(m_presetList, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_form->setPreset(m_presets[static_cast<std::size_t>(row)].draft, true);
    });
    panel->body()->addWidget(m_presetList, 1);
    auto* words =
        new QLabel(tr("A preset fills the form; every field can still be changed. Changed fields carry a dot."));
    words->setWordWrap(true);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setContentsMargins(Panel::kInset, 8, Panel::kInset, 12);
    panel->body()->addWidget(words);
    return panel;
}

QWidget* NewJobPage::makeSide()
{
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* checks = new Panel(tr("Checks"));
    auto* rows = new QWidget;
    m_checks = new QVBoxLayout(rows);
    m_checks->setContentsMargins(Panel::kInset, 0, Panel::kInset, 8);
    m_checks->setSpacing(8);
    checks->body()->addWidget(rows);
    column->addWidget(checks);
    column->addWidget(new Hairline(Qt::Horizontal));
    auto* cost = new Panel(tr("Expected cost"));
    m_steps = new ValueRow(tr("Steps"), cost);
    m_parameters = new ValueRow(tr("Parameters"), cost);
    m_memory = new ValueRow(tr("Memory"), cost);
    m_disk = new ValueRow(tr("Disk"), cost);
    for (ValueRow* row : {m_steps, m_parameters, m_memory, m_disk})
        cost->body()->addWidget(row);
    cost->body()->addSpacing(8);
    column->addWidget(cost);
    column->addWidget(new Hairline(Qt::Horizontal));
    m_measure = new MeasurePanel(side);
    column->addWidget(m_measure);
    column->addWidget(new Hairline(Qt::Horizontal));
    m_back = new HintButton(tr("Back to the preset"));
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (const int row = m_presetList->currentRow(); row >= 0)
            m_form->setPreset(m_presets[static_cast<std::size_t>(row)].draft, true);
    });
    auto* back = new QHBoxLayout;
    back->setContentsMargins(Panel::kInset, 12, Panel::kInset, 12);
    back->addWidget(m_back);
    back->addStretch(1);
    column->addLayout(back);
    column->addStretch(1);
    return side;
}

QWidget* NewJobPage::makeBottom()
{
    auto* bottom = new QWidget;
    bottom->setFixedHeight(kBottomHeight);
    auto* row = new QHBoxLayout(bottom);
    row->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    row->setSpacing(8);
    m_words = new ElidedLabel(bottom);
    m_goTo = new HintButton(tr("Go to problem"));
    m_copy = new HintButton(tr("Copy command"));
    m_copy->setIcon(themedIcon(Icon::Copy));
    m_copy->setToolTip(tr("The command line that does the same, for a terminal or a cluster; saves the specification "
                          "beside the run's folder"));
    m_save = new HintButton(tr("Save spec…"));
    m_save->setIcon(themedIcon(Icon::Export));
    auto* close = new HintButton(tr("Close"));
    m_start = new HintButton(tr("Start training"));
    m_start->setPrimary(true);
    m_start->setIcon(themedIcon(Icon::Run, IconTone::OnAccent));
    row->addWidget(m_words, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{m_goTo, m_copy, m_save, close, m_start})
        row->addWidget(button);
    connect(m_goTo, &QPushButton::clicked, this, &NewJobPage::goToProblem);
    connect(m_copy, &QPushButton::clicked, this, &NewJobPage::copyCommand);
    connect(m_save, &QPushButton::clicked, this, &NewJobPage::saveSpec);
    for (HintButton* end : {close, m_start}) // neither leaves a trial behind
        connect(end, &QPushButton::clicked, this, [this] { m_measure->cancel(); });
    connect(close, &QPushButton::clicked, this, &NewJobPage::closed);
    connect(m_start, &QPushButton::clicked, this,
            [this] { emit startRequested(m_form->folder(), QString::fromStdString(m_form->draft().text())); });
    return bottom;
}

// The first one is the current one, since a list that gets the keyboard chooses its first row anyway.
void NewJobPage::fillPresets(std::vector<JobPreset> presets)
{
    const QSignalBlocker block(m_presetList);
    m_presets = std::move(presets);
    m_presetList->clear();
    for (const JobPreset& preset : m_presets) {
        auto* item = new QListWidgetItem(preset.name, m_presetList);
        item->setData(kNoteRole, preset.note);
        item->setData(Qt::AccessibleTextRole, preset.name + QStringLiteral(", ") + preset.note);
        item->setToolTip(preset.name + '\n' + preset.note);
    }
    m_presetList->setCurrentRow(0);
    fitPresets();
}

// As wide as the names need, which tell the rows of a table apart at their ends.
void NewJobPage::fitPresets()
{
    const QFontMetrics names(textFont(TextSize::Body));
    int widest = 0;
    for (const JobPreset& preset : m_presets)
        widest = std::max(widest, names.horizontalAdvance(preset.name));
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_presetList);
    m_presetsPanel->setFixedWidth(std::clamp(widest + 2 * Panel::kInset + bar + 2, kPresetsWidth, kMostPresetsWidth));
}

void NewJobPage::begin(const QString& place)
{
    fillPresets(jobPresets());
    m_form->setPlace(place);
    m_form->setDraft(m_presets.front().draft, QStringLiteral("run"));
    findFreeName();
}

void NewJobPage::begin(const QString& place, const JobDraft& draft, const QString& name)
{
    std::vector<JobPreset> presets = jobPresets();
    presets.insert(presets.begin(), {tr("Like %1").arg(name), tr("a run of yours"), draft});
    fillPresets(std::move(presets));
    m_form->setPlace(place);
    m_form->setDraft(draft, name);
    findFreeName();
}

// Of a run's folder; what is chosen meanwhile stays.
void NewJobPage::findFreeName()
{
    delete m_naming;
    m_named = m_form->folder();
    if (m_named.isEmpty())
        return;
    m_naming = askDisk(
        this, [wanted = toPath(m_named)] { return freeFolder(wanted); },
        [this](const std::filesystem::path& folder) {
            m_naming.clear();
            if (const QString name = fromPath(folder.filename()); name != m_form->name())
                m_form->setName(name);
            else if (!m_pause.isActive())
                check();
        });
}

void NewJobPage::checkSoon()
{
    m_isChecked = false;
    m_stop.request_stop();
    delete m_checking;
    if (m_form->folder() != m_named)
        delete m_naming;
    m_pause.start();
    m_start->setEnabled(false);
    const bool isWhole = m_form->wrongNumbers().empty(); // the draft is what the fields say
    m_save->setEnabled(isWhole);
    m_copy->setEnabled(isWhole && !m_form->folder().isEmpty());
    m_measure->setSpec(m_form->draft().text());
    m_measure->setReady(false);
    m_back->setEnabled(m_presetList->currentRow() >= 0 && m_form->changes() > 0);
    m_words->setTone(TextTone::Secondary);
    m_words->setText(tr("Checking…"));
}

void NewJobPage::check()
{
    if (m_naming)
        return; // under the name that it gets
    if (*m_running >= kMostChecks) {
        m_pause.start(); // and looks again
        return;
    }
    ++*m_running;
    m_stop = std::stop_source();
    m_checking = askDisk(
        this,
        [spec = m_form->draft().text(), folder = toPath(m_form->folder()), stop = m_stop.get_token(),
         running = m_running] {
            const auto ended = qScopeGuard([&] { --*running; });
            return reportOf(spec, folder, stop);
        },
        [this](const JobReport& report) {
            m_checking.clear();
            m_report = report;
            std::ranges::copy(m_form->wrongNumbers(), std::back_inserter(m_report.checks));
            if (m_form->folder().isEmpty())
                m_report.checks.push_back(
                    {JobCheck::State::Problem, tr("Name"), tr("The run needs a name."), "/output"});
            m_isChecked = true;
            showReport();
            emit checked();
        });
}

void NewJobPage::showReport()
{
    while (QLayoutItem* item = m_checks->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const JobCheck& check : m_report.checks) {
        auto* row = new CheckRow(check);
        connect(row, &CheckRow::leaveOutRequested, m_form, &JobForm::setBadShare);
        m_checks->addWidget(row);
    }
    m_form->showReport(m_report);
    const JobCost& cost = m_report.cost;
    const QLocale locale;
    const QString none = QStringLiteral("–");
    m_steps->setValue(cost.steps > 0
                          ? tr("%1 (%2 an epoch)").arg(locale.toString(cost.steps), locale.toString(cost.stepsPerEpoch))
                          : none);
    m_parameters->setValue(cost.parameters > 0 ? tr("about %1").arg(countText(cost.parameters)) : none);
    const auto bytes = [&](std::int64_t count) {
        return count > 0 ? tr("about %1").arg(bytesText(static_cast<std::uint64_t>(count))) : none;
    };
    m_memory->setValue(bytes(cost.memoryBytes));
    m_disk->setValue(bytes(cost.diskBytes));
    const int problems = m_report.count(JobCheck::State::Problem);
    QStringList open;
    for (const JobCheck& check : m_report.checks)
        if (check.state == JobCheck::State::Open)
            open << check.title;
    const bool isReady = m_isChecked && problems == 0 && open.isEmpty();
    m_start->setEnabled(isReady);
    m_measure->setReady(isReady);
    m_goTo->setVisible(problems > 0 || !open.isEmpty());
    m_goTo->setText(problems > 0 ? tr("Go to problem") : tr("Go to field"));
    m_words->setTone(problems > 0 ? TextTone::Danger : TextTone::Text);
    m_words->setText(problems > 1      ? tr("%1 problems to solve before the job can start").arg(problems)
                     : problems == 1   ? tr("One problem to solve before the job can start")
                     : !open.isEmpty() ? tr("Still to choose: %1").arg(open.join(QStringLiteral(", ")))
                                       : tr("Ready to start"));
}

void NewJobPage::goToProblem()
{
    for (const JobCheck& check : m_report.checks)
        if (check.state == JobCheck::State::Problem || check.state == JobCheck::State::Open) {
            m_form->focusField(check.field);
            return;
        }
}

} // namespace dass
