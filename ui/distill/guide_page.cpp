#include "ui/distill/guide_page.h"

#include "app/jobs/path_text.h"
#include "ui/distill/plain_table.h"
#include "ui/style/icons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/page_column.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kContentWidth = 712;
constexpr int kNumberWidth = 84;
constexpr int kFew = 5; // clips of a label, with which little can be learned
constexpr std::int64_t kBatch = 8;

} // namespace

GuidePage::GuidePage(QWidget* parent)
    : QWidget(parent), m_place(new QLineEdit(this)), m_words(makeWords({}, this)),
      m_labels(new PlainTable({{tr("Label")}, {tr("Recordings"), true}, {tr("Held out"), true}}, this)),
      m_model(new QComboBox(this)), m_share(new QSpinBox(this)), m_epochs(new QSpinBox(this)),
      m_name(new QLineEdit(this)), m_start(new HintButton(tr("Start training"), {}, this))
{
    QVBoxLayout* column = makePageColumn(this, kContentWidth, tr("Make a model from my own recordings"));
    column->setContentsMargins(12, 24, 12, 12);
    QWidget* content = column->parentWidget();
    column->addWidget(
        makeWords(tr("Sort sound files into one subfolder a label (“blackbird”, “rain”, “nothing”), or name "
                     "them in a CSV list with the columns path and labels, or take the events that you have "
                     "corrected in Analyze. Ten recordings of a label are a start, a hundred are good."),
                  content));
    column->addSpacing(4);
    column->addLayout(makePlace(content));
    QTreeView* table = makeTableView(m_labels, tr("Labels"), content);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->resizeSection(1, 110);
    table->header()->resizeSection(2, 110);
    column->addWidget(table, 1);
    column->addWidget(m_words);
    column->addLayout(makeChoices());
    column->addLayout(makeButtons(content));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(content);
    layout->addStretch(1);
    showFound();
}

// Which recordings.
QLayout* GuidePage::makePlace(QWidget* content)
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    m_place->setPlaceholderText(tr("folder or list"));
    m_place->setAccessibleName(tr("Recordings"));
    auto* folder = new HintButton(tr("Folder…"), {}, content);
    auto* list = new HintButton(tr("List…"), {}, content);
    place->addWidget(m_place, 1);
    place->addWidget(folder);
    m_fromAnalyze = new HintButton(tr("From Analyze"), {}, content);
    m_fromAnalyze->setToolTip(
        tr("The events that you have added, renamed, moved or called right in the recordings that "
           "are open in Analyze, each as a clip of its own"));
    place->addWidget(list);
    place->addWidget(m_fromAnalyze);
    form->addRow(tr("&Recordings"), place);
    static_cast<QLabel*>(form->labelForField(place))->setBuddy(m_place);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Folder with one subfolder a label"),
                                                                 reachable(m_place->text()));
        if (!chosen.isEmpty())
            setRecordings(chosen);
    });
    connect(list, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getOpenFileName(this, tr("List of recordings"), reachable(m_place->text()),
                                                            tr("Lists (*.csv);;All files (*)"));
        if (!chosen.isEmpty())
            setRecordings(chosen);
    });
    connect(m_fromAnalyze, &QPushButton::clicked, this, &GuidePage::useCorrections);
    // A button takes the focus when it is pressed: reading anew would disable it before it is released.
    connect(m_place, &QLineEdit::editingFinished, this, [this] {
        if (m_place->text().trimmed() != m_readPlace || !m_error.isEmpty())
            readRecordings();
    });
    return form;
}

// What is made of them.
QLayout* GuidePage::makeChoices()
{
    auto* rest = new QFormLayout;
    rest->setHorizontalSpacing(24);
    rest->setVerticalSpacing(8);
    m_model->setToolTip(tr("What the model knows already; its classes are replaced by your labels"));
    rest->addRow(tr("&Start model"), m_model);
    m_share->setRange(0, 50);
    m_share->setValue(20);
    m_share->setSuffix(tr(" %"));
    m_share->setAlignment(Qt::AlignRight);
    m_share->setToolTip(tr("The model never learns from these recordings: they show how well it tells new ones apart"));
    m_share->setFixedWidth(kNumberWidth);
    rest->addRow(tr("&Held out"), m_share);
    m_epochs->setRange(1, 1000);
    m_epochs->setValue(20);
    m_epochs->setAlignment(Qt::AlignRight);
    m_epochs->setToolTip(tr("How often every recording is heard"));
    m_epochs->setFixedWidth(kNumberWidth);
    rest->addRow(tr("&Epochs"), m_epochs);
    rest->addRow(tr("&Name"), m_name);
    connect(m_share, &QSpinBox::valueChanged, this, &GuidePage::showFound);
    connect(m_name, &QLineEdit::textChanged, this, &GuidePage::showFound);
    return rest;
}

QLayout* GuidePage::makeButtons(QWidget* content)
{
    auto* close = new HintButton(tr("Close"), {}, content);
    m_start->setPrimary(true);
    m_start->setIcon(themedIcon(Icon::Run, IconTone::OnAccent));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 8, 0, 3);
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    connect(close, &QPushButton::clicked, this, &GuidePage::closed);
    connect(m_start, &QPushButton::clicked, this, &GuidePage::prepare);
    return buttons;
}

GuidePage::~GuidePage()
{
    m_stop.request_stop();
    m_stopPrepare.request_stop();
}

void GuidePage::begin(const QString& place, const QList<std::pair<QString, QString>>& models)
{
    m_folder = place;
    m_model->clear();
    QStringList paths;
    for (const auto& [path, name] : models) {
        m_model->addItem(name, path);
        paths << path;
    }
    lookAtModels(paths);
    if (m_name->text().isEmpty())
        m_name->setText(tr("my-model"));
    m_place->setFocus(Qt::OtherFocusReason);
    showFound();
}

void GuidePage::lookAtModels(const QStringList& paths)
{
    auto others = std::make_shared<QStringList>();
    m_tasks.add(
        [paths, others](const std::stop_token&) {
            for (const QString& path : paths) {
                try {
                    readStartModel(toPath(path));
                } catch (const std::exception&) { // another kind of model, or none
                    *others << path;
                }
            }
        },
        this,
        [this, others](const QString&) {
            for (const QString& path : std::as_const(*others))
                if (const int at = m_model->findData(path); at >= 0)
                    m_model->removeItem(at);
            showFound();
        });
}

void GuidePage::setRecordings(const QString& place)
{
    m_place->setText(place);
    if (const QString name = QFileInfo(place).completeBaseName(); !name.isEmpty())
        m_name->setText(name);
    readRecordings();
}

void GuidePage::readRecordings()
{
    const QString place = m_place->text().trimmed();
    if (m_corrections && place == tr("corrections made in Analyze")) {
        useCorrections(); // is no folder, and may teach more by now
        return;
    }
    Reading reading;
    if (!place.isEmpty())
        reading = [place](const std::stop_token& stop) { return readOwnRecordings(toPath(place), stop); };
    startReading(std::move(reading));
}

void GuidePage::setCorrections(std::function<std::vector<CorrectedSound>()> corrections)
{
    m_corrections = std::move(corrections);
}

void GuidePage::useCorrections()
{
    if (!m_corrections)
        return;
    m_place->setText(tr("corrections made in Analyze"));
    startReading([sounds = m_corrections()](const std::stop_token& stop) { return readCorrectedSounds(sounds, stop); });
}

void GuidePage::startReading(Reading reading)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_recordings.reset();
    m_error.clear();
    m_readPlace = m_place->text().trimmed();
    m_reading = reading != nullptr;
    const quint64 asked = ++m_asked;
    showFound();
    if (!m_reading)
        return;
    auto found = std::make_shared<OwnRecordings>();
    m_tasks.add([found, reading = std::move(reading),
                 stop = m_stop.get_token()](const std::stop_token&) { *found = reading(stop); },
                this,
                [this, found, asked](const QString& error) {
                    if (asked != m_asked)
                        return;
                    m_reading = false;
                    m_error = error;
                    if (error.isEmpty())
                        m_recordings = found;
                    showFound();
                    emit read();
                });
}

void GuidePage::showFound()
{
    std::vector<PlainTable::Row> rows;
    QStringList words;
    if (m_reading)
        words << tr("Looking for sound files…");
    if (!m_error.isEmpty())
        words << sentenceText(m_error);
    if (m_recordings) {
        const std::vector<int> counts = m_recordings->clipsOfLabels();
        const std::vector<bool> out = heldOut(*m_recordings, m_share->value() / 100.0, 0);
        std::vector<int> held(counts.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            if (out[i])
                for (const int label : m_recordings->clips[i].labels)
                    ++held[static_cast<std::size_t>(label)];
        int few = 0;
        for (std::size_t label = 0; label < counts.size(); ++label) {
            few += counts[label] < kFew ? 1 : 0;
            rows.push_back({{m_recordings->labels[static_cast<qsizetype>(label)], {}},
                            {QString::number(counts[label]), counts[label]},
                            {QString::number(held[label]), held[label]}});
        }
        words << tr("%1 recordings with %2 labels.").arg(m_recordings->clips.size()).arg(counts.size());
        if (few > 0)
            words << tr("Labels with fewer than five recordings, of which little can be learned: %1.").arg(few);
        for (const QString& problem : m_recordings->problems.mid(0, 3))
            words << sentenceText(problem);
    }
    const QString obstacle = whatIsMissing();
    if (m_recordings && !obstacle.isEmpty()) // else the rest of the page says it
        words << sentenceText(obstacle);
    m_labels->setRows(std::move(rows));
    m_words->setText(words.join(' '));
    m_start->setEnabled(obstacle.isEmpty());
    m_start->setToolTip(obstacle);
}

// Before training can start; empty where nothing is.
QString GuidePage::whatIsMissing() const
{
    const QString name = m_name->text().trimmed();
    if (m_preparing)
        return tr("The recordings are being prepared; the training begins by itself");
    if (!m_recordings)
        return tr("Choose the recordings first");
    if (m_model->currentIndex() < 0)
        return tr("There is no model to start from");
    if (name.isEmpty())
        return tr("The model needs a name");
    if (name.contains('/') || name.startsWith('.'))
        return tr("“%1” cannot be its name: use no “/”, and no dot at the beginning").arg(name);
    return {};
}

void GuidePage::prepare()
{
    const QString folder = QDir(m_folder).absoluteFilePath(m_name->text().trimmed());
    OwnModelChoices choices;
    choices.heldOutShare = m_share->value() / 100.0;
    choices.epochs = m_epochs->value();
    choices.batch = kBatch;
    auto spec = std::make_shared<std::optional<std::string>>();
    auto problems = std::make_shared<QStringList>();
    m_preparing = true;
    showFound();
    m_tasks.add(
        [spec, problems, choices, folder, recordings = m_recordings, model = toPath(m_model->currentData().toString()),
         stop = m_stopPrepare.get_token()](const std::stop_token&) {
            *spec = prepareOwnModel(*recordings, readStartModel(model), choices, toPath(folder), stop, problems.get());
        },
        this,
        [this, spec, problems, folder](const QString& error) {
            m_preparing = false;
            showFound();
            if (!error.isEmpty()) {
                emit noticed(tr("The model could not be prepared."), sentenceText(error));
                return;
            }
            if (!*spec) // it was stopped
                return;
            emit prepared(folder, QString::fromStdString(**spec));
            if (!problems->isEmpty())
                emit noticed(tr("Some clips could not be cut out; the model learns without them."),
                             sentenceText(problems->mid(0, 3).join(QStringLiteral("; "))));
        });
}

} // namespace dass
