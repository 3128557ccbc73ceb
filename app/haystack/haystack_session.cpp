#include "app/haystack/haystack_session.h"

#include "app/haystack/number_list.h"
#include "app/jobs/path_text.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace dass {

namespace {

// "dog", or "dog (2)" where there is one of that name, and so on.
QString freeName(const QString& name, const std::vector<NeedleClip>& clips)
{
    QString free = name;
    for (int number = 2; std::ranges::find(clips, free, &NeedleClip::name) != clips.end(); ++number)
        free = QStringLiteral("%1 (%2)").arg(name).arg(number);
    return free;
}

} // namespace

HaystackSession::HaystackSession(ModelStore::Loader loader, QObject* parent)
    : QObject(parent), m_probe(std::move(loader))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // once a turn of the event loop
    connect(&m_soon, &QTimer::timeout, this, &HaystackSession::ask);
    connect(&m_probe, &ProbeWorker::prepared, this,
            [this](quint64 request, const std::shared_ptr<const HeldMixture>& mixture) {
                if (request != m_request)
                    return;
                m_mixture = mixture;
                emit mixtureChanged();
            });
    connect(&m_probe, &ProbeWorker::answered, this, [this](quint64 request, const ProbeAnswer& answer) {
        if (request == m_request)
            take(answer);
    });
    connect(&m_probe, &ProbeWorker::swept, this, [this](quint64 request, const ProbePoint& point) {
        if (request != m_request)
            return;
        m_sweep[point.begin] = point.mixture;
        emit sweepChanged();
    });
    connect(&m_probe, &ProbeWorker::heardAlone, this, [this](quint64 request, const ProbeAlone& clip) {
        if (request == m_request)
            take(clip);
    });
    connect(&m_probe, &ProbeWorker::progressed, this, [this](quint64 request, const ProbeProgress& progress) {
        if (request != m_request)
            return;
        m_progress = progress;
        emit answerChanged();
    });
    connect(&m_probe, &ProbeWorker::ended, this, [this](quint64 request) {
        if (request != m_request)
            return;
        m_probing = false;
        emit answerChanged();
    });
    connect(&m_probe, &ProbeWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request != m_request)
            return;
        m_probing = false;
        m_error = error;
        emit answerChanged();
    });
}

HaystackSession::~HaystackSession() = default;

const NeedleClip* HaystackSession::needle() const
{
    return m_current >= 0 ? &m_needles[static_cast<std::size_t>(m_current)] : nullptr;
}

int HaystackSession::hidden() const
{
    return static_cast<int>(
        std::count_if(m_needles.begin(), m_needles.end(), [](const NeedleClip& clip) { return clip.hidden; }));
}

// What is no needle is left out.
bool HaystackSession::isMixed(const NeedleClip& clip) const
{
    const ClipTrouble* trouble = troubleOf(clip);
    return clip.hidden && (!trouble || trouble->words.isEmpty());
}

int HaystackSession::mixed() const
{
    return static_cast<int>(
        std::count_if(m_needles.begin(), m_needles.end(), [this](const NeedleClip& clip) { return isMixed(clip); }));
}

std::vector<std::int64_t> HaystackSession::begins() const
{
    std::vector<double> positions;
    for (const NeedleClip& clip : m_needles)
        if (isMixed(clip))
            positions.push_back(clip.position);
    const auto starts = niah::needleStarts(m_choice.frames, positions, m_choice.insertion);
    std::vector<std::int64_t> begins;
    auto start = starts.begin();
    for (const NeedleClip& clip : m_needles)
        begins.push_back(isMixed(clip) ? *start++ : -1);
    return begins;
}

// Halves, then quarters, and so on, the first at which a needle lies over no other.
double HaystackSession::freePosition() const
{
    const std::vector<std::int64_t> taken = begins();
    for (int parts = 2; parts <= 64; parts *= 2)
        for (int part = 1; part < parts; part += 2) {
            const double position = static_cast<double>(part) / parts;
            const std::int64_t begin = niah::needleStart(m_choice.frames, position);
            if (std::none_of(taken.begin(), taken.end(), [&](std::int64_t other) {
                    return other >= 0 && std::abs(other - begin) < niah::kNeedleFrames;
                }))
                return position;
        }
    return 0.5; // in between others, which move
}

std::vector<NeedleClip> HaystackSession::unlisted(const std::vector<NeedleClip>& clips) const
{
    std::vector<NeedleClip> others;
    std::ranges::copy_if(clips, std::back_inserter(others),
                         [this](const NeedleClip& clip) { return indexOfPath(clip.path) < 0; });
    return others;
}

int HaystackSession::indexOf(quint64 id) const
{
    const auto at = std::ranges::find(m_needles, id, &NeedleClip::id);
    return at == m_needles.end() ? -1 : static_cast<int>(at - m_needles.begin());
}

int HaystackSession::indexOfPath(const QString& path) const
{
    const auto at = std::ranges::find(m_needles, path, &NeedleClip::path);
    return at == m_needles.end() ? -1 : static_cast<int>(at - m_needles.begin());
}

std::size_t HaystackSession::addNeedles(const std::vector<NeedleClip>& clips, std::optional<double> at)
{
    const auto before = static_cast<int>(m_needles.size());
    std::size_t left = 0;
    for (const NeedleClip& clip : clips) {
        if (m_needles.size() >= kMostClips) {
            ++left;
            continue;
        }
        NeedleClip added = clip;
        added.id = ++m_lastId;
        added.name = freeName(clip.name, m_needles);
        added.hidden = clip.hidden && mixed() < niah::mostNeedles(m_choice.frames, m_choice.insertion);
        added.position = !added.hidden ? 0.5 : at.value_or(freePosition());
        if (at && added.hidden) {
            const double behind =
                at.value() + static_cast<double>(niah::kNeedleFrames) / static_cast<double>(m_choice.frames);
            at = behind <= 1 ? std::optional(behind) : std::nullopt; // else there is no room
        }
        m_needles.push_back(added);
    }
    if (static_cast<int>(m_needles.size()) == before)
        return left;
    emit needlesChanged();
    setCurrent(before);
    changeMixture();
    return left;
}

void HaystackSession::removeNeedle(int index)
{
    if (index < 0 || index >= static_cast<int>(m_needles.size()))
        return;
    const bool mixed = m_needles[static_cast<std::size_t>(index)].hidden;
    m_needles.erase(m_needles.begin() + index);
    m_current = -1;
    emit needlesChanged();
    setCurrent(std::min(index, static_cast<int>(m_needles.size()) - 1));
    if (mixed)
        changeMixture();
}

void HaystackSession::setLabels(int index, const std::vector<std::string>& mids)
{
    NeedleClip& clip = m_needles.at(static_cast<std::size_t>(index));
    if (clip.mids == mids)
        return;
    clip.mids = mids;
    clip.isLabelHeard = false;
    emit needlesChanged();
    emit answerChanged();
    emit sweepChanged();
}

void HaystackSession::setHidden(int index, bool hidden)
{
    NeedleClip& clip = m_needles.at(static_cast<std::size_t>(index));
    if (clip.hidden == hidden)
        return;
    clip.hidden = hidden;
    emit needlesChanged();
    changeMixture();
}

void HaystackSession::hideOnly(int index)
{
    for (std::size_t i = 0; i < m_needles.size(); ++i)
        m_needles[i].hidden = static_cast<int>(i) == index;
    m_needles.at(static_cast<std::size_t>(index)).ratio.reset();
    emit needlesChanged();
    changeMixture();
}

void HaystackSession::setRatio(int index, std::optional<double> ratio)
{
    NeedleClip& clip = m_needles.at(static_cast<std::size_t>(index));
    if (clip.ratio == ratio)
        return;
    clip.ratio = ratio;
    m_sweep.clear();
    emit needlesChanged();
    askSoon();
}

void HaystackSession::changeMixture()
{
    m_answer.reset();
    m_sweep.clear();
    m_error.clear();
    if (hidden() == 0)
        m_mixture.reset();
    emit mixtureChanged();
    emit answerChanged();
    askSoon();
}

void HaystackSession::setCurrent(int index)
{
    if (index == m_current && index >= 0)
        return;
    m_current = index;
    m_sweep.clear();
    if (const NeedleClip* clip = needle())
        m_choice.position = clip->position;
    emit currentChanged();
    emit choiceChanged();
    emit answerChanged();
    askSoon();
}

void HaystackSession::restore(std::vector<NeedleClip> clips, int current, const HaystackChoice& choice)
{
    m_needles = std::move(clips);
    for (NeedleClip& clip : m_needles)
        clip.id = ++m_lastId;
    m_current = -1;
    m_choice = choice;
    emit needlesChanged();
    setCurrent(std::min(current, static_cast<int>(m_needles.size()) - 1));
    changeMixture();
}

void HaystackSession::setChoice(const HaystackChoice& choice)
{
    HaystackChoice elsewhere = choice; // the same but for the position: what is known of others stays true
    elsewhere.position = m_choice.position;
    const auto facts = [](const HaystackChoice& c) {
        return std::tuple(c.haystack.kind, c.haystack.file, c.haystack.seed, c.frames, c.snrDb, c.insertion, c.pooling,
                          c.crossfadeSeconds);
    };
    if (facts(elsewhere) != facts(m_choice))
        m_sweep.clear();
    if (choice.pooling != m_choice.pooling)
        m_alone.clear();
    m_choice = choice;
    if (m_current >= 0)
        m_needles[static_cast<std::size_t>(m_current)].position = choice.position;
    emit choiceChanged();
    askSoon();
}

void HaystackSession::setModel(const QString& path, bool sinusoidalPositions)
{
    if (path == m_model && sinusoidalPositions == m_sinusoidalPositions)
        return;
    m_model = path;
    m_sinusoidalPositions = sinusoidalPositions;
    m_answer.reset();
    m_sweep.clear();
    m_alone.clear();
    takeInfo(nullptr);
    emit modelChanged();
    askSoon();
}

void HaystackSession::askSoon()
{
    m_request = 0; // what is under way tells of what was
    m_probing = !m_needles.empty();
    if (!m_soon.isActive())
        m_soon.start();
}

ProbeRequest HaystackSession::request() const
{
    ProbeRequest request;
    request.choice = m_choice;
    request.model = toPath(m_model);
    request.sinusoidalPositions = m_sinusoidalPositions;
    return request;
}

void HaystackSession::ask()
{
    m_soon.stop();
    m_error.clear();
    if (m_needles.empty()) {
        stop();
        return;
    }
    m_tooMany = mixed() > niah::mostNeedles(m_choice.frames, m_choice.insertion);
    if (m_tooMany) {
        tellTooMany();
        return;
    }
    m_probing = true;
    m_progress = {};
    m_asked.clear();
    m_askedCurrent = 0;
    ProbeRequest request = this->request();
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        const NeedleClip& clip = m_needles[i];
        const std::filesystem::path path = toPath(clip.path);
        if (!clip.hidden) {
            request.others.push_back(path);
            continue;
        }
        if (static_cast<int>(i) == m_current) {
            request.current = static_cast<int>(request.needles.size());
            m_askedCurrent = clip.id;
        }
        request.needles.push_back({path, clip.position, clip.ratio ? clip.ratio : m_choice.snrDb});
        m_asked.push_back(clip.id);
    }
    m_request = m_probe.request(std::move(request));
    emit answerChanged();
}

// Each is heard alone meanwhile: once it is known which cannot be read, the others may fit.
void HaystackSession::tellTooMany()
{
    m_probing = false;
    m_error = tr("%n needles do not fit into %1: make it longer, or tick fewer", nullptr, mixed())
                  .arg(lengthText(m_choice.frames));
    ProbeRequest request = this->request();
    for (const NeedleClip& clip : m_needles)
        request.others.emplace_back(toPath(clip.path));
    m_asked.clear();
    m_askedCurrent = 0;
    m_request = m_probe.request(std::move(request));
    emit answerChanged();
}

void HaystackSession::stop()
{
    m_soon.stop();
    m_probe.cancel();
    m_request = 0;
    m_probing = false;
    emit answerChanged();
}

} // namespace dass
