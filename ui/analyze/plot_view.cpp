#include "ui/analyze/plot_view.h"

#include "ui/analyze/spectrogram_form.h"
#include "ui/analyze/spectrogram_names.h"
#include "ui/plots/time_viewport.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/start_text.h"
#include "ui/widgets/text_format.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

namespace {

QString cappedName(const QString& name)
{
    const qsizetype comma = name.indexOf(QLatin1Char(','));
    return comma > 0 ? name.left(comma) : name; // "Crowing, cock-a-doodle-doo" is "Crowing" beside a curve
}

constexpr QSize kButton(22, 20);
constexpr int kRoomForButton = 90;          // and the track's name, unit and colour scale
constexpr QPoint kButtonFromCorner(10, 58); // of the spectrogram's gutter, below: above the colour scale

} // namespace

PlotView::PlotView(AnalyzeSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_stack(new PlotStack(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->setAccessibleName(tr("Recording over time"));

    connect(&session, &AnalyzeSession::currentChanged, this, &PlotView::showRecording);
    connect(&session, &AnalyzeSession::overviewChanged, this, &PlotView::showOverview);
    connect(&session, &AnalyzeSession::resultChanged, this, &PlotView::showResult);
    connect(&session, &AnalyzeSession::digestChanged, this, &PlotView::showTags);
    connect(&session.tags(), &TagChoice::changed, this, &PlotView::showTags);
    connect(&session, &AnalyzeSession::clockChanged, this, &PlotView::showClock);
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &PlotView::showTags);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording != m_session.current())
            return;
        if (recording->axisLength() != viewport()->length())
            viewport()->setLength(recording->axisLength());
        m_stack->setUntaggedNotice(untaggedNotice(*recording));
        showFailure();
    });
    connect(&Theme::instance(), &Theme::changed, this, &PlotView::applyTheme);
    connect(m_stack, &PlotStack::thresholdDragged, this, [this](double threshold) {
        ViewSettings view = m_session.viewSettings();
        view.threshold = threshold;
        m_session.setViewSettings(view);
    });
    connect(m_stack, &PlotStack::ownThresholdDragged, this,
            [this](qint64 classIndex, double threshold) { m_session.tags().setOwnThreshold(classIndex, threshold); });
    connect(&session, &AnalyzeSession::labelsChanged, this, [this] { // indices are those of other tags now
        setCurrentTag(-1);
        pointAtTag(-1);
    });
    connect(m_stack, &PlotStack::failureActionTriggered, this, [this](int index) {
        OpenRecording* recording = m_session.current();
        if (index == 0 && recording->file == FileState::Missing)
            emit locateRequested(recording);
        else if (index == 0)
            emit retryRequested(recording);
        else if (index == 1)
            emit showInFolderRequested(recording);
        else
            emit copyDetailsRequested(recording);
    });
    connect(viewport(), &TimeViewport::changed, this, [this] {
        const OpenRecording* recording = m_session.current();
        if (recording && recording->quickMel && usesQuick(*recording) != m_quickShown)
            showOverview();
    });
    m_spectrogram = spectrogramFrom(session.settings().spectrogram());
    m_stack->setSpectrogramSettings(m_spectrogram);
    makeSpectrogramButton();
    applyTheme();
}

void PlotView::makeSpectrogramButton()
{
    m_spectrogramButton = makeIconButton(Icon::Gear, tr("Colours, frequency axis and level range"), this);
    KeyNames::instance().keepToolTip(m_spectrogramButton, m_spectrogramButton->toolTip(), "spectrogram.level_range");
    m_spectrogramButton->setFixedSize(kButton);
    connect(m_spectrogramButton, &QToolButton::clicked, this, &PlotView::editSpectrogram);
    connect(m_stack, &PlotStack::tracksMoved, this, &PlotView::placeSpectrogramButton);
}

void PlotView::placeSpectrogramButton()
{
    const QRect track = m_stack->spectrogramRect().translated(m_stack->pos());
    m_spectrogramButton->move(kButtonFromCorner.x(), track.bottom() - kButtonFromCorner.y());
    m_spectrogramButton->setVisible(track.height() >= kRoomForButton); // its menu has the same
}

void PlotView::setSpectrogram(const SpectrogramSettings& settings)
{
    if (settings == m_spectrogram)
        return;
    m_spectrogram = settings;
    m_session.settings().setSpectrogram(choiceOf(settings));
    m_stack->setSpectrogramSettings(settings);
    emit spectrogramChanged();
}

void PlotView::preparePicture(PictureTrack track, double pixelRatio)
{
    disconnect(m_stack, &PlotStack::tracksMoved, this, &PlotView::placeSpectrogramButton);
    m_spectrogramButton->hide();
    m_stack->setPicture(track, pixelRatio);
    showRecording();
}

void PlotView::editSpectrogram()
{
    auto* form = new SpectrogramForm(*this);
    form->showBeside(m_spectrogramButton);
}

TimeViewport* PlotView::viewport() const
{
    return m_stack->viewport();
}

void PlotView::showRecording()
{
    m_stack->setSelection({});
    m_stack->setPlayhead(0);
    const OpenRecording* recording = m_session.current();
    if (!recording) {
        m_stack->setOverview({});
        m_stack->setResult({});
        m_stack->setFailure(std::nullopt);
        viewport()->setLength(0);
        return;
    }
    showClock();
    viewport()->setLength(recording->axisLength());
    viewport()->fit();
    showOverview();
    showResult();
    showTags();
    showFailure();
}

void PlotView::showClock()
{
    const OpenRecording* recording = m_session.current();
    m_stack->setClockStart(m_session.clockStart(),
                           recording && recording->start ? offsetText(*recording->start) : QString());
}

void PlotView::showOverview()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    const bool isDecoded = recording->decode == DecodeState::Finished || recording->decode == DecodeState::Failed;
    m_quickShown = usesQuick(*recording);
    // The axis has one length whichever is drawn: one that followed the picture could change the choice again and
    // again.
    const std::int64_t length = recording->axisLength();
    if (m_quickShown)
        m_stack->setOverview(
            {recording->quickWaveform, recording->quickMel, recording->quickChannel, length, /*isFinished=*/true});
    else
        m_stack->setOverview(
            {recording->waveform, recording->mel, recording->shownChannel, length, /*isFinished=*/isDecoded});
}

// A session's coarse picture of all of it, until what is looked at is decoded.
bool PlotView::usesQuick(const OpenRecording& recording) const
{
    return recording.quickMel && recording.decode != DecodeState::Finished &&
           static_cast<double>(recording.decodedSamples) < viewport()->end();
}

void PlotView::showRange(double start, double end)
{
    if (end > start)
        viewport()->setRange(start, end);
    else
        viewport()->fit();
}

void PlotView::showResult()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    PlotResult result;
    result.probabilities = recording->result.probabilities;
    result.timing = recording->result.timing;
    result.frames = recording->result.frames;
    result.finished = recording->result.complete;
    m_stack->setResult(result);
    m_stack->setUntaggedNotice(untaggedNotice(*recording));
    m_stack->refresh();
}

void PlotView::showTags()
{
    const Tokens& t = tokens();
    const LabelTree& labels = m_session.labels();
    const ViewSettings& view = m_session.viewSettings();
    m_stack->setShaping({view.smoothing, view.smoothingRows, view.rollUp ? labels.below() : std::vector<ClassBelow>()});
    std::vector<PlotTag> tags;
    for (const TagChoice::Chosen& tag : m_session.tags().chosen())
        tags.push_back({tag.classIndex, cappedName(labels.name(tag.classIndex)), t.tag(tag.colour),
                        Tokens::tagIsDashed(tag.colour), m_session.tags().ownThreshold(tag.classIndex)});
    m_stack->setTags(tags);
    std::vector<HeatStripTag> rows;
    for (const std::int64_t index : m_session.tags().top(m_session.digest().summary, view.heatStripRows)) {
        const std::optional<int> colour = m_session.tags().colourOf(index);
        rows.push_back({index, cappedName(labels.name(index)), colour ? t.tag(*colour) : QColor()});
    }
    m_stack->setHeatStrip(rows);
    m_stack->setThreshold(view.threshold);
    m_stack->setCurveNames(view.curveNames);
}

void PlotView::setCurrentTag(std::int64_t classIndex)
{
    m_currentTag = classIndex;
    showCurrentTag();
}

void PlotView::pointAtTag(std::int64_t classIndex)
{
    m_pointedTag = classIndex;
    showCurrentTag();
}

void PlotView::showCurrentTag()
{
    const std::int64_t tag = m_pointedTag >= 0 ? m_pointedTag : m_currentTag;
    m_stack->setCurrentTag(tag >= 0 ? std::optional(tag) : std::nullopt);
}

void PlotView::showFailure()
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    const bool failed = recording->state == RecordingState::Failed;
    if (recording->file == FileState::Missing && !recording->quickMel) {
        PlotFailure failure;
        failure.title = tr("This recording is not where it was");
        failure.text = sentenceText(tr("%1 was moved, renamed or removed").arg(recording->path));
        if (recording->hasResult())
            failure.text += ' ' + tr("Its tags are kept.");
        failure.actions = QStringList{tr("Locate…"), tr("Show in folder"), tr("Copy details")};
        m_stack->setFailure(failure);
        return;
    }
    if (!failed && !recording->brokeOff()) {
        m_stack->setFailure(std::nullopt);
        return;
    }
    PlotFailure failure;
    if (recording->decode != DecodeState::Failed && !recording->brokeOff()) {
        failure.fromSample = recording->axisLength(); // all of it can be read
        failure.title = tr("The run failed");
    } else {
        failure.fromSample = recording->decodedSamples;
        failure.title = recording->decodedSamples > 0
                            ? tr("Unreadable from %1").arg(sampleClockText(recording->decodedSamples))
                            : tr("This recording cannot be read");
    }
    failure.text = failed ? sentenceText(QString(recording->failure).replace(recording->path, recording->name))
                          : sentenceText(recording->warnings.first());
    if (recording->hasResult())
        failure.text += ' ' + (failed && recording->isEarlierResult ? tr("The tags of an earlier run are kept.")
                                                                    : tr("The tags up to this point are kept."));
    failure.actions = QStringList{tr("Try again"), tr("Show in folder"), tr("Copy details")};
    m_stack->setFailure(failure);
}

QString PlotView::untaggedNotice(const OpenRecording& recording) const
{
    switch (recording.state) {
    case RecordingState::Waiting:
        return m_session.model().state() == ModelState::Loading ? tr("the model is being loaded")
                                                                : tr("not tagged yet");
    case RecordingState::Tagging:
        return recording.progress.secondsLeft
                   ? tr("not tagged yet, %1 left").arg(longDurationText(*recording.progress.secondsLeft))
                   : tr("not tagged yet");
    case RecordingState::Cancelled:
        return tr("not tagged: the run was cancelled");
    case RecordingState::Failed:
    case RecordingState::Done:
        return {};
    }
    return {};
}

void PlotView::applyTheme()
{
    m_stack->setColours(tokens().dark ? PlotColours::darkTheme() : PlotColours::light());
    showTags();
}

} // namespace dass
