#include "app/jobs/tagging_job.h"

#include "app/jobs/progress_gate.h"
#include "core/base/error.h"
#include "core/results/file_identity.h"

#include <utility>

namespace dass {

namespace {

// However a run ends, its matrix gives its file descriptor back: a long list of recordings keeps a matrix each.
class MatrixFinisher
{
public:
    explicit MatrixFinisher(const TaggingResult& result) : m_result(result) {}
    ~MatrixFinisher()
    {
        if (m_result.probabilities)
            m_result.probabilities->finish();
    }
    MatrixFinisher(const MatrixFinisher&) = delete;
    MatrixFinisher& operator=(const MatrixFinisher&) = delete;

private:
    const TaggingResult& m_result;
};

} // namespace

TaggingJob::TaggingJob(std::shared_ptr<ModelStore> store, TaggingRequest request, QObject* parent)
    : QObject(parent), m_store(std::move(store)), m_request(std::move(request)), m_thread(nextJobId())
{
    qRegisterMetaType<TaggingUpdate>();
    connect(&m_thread, &JobThread::ended, this, &TaggingJob::ended);
}

void TaggingJob::start()
{
    m_thread.start([this](std::stop_token stop) { return tag(std::move(stop)); }, JobPriority::Background);
}

void TaggingJob::setPaused(bool paused)
{
    paused ? m_gate.pause() : m_gate.resume();
}

Outcome TaggingJob::tag(std::stop_token stop)
{
    std::optional<AudioReader> audio = AudioReader::open(m_request.file, {.channel = m_request.settings.channel}, stop);
    if (!audio)
        return Outcome::Cancelled;
    const std::shared_ptr<TaggingModel> model = m_store->get(m_request.model);
    if (stop.stop_requested())
        return Outcome::Cancelled;

    const auto provenance =
        std::make_shared<const Provenance>(describeRun(audio->info(), *model, m_request.settings, {}));
    TaggingResult result;
    const MatrixFinisher finisher(result);
    TaggingProgress last;
    ProgressGate gate;
    const auto report = [&](const TaggingProgress& progress) {
        last = progress;
        if (!gate.open())
            return;
        TaggingUpdate update{result, progress, provenance};
        update.result.frames = progress.framesDone;
        update.result.samples = progress.framesDone * 160;
        emit progressed(id(), update);
    };
    const Outcome outcome = tagRecording(*audio, *model, m_request.settings, stop, report, result, &m_gate);
    const bool changed = outcome == Outcome::Finished && isChanged(*provenance);
    if (changed)
        result.warnings.emplace_back("the file changed while it was tagged, so that its tags may not be of all of it; "
                                     "tag it again when it changes no more");
    auto complete = std::make_shared<Provenance>(*provenance);
    complete->samples = result.samples;
    complete->complete = result.complete;
    complete->warnings = result.warnings;
    complete->device = model->device(); // the CPU, where a GPU failed on the way
    complete->precision = nameOf(model->precision());
    emit progressed(id(), {result, last, complete});
    if (changed)
        emit fileChanged(id());
    else if (outcome == Outcome::Finished)
        keep(result, *complete, stop);
    return outcome;
}

// As the file of a recording that is still being made or copied does.
bool TaggingJob::isChanged(const Provenance& start) const
{
    const std::optional<FileIdentity> now = identityOf(m_request.file);
    return now && (now->bytes != start.inputBytes || now->modified != start.inputModified);
}

void TaggingJob::keep(const TaggingResult& result, const Provenance& provenance, const std::stop_token& stop)
{
    if (!m_request.keepIn)
        return;
    try {
        m_request.keepIn->keep(result, provenance, stop);
    } catch (const std::exception& exception) {
        emit notKept(id(), QString::fromStdString(describe(exception)));
    }
}

} // namespace dass
