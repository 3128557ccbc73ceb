#include "ui/haystack/haystack_view.h"

#include "app/haystack/needle_cutter.h"
#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/haystack/activity_bar.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/first_page.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/listening.h"
#include "ui/haystack/needles_panel.h"
#include "ui/haystack/plan_panel.h"
#include "ui/haystack/scores_panel.h"
#include "ui/haystack/tested_model.h"
#include "ui/style/icons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/labelled_combo.h"

#include <QDir>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kLeft = 232;
constexpr int kRight = 248;
constexpr int kAbove = 4; // the builder's share of the height
constexpr int kBelow = 3;
constexpr double kFrameRate = 100;
constexpr double kBeforeNeedle = 200; // frames that are heard before it
constexpr const char* kBuilderFile = "haystack-builder.json";

} // namespace

// In a low window its content is scrolled.
QScrollArea* HaystackView::makeScroll(QWidget* content)
{
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

HaystackView::HaystackView(AnalyzeSession& shell, const QString& sample, QWidget* parent)
    : QWidget(parent), m_shell(shell), m_sample(sample), m_controls(new QWidget),
      m_tested(new TestedModel(shell, m_session, m_controls, this)), m_menu(new QMenu(tr("Ha&ystack"), this)),
      m_pages(new QStackedWidget(this)), m_rows(new QSplitter(Qt::Vertical)), m_needles(new NeedlesPanel(m_session)),
      m_form(new HaystackForm), m_builder(new BuilderPanel(m_session)), m_scores(new ScoresPanel(m_session)),
      m_bar(new ActivityBar(this)), m_listening(new Listening(shell.settings().volume(), this)),
      m_keeper(m_session, *m_tested, toPath(QDir(shell.settings().dataFolder()).filePath(kBuilderFile)))
{
    setAcceptDrops(true);
    makeControls();
    makeRows();
    auto* first = new FirstPage(!sample.isEmpty());
    m_pages->addWidget(first);
    m_pages->addWidget(m_rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_bar);

    connect(first, &FirstPage::exampleRequested, this, &HaystackView::showExample);
    connect(first, &FirstPage::addRequested, this, &HaystackView::addClips);
    connect(first, &FirstPage::openRequested, m_files, &ExperimentFiles::open);
    connect(m_needles, &NeedlesPanel::addRequested, this, &HaystackView::addClips);
    connect(m_builder, &BuilderPanel::growRequested, this, &HaystackView::growIntoExperiment);
    connect(m_tested, &TestedModel::listed, m_plan, &PlanPanel::setModels);
    connect(m_tested, &TestedModel::noticed, this, &HaystackView::noticed);
    connectForm();
    connectListening();
    connectKeeping();
    makeMenu();
    showGrowable();
    m_tested->update();
    showPage();
}

void HaystackView::makeControls()
{
    auto* header = new QHBoxLayout(m_controls);
    header->setContentsMargins(0, 0, 8, 0);
    header->setSpacing(8);
    header->addStretch();
    header->addWidget(m_tested->list());
    auto* save = new HintButton(tr("Save spec…"), {}, m_controls);
    save->setIcon(themedIcon(Icon::Export));
    save->setToolTip(tr("The experiment's plan as JSON that dass niah runs unchanged: one needle in a mixture, "
                        "as in the paper, also where the builder hides several at once"));
    header->addWidget(save);
    connect(save, &QPushButton::clicked, this, [this] { m_files->saveSpecification(); });
}

void HaystackView::makeRows()
{
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(m_needles, 1);
    leftColumn->addWidget(new Hairline(Qt::Horizontal));
    leftColumn->addWidget(m_form);
    auto* above = new QSplitter(Qt::Horizontal);
    above->addWidget(makeScroll(left));
    above->addWidget(m_builder);
    above->addWidget(makeScroll(m_scores));
    QSplitter* below = makeExperiment();
    // As wide as the form's words ask for, beside a scroll bar; less where the window has no room for it.
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int wanted = m_form->sizeHint().width() + bar;
    const int least = std::max(kLeft, m_form->minimumSizeHint().width() + bar); // for it is not scrolled sideways
    for (QSplitter* row : {above, below}) {
        row->setStretchFactor(1, 1);
        row->setChildrenCollapsible(false);
        row->widget(0)->setMinimumWidth(least);
        row->widget(2)->setMinimumWidth(kRight);
        row->setSizes({std::max(least, wanted), 10000, kRight});
        m_rows->addWidget(row);
    }
    // The columns of both rows are one.
    connect(above, &QSplitter::splitterMoved, below, [above, below] { below->setSizes(above->sizes()); });
    connect(below, &QSplitter::splitterMoved, above, [above, below] { above->setSizes(below->sizes()); });
    m_rows->setChildrenCollapsible(false);
    m_rows->setStretchFactor(0, kAbove);
    m_rows->setStretchFactor(1, kBelow);
    m_rows->setSizes({1000 * kAbove, 1000 * kBelow});
}

// The form and the session say the same, and the rest follows the session.
void HaystackView::connectForm()
{
    connect(m_form, &HaystackForm::changed, &m_session, &HaystackSession::setChoice);
    connect(m_form, &HaystackForm::ownRatioChanged, this, [this](std::optional<double> ratio) {
        if (m_session.current() >= 0)
            m_session.setRatio(m_session.current(), ratio);
    });
    connect(&m_session, &HaystackSession::choiceChanged, this, [this] {
        m_form->setChoice(m_session.choice());
        showActivity();
    });
    for (const auto signal : {&HaystackSession::needlesChanged, &HaystackSession::currentChanged})
        connect(&m_session, signal, this, [this] {
            const NeedleClip* clip = m_session.needle();
            m_form->setOwnRatio(clip ? clip->ratio : std::nullopt, m_session.hidden() > 1);
        });
    for (const auto signal : {&HaystackSession::needlesChanged, &HaystackSession::currentChanged})
        connect(&m_session, signal, this, &HaystackView::showPage);
    connect(&m_session, &HaystackSession::needlesChanged, this, &HaystackView::showGrowable);
    for (const auto signal : {&HaystackSession::answerChanged, &HaystackSession::mixtureChanged})
        connect(&m_session, signal, this, &HaystackView::showActivity);
}

void HaystackView::connectKeeping()
{
    connect(&m_keeper, &BuilderKeeper::noticed, this, &HaystackView::noticed);
    connect(&m_keeper, &BuilderKeeper::putOff, this, [this](const QString& words) {
        m_waits = words;
        showActivity();
    });
}

// What was built is not read before it is looked at: the model would hear it again.
void HaystackView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_shown, true))
        return;
    m_keeper.start();
    m_shell.models().readAll(); // for their names
}

// What plays, the time in the bar and the cursor in the plot go together.
void HaystackView::connectListening()
{
    connect(m_bar, &ActivityBar::playRequested, this, &HaystackView::hear);
    connect(m_listening, &Listening::playingChanged, this, [this] {
        m_bar->setPlaying(m_listening->isPlaying());
        if (!m_listening->isPlaying())
            showActivity();
    });
    connect(m_listening, &Listening::positionChanged, this, [this](double frame) {
        m_builder->plot()->setCursor(frame);
        m_bar->setTime(frame / kFrameRate, static_cast<double>(m_session.choice().frames) / kFrameRate);
    });
    connect(m_listening, &Listening::noticed, this,
            [this](const QString& text) { emit noticed(tr("Nothing can be heard."), text); });
    connect(m_builder->plot(), &BuilderPlot::cursorChanged, this, [this](double frame) {
        m_bar->setTime(frame / kFrameRate, static_cast<double>(m_session.choice().frames) / kFrameRate);
        if (m_listening->isPlaying() && m_session.mixture()) // what plays may be one that is no more
            m_listening->play(m_session.mixture(), frame);   // goes on there
    });
}

HaystackView::~HaystackView()
{
    m_keeper.keepNow(); // the model is there as yet, unlike its list, which goes with the header
}

void HaystackView::makeMenu()
{
    const auto add = [this](const char* id, const QString& text, const QKeySequence& keys, const auto& act) {
        QAction* action = m_menu->addAction(text);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("haystack.add_clips", tr("&Add clips…"), QKeySequence("Ctrl+Shift+N"), [this] { addClips(); });
    add("haystack.label", tr("&Label of the needle…"), QKeySequence("Ctrl+L"), [this] { m_needles->chooseLabel(); });
    add("haystack.hide", tr("Tick the &needle, or not"), QKeySequence("Ctrl+H"), [this] {
        if (const NeedleClip* clip = m_session.needle())
            m_session.setHidden(m_session.current(), !clip->hidden);
    });
    add("haystack.remove", tr("&Take the needle away"), {}, [this] { m_session.removeNeedle(m_session.current()); });
    if (!m_sample.isEmpty())
        add("haystack.example", tr("Show an &example"), {}, [this] { showExample(); });
    m_menu->addSeparator();
    add("haystack.hear", tr("&Hear the mixture, or stop"), QKeySequence("Ctrl+Space"), [this] { hear(); });
    add("haystack.grow", tr("&Grow into an experiment"), QKeySequence("Ctrl+Alt+G"), [this] { growIntoExperiment(); });
    add("haystack.fit", tr("The &whole mixture"), QKeySequence("Ctrl+Shift+0"), [this] { m_builder->plot()->fit(); });
    add("haystack.stop", tr("&Stop the probe"), QKeySequence("Ctrl+."), [this] { m_session.stop(); });
    m_menu->addSeparator();
    addExperimentTo(m_menu);
}

void HaystackView::showPage()
{
    const bool planned = m_experiment.results() || m_experiment.state() != HaystackExperiment::State::Planned ||
                         !m_plan->isFollowing(); // a plan of its own needs no builder
    m_pages->setCurrentIndex(m_session.needle() || planned ? 1 : 0);
    if (m_session.hidden() == 0)
        m_listening->stop();
    showActivity();
}

void HaystackView::showActivity()
{
    if (m_session.isProbing())
        m_waits.clear();
    const auto& mixture = m_session.mixture();
    m_bar->setPlayable(mixture && mixture->hasSound(), mixture
                                                           ? tr("Over 2 h no sound is kept, only what the model gets")
                                                           : tr("The mixture is not there yet"));
    if (!m_listening->isPlaying()) {
        const double at = std::max(0.0, m_builder->plot()->cursorFrame());
        m_bar->setTime(at / kFrameRate,
                       m_session.needle() ? static_cast<double>(m_session.choice().frames) / kFrameRate : 0);
    }
    if (!m_cutters.empty())
        m_bar->showIdle(tr("Cutting needles out of the recording…"));
    else if (showExperimentActivity())
        return;
    else if (m_session.isProbing())
        m_bar->showProgress(stageText(m_session.progress()), m_session.progress().fraction, {});
    else if (!m_session.error().isEmpty())
        m_bar->showIdle(m_session.error());
    else if (!m_told.isEmpty())
        m_bar->showIdle(m_told);
    else if (!m_waits.isEmpty())
        m_bar->showIdle(m_waits);
}

void HaystackView::hear()
{
    if (m_listening->isPlaying()) {
        m_listening->stop();
        return;
    }
    const auto& mixture = m_session.mixture();
    if (!mixture || !mixture->hasSound()) {
        emit noticed(tr("Nothing can be heard."), mixture ? tr("Over 2 h no sound is kept, only what the model gets")
                                                          : tr("The mixture is not there yet"));
        return;
    }
    const double cursor = m_builder->plot()->cursorFrame();
    const NeedleClip* clip = m_session.needle();
    const std::int64_t begin = clip && clip->hidden ? m_session.begin(m_session.current()) : mixture->begins().front();
    const double before = std::max(0.0, static_cast<double>(begin) - kBeforeNeedle);
    m_listening->play(mixture, cursor >= 0 ? cursor : before);
}

void HaystackView::stopAll()
{
    m_session.stop();
    m_listening->stop();
}

} // namespace dass
